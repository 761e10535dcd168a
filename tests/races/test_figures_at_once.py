"""Many hands below the same ancestors: none waits for another, and the province's sum is right at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from jingwei.foundation.ledger.queries import records_for
from jingwei.foundation.organisations.actions import found_organisation
from jingwei.mechanisms.measures.actions import count_again, recompute
from jingwei.mechanisms.measures.models import Cell
from jingwei.mechanisms.measures.queries.reach import READER
from jingwei.mechanisms.measures.tests.history import Deed, happened
from tests.support.hands import all_at_once
from tests.support.school import School, committed
from tests.support.world import BUILDER, World

pytestmark = pytest.mark.postgres
HANDS = 8
KEPT = Deed("matters.reckon_milestone", date(2026, 5, 4), side="both", result="on-time")


@dataclass
class Kin(World):
    """Eight branches of one School, one university and one province."""

    university: Any = None
    branches: list[Any] = field(default_factory=list)

    def at(self, number: int) -> World:
        """The pair that the histories write for, with one of the branches."""
        return World(organisations={"branch": self.branches[number], "team": self["team"]})


@pytest.fixture
def kin(arena: World) -> Iterator[Kin]:
    with committed() as made:
        branches = [
            found_organisation(
                made.faculties[0], actor=BUILDER, kind="teacher-branch", code=f"kin-{n}", name=f"第{n}支部"
            )
            for n in range(HANDS)
        ]
        yield Kin(organisations=made.organisations, university=made.university, branches=branches)


def nobody_waits(act: Callable[[int], Any]) -> list[Any]:
    """All acts, each in a transaction that ends only when every one of them has done its part."""
    done = Barrier(HANDS)

    def hold(number: int) -> Any:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '5s'")
            found = act(number)
            done.wait(20)
        return found

    return all_at_once([lambda n=n: hold(n) for n in range(HANDS)])  # type: ignore[misc]


def cells(university_id: int) -> dict[tuple[Any, ...], tuple[int, int]]:
    rows = Cell.objects.filter(university_id=university_id)
    return {(c.indicator, c.path, c.month): (c.numerator, c.denominator) for c in rows}


@pytest.mark.parametrize("is_there", [False, True])
def test_eight_branches_of_one_school_are_counted_side_by_side(kin: Kin, *, is_there: bool) -> None:
    """The first and the second record of each: a cell that is made and one that is changed."""
    for number in range(HANDS):
        happened(kin.at(number), [KEPT])
    if is_there:
        recompute(university_id=kin.university.pk)
        for number in range(HANDS):
            happened(kin.at(number), [KEPT])
    latest = [
        records_for(READER).filter(party_id=each.pk, verb=KEPT.verb).order_by("-pk")[:1].get()
        for each in kin.branches
    ]

    counted = nobody_waits(lambda number: count_again(latest[number]))

    assert counted == [1] * HANDS
    followed = cells(kin.university.pk)
    recompute(university_id=kin.university.pk)
    assert followed == cells(kin.university.pk)
    assert sum(part for part, _whole in followed.values()) == HANDS * (1 + is_there)


def test_eight_universities_of_one_province_write_and_count_side_by_side(arena: World) -> None:
    with ExitStack() as stack:
        schools: list[School] = [stack.enter_context(committed()) for _each in range(HANDS)]

        def write(number: int) -> int:
            happened(schools[number], [KEPT])
            record = records_for(READER).filter(university_id=schools[number].university.pk).order_by("-seq")
            return count_again(record[:1].get())

        assert nobody_waits(write) == [1] * HANDS
        for each in schools:
            assert cells(each.university.pk) == {("milestones-on-time", each["branch"].path, 202605): (1, 1)}


def test_one_branch_counted_by_eight_at_once_is_counted_right(kin: Kin) -> None:
    happened(kin.at(0), [KEPT] * HANDS)
    records = list(records_for(READER).filter(party_id=kin.branches[0].pk, verb=KEPT.verb))
    assert len(records) == HANDS

    counted = all_at_once([lambda r=record: count_again(r) for record in records])  # type: ignore[misc]

    assert counted == [1] * HANDS
    assert cells(kin.university.pk) == {("milestones-on-time", kin.branches[0].path, 202605): (HANDS, HANDS)}
