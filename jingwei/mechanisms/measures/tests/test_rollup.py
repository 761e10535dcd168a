"""The roll-up says what the records say: counted at once, one record at a time, or slowly by hand."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jingwei.foundation.ledger.actions import deliver
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.indicator import (
    Indicator,
    Organisations,
    OrganisationsWith,
    Records,
    RecordsFilter,
    Which,
)
from jingwei.kernel.reactions import reactions_to
from jingwei.mechanisms.measures.actions import count_again, outdated, recompute
from jingwei.mechanisms.measures.models import Cell
from jingwei.mechanisms.measures.queries.at_once import groups
from jingwei.mechanisms.measures.queries.questions import filter_of, question, verbs_counted
from jingwei.mechanisms.measures.tests.history import PAIRS, Deed, happened, slow_cells, written
from tests.support import examples
from tests.support.world import World

VERBS = (*verbs_counted(registry.indicators()), "matters.note", "matters.withdraw")
DEEDS = st.builds(
    Deed,
    verb=st.sampled_from(VERBS),
    day=st.dates(date(2026, 1, 1), date(2026, 6, 30)),
    pair=st.integers(0, len(PAIRS) - 1),
    matter=st.integers(1, 4),
    part=st.sampled_from(("", "goal:1", "goal:2")),
    side=st.sampled_from(("", "party", "unit", "both")),
    result=st.sampled_from(("", "on-time", "late", "real", "label", "reached", "missed")),
    tags=st.sampled_from(
        (
            (),
            ("deed:outcome",),
            ("function:teaching", "deed:outcome"),
            ("deed:outcomes",),
            ("body:themed-day",),
        )
    ),
)


def cells() -> dict[tuple[Any, ...], tuple[int, int]]:
    return {
        (c.indicator, c.organisation_id, c.path, c.month): (c.numerator, c.denominator)
        for c in Cell.objects.all()
    }


@settings(max_examples=examples.of(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(DEEDS, max_size=25), twice=st.sets(st.integers(0, 24)))
def test_one_record_at_a_time_gives_what_counting_all_gives(
    world: World, history: list[Deed], twice: set[int]
) -> None:
    before = {r.pk for r in written()}
    happened(world, history)
    new = [r for r in written() if r.pk not in before]

    for record in (*new, *(new[i] for i in twice if i < len(new))):
        count_again(record)
    followed = cells()
    recompute()

    assert followed == cells() == slow_cells(written())


def one_by_one(indicators: Iterable[Indicator]) -> dict[tuple[Any, ...], tuple[int, int]]:
    return {
        (each.id, row["organisation_id"], row["path"], row["month"]): (row["numerator"], row["denominator"])
        for each in indicators
        for row in question(each)
    }


TAGS = ("deed:outcome", "function:teaching", "body:themed-day")
WHOLES = st.builds(
    Records,
    source=st.just("records"),
    verbs=st.lists(st.sampled_from(VERBS), min_size=1, max_size=3, unique=True).map(tuple),
    side=st.sampled_from(((), ("party",), ("party", "both"))),
    tags=st.sampled_from(((), TAGS[:1], TAGS)),
    without=st.sampled_from((None, "deed:outcome", ("deed:outcome", "body:themed-day"))),
    or_these=st.sampled_from(
        ((), (Which(verbs=(VERBS[0],), side=("unit",)), Which(verbs=VERBS[-2:], tags=TAGS[:1])))
    ),
    undone_by=st.sampled_from(((), ("matters.withdraw",), ("matters.withdraw", "matters.close"))),
    distinct=st.sampled_from(("record", "subject", "part")),
)


@st.composite
def invented(draw: st.DrawFn) -> tuple[Indicator, ...]:
    """Indicators of any kind, in both trees."""
    like = registry.indicators()[0]
    found = []
    for number, whole in enumerate(draw(st.lists(WHOLES, min_size=1, max_size=5))):
        per = draw(st.sampled_from(("party", "unit")))
        numerator: Any = whole.model_copy(update={"result": ("on-time",)})
        denominator: Any = whole
        if draw(st.booleans()):
            kinds = draw(st.sampled_from((("teacher-branch",), ("faculty", "student-branch"))))
            wanted = RecordsFilter(**whole.model_dump(exclude={"source"}))
            numerator = OrganisationsWith(source="organisations_with", kinds=kinds, records=wanted)
            denominator = Organisations(source="organisations", kinds=kinds)
        told = {"id": f"invented-{number}", "per": per, "numerator": numerator, "denominator": denominator}
        found.append(like.model_copy(update=told))
    return tuple(found)


@settings(max_examples=examples.of(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(DEEDS, max_size=25), indicators=invented())
def test_any_indicators_counted_together_are_what_each_is_by_itself(
    world: World, history: list[Deed], indicators: tuple[Indicator, ...]
) -> None:
    happened(world, history)

    recompute((*registry.indicators(), *indicators))

    assert cells() == one_by_one((*registry.indicators(), *indicators))
    Cell.objects.all().delete()


def test_indicators_that_share_records_are_counted_in_one_pass(world: World) -> None:
    counted = [
        sorted((together[0].per, undone, verb) for verb in verbs_counted(together))
        for together in groups(registry.indicators())
        for undone in {filter_of(each, "denominator").undone_by for each in together}
    ]

    seen = [each for those in counted for each in those]
    assert len(seen) == len(set(seen))


def test_only_what_differs_is_written(world: World) -> None:
    happened(world, [Deed("matters.reckon_milestone", date(2026, 5, 4), result="on-time")])
    recompute()
    assert recompute() == Cell.objects.count()
    kept = set(Cell.objects.values_list("pk", flat=True))

    (wrong,) = Cell.objects.filter(indicator="milestones-on-time")
    Cell.objects.filter(pk=wrong.pk).update(numerator=0)
    recompute()

    assert cells() == one_by_one(registry.indicators())
    assert kept - set(Cell.objects.values_list("pk", flat=True)) == {wrong.pk}


@pytest.mark.parametrize("is_there", [False, True])
def test_what_another_worker_counts_while_all_is_counted_stays(world: World, *, is_there: bool) -> None:
    """Between the answer and what is written by it comes a record that is counted by itself."""
    verb, day = "matters.reckon_milestone", date(2026, 5, 4)
    happened(world, [Deed(verb, day, result="on-time", part="milestone:1")])
    if is_there:
        recompute()
        Cell.objects.update(numerator=0)
    came: list[Any] = []

    def meanwhile(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("DELETE FROM") and "differing" in sql and not came:
            came.append(sql)
            happened(world, [Deed(verb, day, result="late", part="milestone:2")])
            count_again(written()[-1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(meanwhile):
        recompute(university_id=world["branch"].university_id)

    assert came
    assert cells() == one_by_one(registry.indicators())


GIVEN, FELL = Deed("services.confirm", date(2026, 5, 4)), Deed("services.fall", date(2026, 5, 9))


@pytest.mark.parametrize(
    ("before", "behind", "later"),
    [
        ((), (GIVEN,), (FELL,)),
        ((GIVEN,), (FELL,), (replace(GIVEN, matter=2),)),
    ],
)
def test_no_older_count_stands_where_another_worker_left_nothing_to_see_it_by(
    world: World, before: tuple[Deed, ...], behind: tuple[Deed, ...], later: tuple[Deed, ...]
) -> None:
    """It took the cell away, or found it right as it was; all is counted from records that were fewer."""
    happened(world, before)
    recompute()
    happened(world, behind)
    came: list[Any] = []

    def meanwhile(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("DELETE FROM") and "differing" in sql and not came:
            came.append(sql)
            happened(world, later)
            for record in written():
                count_again(record)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(meanwhile):
        recompute(university_id=world["branch"].university_id)

    assert came
    assert cells() == one_by_one(registry.indicators())


def test_an_indicator_is_one_question_for_all_organisations_and_months(
    world: World, django_assert_num_queries: Any
) -> None:
    happened(world, [Deed("matters.confirm", date(2026, month, 3), pair=month % 5) for month in range(1, 9)])

    for indicator in registry.indicators():
        with django_assert_num_queries(1):
            list(question(indicator))


def test_the_roll_up_follows_each_record_by_its_reaction(world: World) -> None:
    deed = Deed("matters.reckon_milestone", date(2026, 5, 4), result="on-time", part="milestone:1")
    happened(
        world, [deed, Deed("matters.reckon_milestone", date(2026, 5, 9), result="late", part="milestone:2")]
    )

    for record in written():
        for reaction in reactions_to(record.verb):
            deliver.call(record.university_id, record.pk, reaction.name)

    (cell,) = Cell.objects.filter(indicator="milestones-on-time")
    assert (cell.organisation, cell.month, cell.numerator, cell.denominator) == (
        world["branch"],
        202605,
        1,
        2,
    )


def test_what_takes_out_of_the_numerator_alone_is_followed(world: World) -> None:
    """A problem that is opened again stays among those answered, and is solved no longer."""
    happened(world, [Deed("problems.close", date(2026, 5, 4), matter=7)])
    recompute()
    happened(world, [Deed("problems.reopen", date(2026, 6, 5), matter=7)])

    count_again(written()[-1])

    (cell,) = Cell.objects.filter(indicator="problems-solved")
    assert (cell.month, cell.numerator, cell.denominator) == (202605, 0, 1)


def test_a_changed_definition_is_counted_anew(world: World) -> None:
    happened(world, [Deed("matters.confirm", date(2026, 5, 4), tags=("deed:outcome",))])
    recompute()
    fresh = {i.id for i in outdated()}
    Cell.objects.filter(indicator="branches-weaving").update(formula="older")

    assert {i.id for i in outdated()} - fresh == {"branches-weaving"}
    told = io.StringIO()
    call_command("measures", "recompute", "--outdated", stdout=told)
    assert told.getvalue() == "1 cells\n"
    assert {i.id for i in outdated()} == fresh
