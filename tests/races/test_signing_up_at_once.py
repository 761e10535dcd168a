"""Two hands on a day that is planned: never more come than there are places, and nobody stays signed up once it is recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextvars import copy_context
from datetime import date, datetime, time
from functools import partial
from typing import Any

import pytest

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import broken_links
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Meeting, OldMinutes, SignUp
from jingwei.mechanisms.meetings.tests.test_plan_meeting import planned
from jingwei.mechanisms.meetings.tests.test_take_in_old_minutes import taken
from tests.support.school import each_at_once
from tests.support.world import World

pytestmark = pytest.mark.postgres
TURNS = pytest.mark.parametrize("turn", range(3))
DAY = date(2026, 4, 10)


@pytest.fixture
def committed(arena: World) -> Iterator[World]:
    """The world, committed, in the morning of the day; at the end its ledger must be whole."""
    with clock_at(datetime.combine(DAY, time(9), clock.ZONE)):
        yield arena
    assert list(broken_links()) == []


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What acts begun at the same moment came to, each under the clock of the test."""
    return each_at_once(*(partial(copy_context().run, act) for act in acts))


@TURNS
def test_the_last_place_is_given_once(committed: World, turn: int) -> None:
    meeting = planned(committed, held_on=DAY, places=1)
    acts = (
        partial(actions.sign_up, meeting, actor=committed.actor(account))
        for account in ("member", "head", "organizer")
    )

    told = together(*acts)

    assert (sorted(told), SignUp.objects.count()) == (["done", "gate-shut", "gate-shut"], 1)


@TURNS
def test_one_press_counts_once(committed: World, turn: int) -> None:
    meeting, member = planned(committed, held_on=DAY), committed.actor("member")

    told = together(*(partial(actions.sign_up, meeting, actor=member) for _press in range(3)))

    assert (sorted(told), SignUp.objects.count()) == (["done", "rule", "rule"], 1)


@TURNS
def test_who_signs_up_while_it_is_recorded_comes_before_or_too_late(committed: World, turn: int) -> None:
    meeting, there = planned(committed, held_on=DAY), [committed.people["member"].pk]
    record = partial(
        actions.record_meeting,
        committed["branch"],
        actor=committed.actor("branch"),
        body="themed-day",
        held_on=DAY,
        present=there,
        planned=meeting,
    )

    told = together(record, partial(actions.sign_up, meeting, actor=committed.actor("head")))

    assert told in (["done", "done"], ["done", "step-not-open"])
    assert (Meeting.objects.get().state, SignUp.objects.count()) == ("recorded", 0)


@TURNS
def test_a_file_is_taken_in_once(committed: World, turn: int) -> None:
    told = together(*(partial(taken, committed, topic=f"第 {number} 次") for number in range(2)))

    assert (sorted(map(str, told)), OldMinutes.objects.count()) == (["done", "upload"], 1)
