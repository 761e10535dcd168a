"""A fact is held against the same months of the year before, since the work has terms; else against the period before."""

from __future__ import annotations

from datetime import date

import pytest

from jingwei.kernel.packs import registry
from jingwei.mechanisms.measures.actions import recompute
from jingwei.mechanisms.measures.queries import Fact, facts_of, months, organisation_of, period
from jingwei.mechanisms.measures.queries.degrees import SAME, UNKNOWN, Figure
from jingwei.mechanisms.measures.queries.figures import Counts, Sources
from jingwei.mechanisms.measures.tests.history import Deed, happened
from tests.support.page import of_class
from tests.support.world import World

CORRECTIONS = "corrections-on-time"
MANY = Counts(30, 60)


def corrected(world: World, quarter: int, on_time: int, late: int) -> None:
    """So many corrections of the branch on the first of a month of 2025 or 2026, counted in quarters from 2025."""
    day = date(2025 + quarter // 4, quarter % 4 * 3 + 1, 1)
    results = ["on-time"] * on_time + ["late"] * late
    happened(
        world,
        [
            Deed("matters.reckon_correction", day, part=f"correction:{quarter}-{at}", result=each)
            for at, each in enumerate(results)
        ],
    )


def fact(world: World, asked: str) -> Fact:
    recompute()
    organisation = organisation_of(world.actor("branch"), world["branch"].pk)
    return facts_of(organisation, (registry.indicator(CORRECTIONS),), period(asked))[0]


def told(now: Counts, year_before: Counts, before: Counts, asked: str = "2026q4") -> Fact:
    """A fact of invented counts."""
    indicator, span = registry.indicator(CORRECTIONS), period(asked)
    figures = (
        Figure(indicator, of, counts)
        for of, counts in ((span, now), (span.year_before(), year_before), (span.before(), before))
    )
    return Fact(indicator, *figures, Sources(1, 1), ())


def test_a_quarter_is_held_against_the_same_quarter_of_the_year_before(world: World) -> None:
    """The quarter before lies higher, the same one of last year lower."""
    for quarter, on_time in ((3, 10), (6, 38), (7, 30)):
        corrected(world, quarter, on_time, 40 - on_time)

    found = fact(world, "2026q4")

    assert found.change == "比去年同季高 50 个百分点"
    assert found.seasons[-1] == (found.now, found.year_before)
    assert (found.before.share, found.year_before.share) == ("95%", "25%")
    shown = world.client("branch").get(f"/measures/{CORRECTIONS}/?period=2026q4")
    assert "比去年同季高 50 个百分点" in shown.content.decode()
    assert len(of_class(shown, "trend")) == 1
    answer = world.client("branch").get(f"/api/v1/measures/{CORRECTIONS}?period=2026q4").json()
    assert answer["year_before"] == {"numerator": 10, "denominator": 40, "share": 25}


def test_without_one_it_is_held_against_the_quarter_before(world: World) -> None:
    for quarter in (6, 7):
        corrected(world, quarter, 20, 20)

    assert fact(world, "2026q4").change == "和上期一样"


@pytest.mark.parametrize(
    ("asked", "words"),
    [("2026q4", "和去年同季一样"), ("2026", "和上一年一样")],
)
def test_it_says_against_what(asked: str, words: str) -> None:
    found = told(MANY, MANY, MANY, asked)

    assert (found.change, found.direction) == (words, SAME)


def test_other_months_have_the_same_ones_a_year_before() -> None:
    """Longer ones have as many years before as it takes not to meet themselves."""
    some, long = months("2026-02", "2026-04"), months("2025-06", "2026-08")

    assert (some.year_before(), some.year_before_words) == (months("2025-02", "2025-04"), "去年同期")
    assert (long.year_before(), long.year_before_words) == (
        months("2023-06", "2024-08"),
        "2023-06 至 2024-08",
    )


def test_what_few_records_may_as_well_be_by_chance_is_said() -> None:
    few, other, sure = (
        told(Counts(4, 5), Counts(3, 5), MANY),
        told(Counts(29, 29), MANY, MANY),
        told(Counts(40, 60), MANY, MANY),
    )

    assert few.change == "比去年同季高 20 个百分点，数少，说不准"
    assert (other.change, sure.change) == ("比去年同季高 50 个百分点", "比去年同季高 17 个百分点")


def test_too_few_on_both_sides_are_not_compared() -> None:
    found = told(Counts(2, 3), Counts(), Counts(1, 2))

    assert (found.direction, found.change) == (UNKNOWN, "上期：2 项校准里 1 项")
