"""Two hands on what is decided: never an unstudied paper under way, never a line after the minutes were found right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextvars import copy_context
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.actions.minutes import digest_of
from jingwei.mechanisms.meetings.models import AgendaItem, Hearing, Meeting, Minute
from jingwei.mechanisms.meetings.rules import unstudied
from jingwei.mechanisms.meetings.tests.school import JOINT, PARTY, School, fresh, last, school_of
from tests.support.school import each_at_once
from tests.support.world import World

pytestmark = pytest.mark.postgres
TURNS = pytest.mark.parametrize("turn", range(3))


@pytest.fixture
def school(arena: World) -> Iterator[School]:
    """The School, committed; at the end its ledger must be whole."""
    with school_of(arena) as made:
        yield made
    assert list(broken_links()) == []


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What acts begun at the same moment came to, each under the clock of the test."""
    return each_at_once(*(partial(copy_context().run, act) for act in acts))


def listed(meeting: Meeting) -> list[Hearing]:
    return list(Hearing.objects.filter(meeting=meeting).order_by("position"))


def revise(school: School, item: AgendaItem) -> Callable[[], Any]:
    keeper = school.actor("organizer")
    return lambda: actions.revise_item(item, actor=keeper, proposal="引进三名。")


def no_unstudied_is_heard() -> None:
    for each in Hearing.objects.filter(state="under-way", meeting__body=JOINT):
        assert (unstudied(each.item, JOINT), each.paper) == (None, each.item.paper)


@TURNS
def test_a_paper_is_changed_or_begun(school: School, turn: int) -> None:
    (hearing,) = listed(school.opened(JOINT, school.studied(school.item())))
    keeper = school.actor("organizer")

    told = together(lambda: actions.begin_hearing(hearing, actor=keeper), revise(school, fresh(hearing.item)))

    item, heard = fresh(hearing.item), fresh(hearing)
    assert (told, heard.state, item.state, item.paper) in (
        (["done", "rule"], "under-way", "ready", 1),
        (["rule", "done"], "listed", "proposed", 2),
    )
    no_unstudied_is_heard()


@TURNS
def test_a_file_comes_before_the_vote_or_to_another_paper(school: School, turn: int) -> None:
    hearing = school.heard(PARTY, school.item())
    keeper, item = school.actor("organizer"), fresh(hearing.item)
    upload = SimpleUploadedFile("附表.txt", b"two")

    told = together(
        lambda: actions.lay_paper(item, actor=keeper, upload=upload),
        lambda: actions.resolve_hearing(hearing, actor=keeper, manner="hands", yes=3, resolution="同意"),
    )

    item = fresh(item)
    assert (told, item.paper, item.state) in (
        (["rule", "done"], 1, "ready"),
        (["done", "done"], 2, "proposed"),
    )
    assert (fresh(hearing).state, fresh(hearing).paper) == ("passed", 1)
    assert unstudied(item, JOINT) == (PARTY if item.paper == 2 else None)


@TURNS
def test_what_is_entered_while_it_is_changed_is_not_begun(school: School, turn: int) -> None:
    item, meeting = school.studied(school.item()), school.meeting(JOINT)
    keeper = school.actor("organizer")

    told = together(
        lambda: actions.enter_item(item, actor=keeper, meeting=meeting), revise(school, fresh(item))
    )

    rows = [(each.paper, each.state) for each in listed(meeting)]
    assert (told, rows) in (
        (["done", "done"], [(1, "listed")]),
        (["rule", "done"], []),
        (["step-not-open", "done"], []),
    )
    assert unstudied(fresh(item), JOINT) == PARTY


@TURNS
def test_no_line_comes_after_the_minutes_were_found_right(school: School, turn: int) -> None:
    hearing = school.heard(PARTY, school.item())
    keeper, chair = school.actor("organizer"), school.actor("faculty")
    actions.postpone_hearing(hearing, actor=keeper, reason="再想想")
    meeting = actions.close_meeting(fresh(hearing.meeting), actor=keeper)
    writers = [school.actor(each) for each in ("organizer", "head", "branch", "faculty")]
    lines = [
        lambda n=n, who=who: actions.write_minute(hearing, actor=who, text=f"第 {n} 句")  # type: ignore[misc]
        for n, who in enumerate(writers)
    ]

    told = together(*lines[:2], lambda: actions.approve_minutes(meeting, actor=chair), *lines[2:])

    written = told[:2] + told[3:]
    assert told[2] == "done" and set(written) <= {"done", "step-not-open"}
    verbs = Record.objects.filter(verb__in=("minutes.write", "meetings.approve")).order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == ["minutes.write"] * written.count("done") + [
        "meetings.approve"
    ]
    assert Minute.objects.count() == written.count("done")
    assert last(meeting).values == {"digest": digest_of(fresh(meeting))}


@TURNS
def test_of_two_items_one_is_begun(school: School, turn: int) -> None:
    first, second = listed(school.opened(PARTY, school.item(), school.item(title="另一个")))
    keeper = school.actor("organizer")

    told = together(*(partial(actions.begin_hearing, each, actor=keeper) for each in (first, second)))

    assert sorted(told) == ["done", "gate-shut"]
    assert sorted(Hearing.objects.values_list("state", flat=True)) == ["listed", "under-way"]


@TURNS
def test_an_item_is_withdrawn_or_begun(school: School, turn: int) -> None:
    """Each holds what the other waits for: one gives way and is tried again."""
    (hearing,) = listed(school.opened(PARTY, school.item()))
    keeper = school.actor("organizer")

    told = together(
        lambda: actions.begin_hearing(hearing, actor=keeper),
        lambda: actions.withdraw_item(fresh(hearing.item), actor=keeper, reason="不用"),
    )

    states = (fresh(hearing).state, fresh(hearing.item).state)
    assert (told, states) in (
        (["done", "rule"], ("under-way", "ready")),
        (["rule", "done"], ("taken-out", "withdrawn")),
        (["step-not-open", "done"], ("taken-out", "withdrawn")),
    )


@TURNS
def test_an_item_comes_onto_one_agenda(school: School, turn: int) -> None:
    item, meetings = school.item(), [school.meeting(PARTY), school.meeting(PARTY)]
    keeper = school.actor("organizer")

    told = together(*(partial(actions.enter_item, item, actor=keeper, meeting=each) for each in meetings))

    assert (sorted(told), Hearing.objects.count()) == (["done", "meeting"], 1)


@TURNS
def test_items_that_come_at_once_stand_one_after_the_other(school: School, turn: int) -> None:
    items, meeting = [school.item(title=f"第 {n} 个") for n in range(4)], school.meeting(PARTY)
    keeper = school.actor("organizer")

    told = together(*(partial(actions.enter_item, each, actor=keeper, meeting=meeting) for each in items))

    assert told == ["done"] * 4
    assert [each.position for each in listed(meeting)] == [1, 2, 3, 4]


@TURNS
def test_a_vote_is_counted_once(school: School, turn: int) -> None:
    hearing = school.heard(PARTY, school.item())
    keeper = school.actor("organizer")
    vote = partial(actions.resolve_hearing, hearing, actor=keeper, manner="hands", resolution="同意")

    told = together(lambda: vote(yes=3), lambda: vote(yes=1, no=2), lambda: vote(yes=0, no=3))

    assert sorted(told) == ["done", "step-not-open", "step-not-open"]
    assert Record.objects.filter(verb="hearings.resolve").count() == 1


@TURNS
def test_an_exception_is_seconded_for_the_paper_it_was_asked_for(school: School, turn: int) -> None:
    item = actions.urge_item(school.item(), actor=school.actor("dean"), reason="明天截止")
    second = school.actor("faculty")

    together(lambda: actions.second_item(item, actor=second), revise(school, fresh(item)))

    found = fresh(item)
    assert (found.paper, found.urgent_paper, found.is_exception) == (2, 1, False)


@TURNS
def test_one_signs(school: School, turn: int) -> None:
    meeting = school.opened(PARTY, school.item())
    actions.close_meeting(meeting, actor=school.actor("organizer"))
    actions.approve_minutes(fresh(meeting), actor=school.actor("faculty"))
    hands = [school.actor(each) for each in ("head", "branch", "organizer")]

    told = together(*(partial(actions.sign_minutes, fresh(meeting), actor=each) for each in hands))

    assert sorted(told) == ["done", "step-not-open", "step-not-open"]


@TURNS
def test_a_meeting_is_closed_or_an_item_begun(school: School, turn: int) -> None:
    meeting = school.opened(PARTY, school.item())
    (hearing,) = listed(meeting)
    keeper = school.actor("organizer")

    told = together(
        lambda: actions.begin_hearing(hearing, actor=keeper),
        lambda: actions.close_meeting(meeting, actor=keeper),
    )

    assert (told, fresh(hearing).state, fresh(meeting).state) in (
        (["done", "gate-shut"], "under-way", "open"),
        (["step-not-open", "done"], "postponed", "closed"),
    )
