"""The balance of the two strands: what is counted where, what is warned of, to whom it opens, at what cost."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.mechanisms.measures.tests.history import Deed, happened
from tests.support.page import of_class, said
from tests.support.world import World

TODAY = date(2026, 9, 15)
EARLY_IN_THE_YEAR = date(2026, 1, 5)
CHANGED, OUTCOME, WORK = ("deed:deed", "changed:decision"), ("deed:outcome",), ("deed:deed",)
QUARTER = "?from=2026-07&to=2026-09"


def matter(
    number: int, *parts: str, pair: int = 0, began: date = EARLY_IN_THE_YEAR, day: int = 3
) -> list[Deed]:
    """The records of a matter: `warp` and `weft` are confirmed, `party` and `unit` only noted."""
    told = {
        "warp": ("matters.confirm", "party", CHANGED),
        "weft": ("matters.confirm", "unit", OUTCOME),
        "party": ("matters.note", "party", WORK),
        "unit": ("matters.note", "unit", WORK),
        "back": ("matters.withdraw_deed", "party", WORK),
        "close": ("matters.close", "", ()),
        "gone": ("matters.withdraw", "", ()),
    }
    found = [Deed("matters.open", began, pair, number)]
    for part in parts:
        verb, side, tags = told[part]
        found.append(Deed(verb, date(2026, 8, day), pair, number, f"deed:{number}", side, tags=tags))
    return found


def written(world: World, *matters: Iterable[Deed]) -> None:
    happened(world, [deed for each in matters for deed in each])


def told(world: World, who: str = "branch", more: str = "") -> dict[str, Any]:
    with clock_at(TODAY):
        answer = world.client(who).get(f"/api/v1/measures/weave{QUARTER}{more}")
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def counts(found: dict[str, Any]) -> tuple[int, ...]:
    return tuple(found[key] for key in ("woven", "warp", "weft", "early"))


@pytest.mark.parametrize(
    ("parts", "began", "reading"),
    [
        (("warp", "weft"), EARLY_IN_THE_YEAR, "woven"),
        (("warp", "weft"), date(2026, 8, 1), "woven"),
        (("warp", "unit"), EARLY_IN_THE_YEAR, "warp"),
        (("party",), EARLY_IN_THE_YEAR, "warp"),
        (("party", "unit"), EARLY_IN_THE_YEAR, "warp"),
        (("weft", "party"), EARLY_IN_THE_YEAR, "weft"),
        (("unit",), EARLY_IN_THE_YEAR, "weft"),
        (("warp",), date(2026, 8, 1), "early"),
        (("warp", "close"), date(2026, 8, 1), "warp"),
        (("party", "back"), EARLY_IN_THE_YEAR, "early"),
    ],
)
def test_a_matter_is_read_by_what_was_confirmed(
    world: World, parts: tuple[str, ...], began: date, reading: str
) -> None:
    written(world, matter(1, *parts, began=began))

    found = told(world)

    assert counts(found) == tuple(int(key == reading) for key in ("woven", "warp", "weft", "early"))
    assert counts(found["months"][1]) == counts(found)
    assert [each["month"] for each in found["months"]] == ["2026-07", "2026-08", "2026-09"]


def test_what_was_withdrawn_counts_nowhere(world: World) -> None:
    written(world, matter(1, "warp", "gone"))

    assert counts(told(world)) == (0, 0, 0, 0)


def test_what_was_done_before_the_span_still_binds(world: World) -> None:
    before = Deed("matters.confirm", date(2026, 5, 3), 0, 1, "deed:9", "party", tags=CHANGED)
    written(world, matter(1, "weft"), [before])

    assert counts(told(world)) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("woven", "warp", "weft", "ways"),
    [(1, 3, 0, []), (2, 2, 1, []), (2, 3, 0, ["warp"]), (2, 0, 3, ["weft"]), (0, 3, 3, ["warp", "weft"])],
)
def test_a_warning_goes_either_way_and_never_on_few(
    world: World, woven: int, warp: int, weft: int, ways: list[str]
) -> None:
    kinds = [("warp", "weft")] * woven + [("party",)] * warp + [("unit",)] * weft
    written(world, *(matter(number, *parts) for number, parts in enumerate(kinds, 1)))

    found = told(world)

    assert [each["way"] for each in found["warned"]] == ways
    assert found["is_few"] == (len(kinds) < 5)


def test_those_above_see_whom_to_warn_with_the_reason_and_in_the_order_of_the_tree(world: World) -> None:
    written(world, *(matter(number, "party") for number in range(1, 6)))

    found = told(world, "committee")

    assert [each["name"] for each in found["warned_below"]] == [world["faculty_party"].name]
    assert found["warned_below"][0]["warned"] == [
        {
            "way": "warp",
            "label": "只有经",
            "reason": "看得出来的 5 件事项里，5 件党建侧在做，还没有得到认可的业务结果。",
        }
    ]


@pytest.mark.parametrize("who", ["branch", "member", "committee"])
def test_every_number_opens_and_what_is_hidden_is_said(world: World, who: str) -> None:
    written(world, *(matter(number, "party") for number in range(1, 6)), matter(6, "warp", "weft"))
    client = world.client(who)

    with clock_at(TODAY):
        for reading, number in zip(("woven", "warp", "weft", "early"), counts(told(world, who)), strict=True):
            rows = client.get(f"/api/v1/measures/weave/rows{QUARTER}&reading={reading}").json()
            page = client.get(f"/measures/weave/rows/{QUARTER}&reading={reading}")
            assert (rows["total"], rows["shown"] + rows["hidden"]) == (number, number)
            assert len(rows["items"]) == len(of_class(page, "ev")) == rows["shown"]


def test_the_page_says_what_the_api_says(world: World) -> None:
    written(world, *(matter(number, "party") for number in range(1, 6)), matter(6, "warp", "weft"))

    with clock_at(TODAY):
        page = world.client("branch").get(f"/measures/weave/{QUARTER}")

    shown = [int(said(each.find(".//b"))) for each in of_class(page, "weave-readings")[0]]
    assert tuple(shown) == counts(told(world)) == (1, 5, 0, 0)
    (reason,) = (each["reason"] for each in told(world)["warned"])
    assert reason in said(of_class(page, "note--warn")[0])


def test_the_desk_is_told_only_of_a_warning(world: World) -> None:
    client, asked = world.client("branch"), {"HX-Request": "true"}
    address = f"/measures/weave/warned/{QUARTER}"
    with clock_at(TODAY):
        nothing = client.get(address, headers=asked)
        written(world, *(matter(number, "party") for number in range(1, 6)))
        something = client.get(address, headers=asked)
        whole = client.get(address)

    assert nothing.content.strip() == b""
    assert "只有经" in something.content.decode()
    assert (whole.status_code, whole["Location"]) == (303, f"/measures/weave/{QUARTER}")


@pytest.mark.parametrize("address", ["/measures/weave/", "/measures/weave/rows/", "/api/v1/measures/weave"])
@pytest.mark.parametrize(
    ("viewer", "key", "status"),
    [
        ("committee", "branch", 200),
        ("dean", "team", 200),
        ("province", "committee", 200),
        ("outsider", "branch", 404),
        ("neighbour", "branch", 404),
        ("dean", "faculty_party", 404),
        ("teacher", "team", 403),
        ("sysadmin", "committee", 403),
    ],
)
def test_only_own_organisations_and_those_below_are_there(
    world: World, address: str, viewer: str, key: str, status: int
) -> None:
    answer = world.client(viewer).get(f"{address}?organisation={world[key].pk}")

    assert answer.status_code == status


def test_a_reading_that_is_none_is_refused_by_name(world: World) -> None:
    client = world.client("branch")

    assert client.get("/measures/weave/rows/?reading=best").status_code == 422
    assert client.get("/api/v1/measures/weave/rows?reading=best").status_code == 422


@pytest.mark.parametrize("who", ["branch", "committee", "province"])
def test_the_page_costs_the_same_however_many(
    world: World, who: str, django_assert_max_num_queries: Any
) -> None:
    client = world.client(who)
    with clock_at(TODAY):
        client.get(f"/measures/weave/{QUARTER}")
        for first in (1, 10):
            written(world, *(matter(number, "party", "unit") for number in range(first, first + 6)))
            with django_assert_max_num_queries(15):
                answer = client.get(f"/measures/weave/{QUARTER}")
            assert answer.status_code == 200
