"""Every figure is what a slow and obvious count of the records gives, whoever's subtree and whatever span."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.foundation.organisations.actions import move_organisation
from jingwei.kernel.actor import system
from jingwei.kernel.packs import registry
from jingwei.mechanisms.measures.actions import recompute
from jingwei.mechanisms.measures.queries.degrees import degrees_of, facts_of, in_one_sentence
from jingwei.mechanisms.measures.queries.figures import Counts, Figures
from jingwei.mechanisms.measures.queries.reach import organisation_of, reaches_of
from jingwei.mechanisms.measures.queries.rows import counts_behind
from jingwei.mechanisms.measures.queries.spans import eight_quarters, months, period
from jingwei.mechanisms.measures.tests.history import Deed, happened, slow_counts, written
from tests.support.world import BUILDER, World

SPANS = (period("2026q1"), period("2026q3"), period("2026"), months("2026-02", "2026-04"))
READS_ALL = system("系统", "measures.see")
ASKED = {
    # organisation: what it reaches in the Party tree, and in the other
    "committee": (("committee",), ("university",)),
    "faculty_party": (("faculty_party",), ("faculty",)),
    "branch": (("branch",), ("team",)),
    "staff_branch": (("staff_branch",), ()),
    "faculty": (("faculty_party",), ("faculty",)),
    "team": (("branch",), ("team",)),
    "office": ((), ("office",)),
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_figure_is_what_counting_by_hand_gives(year: World, asked: str) -> None:
    records = written()
    organisation = organisation_of(READS_ALL, year[asked].pk)
    figures = Figures(reaches_of(organisation), registry.indicators(), SPANS)

    for indicator in registry.indicators():
        tops = [year[key].path for key in ASKED[asked][indicator.per == "unit"]]
        for span in SPANS:
            slow = slow_counts(indicator, records, organisation, span, tops) if tops else (0, 0)
            assert (indicator.id, span.label, figures.counts(indicator, span)) == (
                indicator.id,
                span.label,
                Counts(*slow),
            )
            assert counts_behind(indicator, reaches_of(organisation), span) == Counts(*slow)


@pytest.mark.parametrize(("asked", "questions"), [("2026q3", 4), ("2026", 6)])
def test_all_figures_together_cost_a_fixed_number_of_questions(
    year: World, asked: str, questions: int, django_assert_num_queries: Any
) -> None:
    reaches, span = reaches_of(organisation_of(READS_ALL, year["committee"].pk)), period(asked)

    with django_assert_num_queries(questions):
        Figures(reaches, registry.indicators(), (span, span.before(), *eight_quarters(span)))


def test_what_happened_before_a_move_stays_where_it_happened(world: World) -> None:
    happened(world, [Deed("matters.reckon_correction", date(2026, 2, 3), result="on-time")])
    with clock_at(date(2026, 5, 1)):
        move_organisation(world["branch"], actor=BUILDER, parent=world["other_faculty_party"])
    moved = organisation_of(READS_ALL, world["branch"].pk)
    world.organisations["branch"].path, before = moved.path, world["branch"].path
    happened(world, [Deed("matters.reckon_correction", date(2026, 6, 3), result="late")])
    world.organisations["branch"].path = before
    recompute()
    corrections = registry.indicator("corrections-on-time")

    def of(key: str, span: str) -> Counts:
        organisation = organisation_of(READS_ALL, world[key].pk)
        return Figures(reaches_of(organisation), (corrections,), (period(span),)).counts(
            corrections, period(span)
        )

    assert (of("faculty_party", "2026q1"), of("faculty_party", "2026q2")) == (Counts(1, 1), Counts())
    assert (of("other_faculty_party", "2026q1"), of("other_faculty_party", "2026q2")) == (
        Counts(),
        Counts(0, 1),
    )
    assert (of("branch", "2026q1"), of("branch", "2026q2")) == (Counts(1, 1), Counts(0, 1))


def test_too_few_are_counted_but_not_made_a_share(world: World) -> None:
    happened(
        world, [Deed("matters.reckon_correction", date(2026, 2, day), result="on-time") for day in (3, 4)]
    )
    recompute()
    organisation = organisation_of(READS_ALL, world["branch"].pk)

    (fact,) = facts_of(organisation, (registry.indicator("corrections-on-time"),), period("2026q1"))

    assert (fact.now.is_share, fact.now.words, fact.points[-1]) == (False, "2 项校准里 2 项", None)
    assert fact.change == "上期：还没有"


@pytest.mark.parametrize(
    ("counts", "percent"),
    [((13, 18), 72), ((0, 9), 0), ((9, 9), 100), ((199, 200), 99), ((1, 900), 1), ((1, 2), 50), ((0, 0), 0)],
)
def test_a_share_is_rounded_but_never_up_to_all_nor_down_to_none(
    counts: tuple[int, int], percent: int
) -> None:
    assert Counts(*counts).percent == percent


def test_the_first_sentence_says_the_change_of_each_degree(year: World) -> None:
    degrees = degrees_of(organisation_of(READS_ALL, year["committee"].pk), period("2026q3"))

    assert [degree.term.label.zh for degree in degrees] == ["力度", "深度", "广度", "效度"]
    assert in_one_sentence(degrees) == (
        "广度比去年同季高，效度比上期高，深度比上期低，力度的数太少，不比。深度、效度的数少，说不准。"
    )
