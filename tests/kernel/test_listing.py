"""A list is the same rows in the same order however it is cut: nothing twice, nothing left out."""

from __future__ import annotations

import base64
import json
import sys
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingwei.kernel.errors import Invalid
from jingwei.kernel.listing import MOST, Listing, stream, take, take_from, take_through
from tests.kernel.plot.models import Plot
from tests.kernel.plot.room import gardener, plots
from tests.support.world import World

HOME = 77
ORDERS = [
    ("id",),
    ("-id",),
    ("rank", "id"),
    ("-rank", "id"),
    ("rank", "-id"),
    ("-rank", "name", "-id"),
    ("name", "id"),
]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)
MANY = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def actor(garden: World) -> Any:
    return gardener(HOME)


def plant(ranks: list[int]) -> list[int]:
    """Plots of these ranks, with names that clash as well; their ids."""
    Plot.objects.filter(university_id=HOME).delete()
    for number, rank in enumerate(ranks):
        Plot.objects.create(university_id=HOME, path="1", name=f"名{number % 3}", rank=rank)
    return list(Plot.objects.filter(university_id=HOME).values_list("pk", flat=True))


def all_pages(actor: Any, order: tuple[str, ...], limit: int, **asked: str) -> list[int]:
    """The ids of every page, one after the other."""
    found, cursor = [], ""
    for _ in range(200):
        part = take(plots(*order), actor, asked, cursor=cursor, limit=limit)
        assert len(part.items) <= limit
        found += [row["id"] for row in part.items]
        if part.next is None:
            return found
        cursor = part.next
    raise AssertionError("the pages never end")


@MANY
@given(
    ranks=st.lists(st.integers(-2, 3), max_size=14),
    order=st.sampled_from(ORDERS),
    limit=st.integers(1, 6),
)
def test_pages_joined_are_the_whole_list(
    actor: Any, ranks: list[int], order: tuple[str, ...], limit: int
) -> None:
    plant(ranks)
    whole = list(Plot.objects.filter(university_id=HOME).order_by(*order).values_list("pk", flat=True))

    assert all_pages(actor, order, limit) == whole
    assert [row["id"] for row in stream(plots(*order), actor, {}, chunk=limit)] == whole


@MANY
@given(
    ranks=st.lists(st.integers(-2, 3), max_size=10),
    order=st.sampled_from(ORDERS),
    bounds=st.lists(st.tuples(st.integers(-2, 3), st.integers(-2, 3)), min_size=1, max_size=4),
    limit=st.integers(1, 6),
)
def test_pages_through_parts_are_one_part_after_the_other(
    actor: Any, ranks: list[int], order: tuple[str, ...], bounds: list[tuple[int, int]], limit: int
) -> None:
    """The same row may lie in several parts, and some of them may be empty."""
    plant(ranks)
    parts = [Plot.objects.filter(university_id=HOME, rank__range=each) for each in bounds]
    whole = [
        (at, pk) for at, rows in enumerate(parts) for pk in rows.order_by(*order).values_list("pk", flat=True)
    ]

    found, cursor = list[tuple[int, int]](), ""
    while True:
        with CaptureQueriesContext(connection) as asked:
            page = take_through(in_parts(order), parts, actor, cursor=cursor, limit=limit)
        assert len(asked) == 1 and len(page.items) <= limit
        found += [(row["part"], row["id"]) for row in page.items]
        if page.next is None:
            break
        cursor = page.next

    assert found == whole


def in_parts(order: tuple[str, ...]) -> Listing:
    return replace(
        plots(*order),
        reads=tuple({"id": None} | {each.lstrip("-"): None for each in order}),
        present=lambda actor, rows: [{"part": row.part, "id": row.id} for row in rows],
    )


@pytest.mark.parametrize(
    "cursor", ["x", ".", "0", "0.", "2.WzFd", "-1.WzFd", "9999.WzFd", "0.x", "WzFd", "0.WzFd.0"]
)
def test_a_cursor_of_no_part_is_refused_by_name(actor: Any, cursor: str) -> None:
    plant([1])
    rows = Plot.objects.filter(university_id=HOME)

    with pytest.raises(Invalid) as refused:
        take_through(in_parts(("id",)), [rows, rows], actor, cursor=cursor)

    assert [error.field for error in refused.value.errors] == ["cursor"]


@MANY
@given(
    ranks=st.lists(st.integers(-2, 3), min_size=4, max_size=10),
    order=st.sampled_from(ORDERS),
    new=st.lists(st.integers(-2, 3), max_size=3),
    gone=st.integers(0, 3),
)
def test_what_stays_is_shown_once_while_rows_come_and_go(
    actor: Any, ranks: list[int], order: tuple[str, ...], new: list[int], gone: int
) -> None:
    before = plant(ranks)
    first = take(plots(*order), actor, {}, limit=2)
    Plot.objects.filter(pk=before[gone]).delete()
    for rank in new:
        Plot.objects.create(university_id=HOME, path="1", name="新", rank=rank)
    seen, cursor = [row["id"] for row in first.items], first.next
    while cursor:
        part = take(plots(*order), actor, {}, cursor=cursor, limit=2)
        seen, cursor = seen + [row["id"] for row in part.items], part.next

    assert len(seen) == len(set(seen))
    assert set(before) - {before[gone]} <= set(seen)


def test_a_page_costs_one_question(actor: Any) -> None:
    plant([1, 2, 3])
    with CaptureQueriesContext(connection) as asked:
        take(plots("rank", "id"), actor, {}, limit=2)

    assert len(asked) == 1
    assert "COUNT" not in asked[0]["sql"]


def test_a_date_makes_a_cursor_too(actor: Any) -> None:
    plant([1, 2, 3])
    for number, plot in enumerate(Plot.objects.filter(university_id=HOME)):
        Plot.objects.filter(pk=plot.pk).update(sown_on=date(2026, 1, 1) + timedelta(number // 2))

    assert len(all_pages(actor, ("-sown_on", "id"), 1)) == 3


@pytest.mark.parametrize("limit", [-5, 0, 1, MOST, 10**9])
def test_a_limit_is_kept_within_bounds(actor: Any, limit: int) -> None:
    plant([1] * 3)

    assert 1 <= len(take(plots("id"), actor, {}, limit=limit).items) <= MOST


def coded(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        *("x", "经纬", "====", "\x00"),
        *(coded(said) for said in ("{", "[]", "[1,2]", "7", '{"a":1}', '["x"]', "[null]", "[[1]]")),
        *(coded(said) for said in ("[Infinity]", "[NaN]", "[" * 200)),
    ],
)
def test_a_cursor_nobody_gave_out_is_refused_by_name(actor: Any, cursor: str) -> None:
    plant([1])

    with pytest.raises(Invalid) as refused:
        take(plots("id"), actor, {}, cursor=cursor)

    assert [error.field for error in refused.value.errors] == ["cursor"]


@MANY
@given(cursor=st.text(max_size=60) | ANYTHING.map(lambda value: coded(json.dumps(value))))
def test_no_cursor_breaks_the_list(actor: Any, cursor: str) -> None:
    plant([1, 2])
    try:
        take(plots("rank", "id"), actor, {}, cursor=cursor)
    except Invalid as refused:
        assert [error.field for error in refused.errors] == ["cursor"]


def test_a_filter_narrows_and_a_malformed_one_is_refused_by_name(actor: Any) -> None:
    plant([1, 2, 2])

    assert len(all_pages(actor, ("id",), 5, rank="2")) == 2
    assert len(all_pages(actor, ("id",), 5, rank=" ")) == 3
    with pytest.raises(Invalid) as refused:
        take(plots("id"), actor, {"rank": "二"})
    assert [error.field for error in refused.value.errors] == ["rank"]


def test_rows_at_hand_are_cut_the_same_way() -> None:
    rows = [{"id": key} for key in "abcde"]
    first = take_from(rows, limit=2)
    second = take_from(rows, limit=2, cursor=first.next or "")
    last = take_from(rows, limit=2, cursor=second.next or "")

    assert first.items + second.items + last.items == rows
    assert last.next is None
    with pytest.raises(Invalid):
        take_from(rows, cursor="z")


def lists_of_the_house() -> dict[str, Listing]:
    """Every list that a room declares."""
    modules = [module for name, module in list(sys.modules.items()) if name.startswith("jingwei.")]
    return {v.name: v for module in modules for v in vars(module).values() if isinstance(v, Listing)}


def test_every_list_of_the_house_stands_on_a_firm_order(world: World) -> None:
    found = lists_of_the_house()

    assert found
    for name, listing in found.items():
        model = listing.visible(world.actor("orgoffice")).model
        fields = [model._meta.get_field(part.lstrip("-")) for part in listing.order]
        assert not [field.name for field in fields if field.null], f"{name} may be empty where it is ordered"
        assert fields[-1].unique, f"{name} is not ordered to the last row"
