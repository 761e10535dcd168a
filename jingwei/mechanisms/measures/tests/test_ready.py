"""What stands ready is what counting gives, for a university and the province; what is behind is counted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingwei.adapters.clock import clock_at
from jingwei.foundation.organisations.actions import end_organisation, found_organisation
from jingwei.kernel.packs import registry
from jingwei.kernel.reactions import reactions_to
from jingwei.mechanisms.measures.actions import (
    count_again,
    fall_behind,
    make_all_ready,
    make_ready,
    make_ready_again,
)
from jingwei.mechanisms.measures.models import Behind, Ready
from jingwei.mechanisms.measures.queries import beside_of, degrees_of, headlines_of, organisation_of
from jingwei.mechanisms.measures.queries.figures import Figures
from jingwei.mechanisms.measures.queries.reach import reaches_of
from jingwei.mechanisms.measures.queries.ready import ReadyFigures, Together, figures_of
from jingwei.mechanisms.measures.queries.spans import Span, opened_with, period, told_with
from jingwei.mechanisms.measures.tests.history import Deed, happened, written
from jingwei.mechanisms.measures.tests.test_rollup import DEEDS
from tests.support import examples
from tests.support.world import BUILDER, World

TODAY = date(2026, 6, 20)
LATE = Deed("matters.reckon_milestone", date(2026, 5, 4), result="late", part="milestone:9")
READERS = [("committee", "committee"), ("province", "authority"), ("outsider", "foreign_committee")]


@pytest.fixture(autouse=True)
def june() -> Any:
    with clock_at(TODAY):
        yield


def read(world: World, account: str, at: str, span: Span) -> tuple[Any, dict[str, Any]]:
    """How figures are read, and all that they say."""
    organisation = organisation_of(world.actor(account), world[at].pk)
    figures = figures_of(organisation, registry.indicators(), told_with(span))
    return type(figures), everything(figures, span)


def counted(world: World, account: str, at: str, span: Span) -> dict[str, Any]:
    organisation = organisation_of(world.actor(account), world[at].pk)
    figures = Figures(reaches_of(organisation), registry.indicators(), told_with(span))
    return everything(figures, span)


def everything(figures: Any, span: Span) -> dict[str, Any]:
    return {
        each.id: (figures.sources(each), [figures.counts(each, of) for of in told_with(span)])
        for each in registry.indicators()
    }


@settings(max_examples=examples.of(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(DEEDS, max_size=25), later=st.lists(DEEDS, max_size=3))
def test_what_stands_ready_is_what_counting_gives(
    world: World, history: list[Deed], later: list[Deed]
) -> None:
    before = {record.pk for record in written()}
    happened(world, history)
    for record in written():
        if record.pk not in before:
            count_again(record)
    make_all_ready()
    for account, at in READERS:
        for span in opened_with(TODAY):
            assert read(world, account, at, span) == (ReadyFigures, counted(world, account, at, span))

    before = {record.pk for record in written()}
    happened(world, later)
    for record in written():
        if record.pk not in before:
            count_again(record)

    for account, at in READERS:
        for span in opened_with(TODAY):
            assert read(world, account, at, span)[1] == counted(world, account, at, span)


def test_what_is_behind_is_counted_until_it_is_made_anew(year: World) -> None:
    make_all_ready()
    this = opened_with(TODAY)[1]
    happened(year, [LATE])

    count_again(written()[-1])

    assert read(year, "committee", "committee", this) == (
        Figures,
        counted(year, "committee", "committee", this),
    )
    make_ready(year["committee"].university_id)
    assert read(year, "committee", "committee", this) == (
        ReadyFigures,
        counted(year, "committee", "committee", this),
    )


def test_of_the_province_only_the_university_that_is_behind_is_counted(year: World) -> None:
    for number in range(3):
        admitted(year, number)
    make_all_ready()
    this = opened_with(TODAY)[1]
    happened(year, [LATE])
    count_again(written()[-1])

    assert read(year, "province", "authority", this) == (
        Together,
        counted(year, "province", "authority", this),
    )
    fall_behind(year["foreign_committee"].university_id)
    assert read(year, "province", "authority", this) == (
        Figures,
        counted(year, "province", "authority", this),
    )


def admitted(world: World, number: int) -> None:
    from jingwei.foundation.organisations.actions import found_top  # noqa: PLC0415
    from jingwei.foundation.universities.actions import Installation, admit_university  # noqa: PLC0415

    made = admit_university(
        Installation(), actor=BUILDER, code=f"more-{number}", name=f"第{number}大学", kind="university"
    )
    found_top(
        made,
        actor=BUILDER,
        tree="party",
        kind="university-committee",
        code=f"more-{number}",
        name=f"第{number}大学党委",
        under=world["authority"],
    )


def test_it_holds_for_its_day_and_for_its_definitions(year: World, monkeypatch: pytest.MonkeyPatch) -> None:
    make_all_ready()
    this = opened_with(TODAY)[1]
    with clock_at(date(2026, 6, 21)):
        assert read(year, "committee", "committee", this)[0] is Figures
    Ready.objects.update(said="older")
    assert read(year, "committee", "committee", this)[0] is Figures


def test_other_spans_other_organisations_and_other_days_are_counted(year: World) -> None:
    make_all_ready()
    this = opened_with(TODAY)[1]

    assert read(year, "committee", "committee", period("2024"))[0] is Figures
    assert read(year, "faculty", "faculty_party", this)[0] is Figures
    then = organisation_of(year.actor("committee"), year["committee"].pk, date(2026, 6, 1))
    assert isinstance(figures_of(then, registry.indicators(), told_with(this)), Figures)


def test_it_follows_records_and_trees_by_reaction(year: World) -> None:
    university_id = year["committee"].university_id
    make_all_ready()
    this = opened_with(TODAY)[1]
    made = found_organisation(
        year["faculty_party"], actor=BUILDER, kind="teacher-branch", code="later", name="后来的支部"
    )
    end_organisation(made, actor=BUILDER, reason="试一试")
    (record,) = [each for each in written() if each.verb == "organisations.end"]
    for reaction in reactions_to(record.verb):
        if ".measures." in reaction.name:
            reaction.run(record)

    assert Behind.objects.filter(university_id=university_id).exists()
    assert read(year, "committee", "committee", this) == (
        Figures,
        counted(year, "committee", "committee", this),
    )


def test_it_is_made_anew_once_in_a_minute_at_most(year: World) -> None:
    university_id = year["committee"].university_id
    make_ready(university_id)
    fall_behind(university_id)

    make_ready_again(university_id)
    assert Behind.objects.filter(university_id=university_id).exists()
    with clock_at(date(2026, 6, 21)):
        make_ready_again(university_id)
    assert not Behind.objects.filter(university_id=university_id).exists()


def test_a_new_quarter_leaves_no_old_spans(year: World) -> None:
    make_all_ready()
    with clock_at(date(2026, 7, 1)):
        make_all_ready()
        spans = {each.months for each in opened_with(date(2026, 7, 1))}

    mine = Ready.objects.filter(university_id=year["committee"].university_id)
    assert {(row.first, row.last) for row in mine} == spans


@pytest.mark.parametrize(
    ("account", "at", "most"), [("committee", "committee", 4), ("province", "authority", 6)]
)
def test_the_dashboard_asks_little_where_all_stands_ready(
    year: World, account: str, at: str, most: int
) -> None:
    make_all_ready()
    organisation, this = organisation_of(year.actor(account), year[at].pk), opened_with(TODAY)[1]

    with CaptureQueriesContext(connection) as asked:
        degrees_of(organisation, this)
        beside_of(organisation, this)
    alone = len(asked)
    with CaptureQueriesContext(connection) as asked:
        headlines_of(organisation, this)

    assert (alone <= most, len(asked) <= most // 2) == (True, True)
