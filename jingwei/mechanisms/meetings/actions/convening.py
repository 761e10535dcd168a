"""The verbs before an item is heard: a meeting is set, its notice goes out, who is there is noted, it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.foundation.people.queries import Person
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, NotAllowed
from jingwei.kernel.packs import registry
from jingwei.kernel.posts import post_kept
from jingwei.kernel.said import said
from jingwei.mechanisms.meetings import events, rules
from jingwei.mechanisms.meetings.actions.memory import LONGEST_REASON, meeting_moved
from jingwei.mechanisms.meetings.flow import CONVENED, LISTED, MEETING, OPEN, POSTPONED
from jingwei.mechanisms.meetings.models import Meeting, Seat
from jingwei.mechanisms.meetings.queries import (
    Sides,
    bodies_that_decide,
    guests_who_spoke,
    roster_at,
    seats_of,
    sides_of,
)

LONGEST_ROOM, LONGEST_GUEST, LONGEST_GUESTS = 60, 60, 200


@action("meetings.convene", label=_l("排会"), lock=False)
def convene_meeting(
    organisation: Organisation, *, actor: Actor, body: str, starts_at: datetime, room: str = ""
) -> Meeting:
    """Set a meeting that decides: which body, when, where."""
    sides = sides_of(organisation)
    held = bodies_that_decide(sides.party) if sides else []
    met = next((each for each in held if each.id == body), None)
    if sides is None or met is None or met.deciding is None:
        raise Invalid.field("body", _("这个组织不开这种会。"))
    if met.deciding.with_unit and sides.unit is None:
        told = _("{name}还没有覆盖学院，开不了{body}。请组织部先连上。")
        raise Invalid.field("body", told.format(name=sides.party.name, body=met.label.here()))
    if organisation.pk != sides.party.pk and not met.deciding.with_unit:
        raise Invalid.field("body", _("党组织会议由党组织一侧来排。"))
    day = starts_at.astimezone(clock.ZONE).date()
    if fault := rules.may_be_set_for(day):
        raise Invalid.field("starts_at", fault)
    meeting = Meeting.objects.create(
        university_id=organisation.university_id,
        organisation=sides.party,
        unit=sides.unit if met.deciding.with_unit else None,
        body=body,
        held_on=day,
        starts_at=starts_at,
        room=" ".join(room.split())[:LONGEST_ROOM],
        state=CONVENED,
        recorded_name=actor.name,
        recorded_post=post_kept(actor),
        recorded_on=clock.today(),
    )
    event = events.MeetingConvened(
        body=body, held_on=str(day), starts_at=starts_at.isoformat(), room=meeting.room
    )
    record(event, actor=actor, subject=meeting, tags=meeting.tags)
    return meeting


@action("meetings.send", label=_l("发通知"), flow=MEETING)
def send_meeting(meeting: Meeting, *, actor: Actor) -> Meeting:
    """Send the notice with the agenda to those who have a seat; an item that may not be heard does not go out."""
    hearings = list(meeting.hearings.filter(state=LISTED))
    if not hearings:
        raise Invalid.field("agenda", _("还没有议题，先列入议程再发通知。"))
    for each in hearings:
        if reason := rules.may_be_heard(actor, each):
            told = _("《{title}》还不能上会：{reason}").format(title=each.title, reason=reason.message)
            raise NotAllowed("rule", told, clause=reason.clause)
        each.paper = each.item.paper
        each.save(update_fields=["paper"])
    sides = Sides(meeting.organisation, meeting.unit)
    sitting = seats_of(rules.deciding_of(meeting), sides, meeting.held_on)
    if not any(each.has_vote for each in sitting):
        raise Invalid.field("seats", _("那天没有人在这个会上有表决权，请先把任职录上。"))
    Seat.objects.bulk_create(
        Seat(
            university_id=meeting.university_id,
            meeting=meeting,
            person=each.person,
            post=registry.role(each.role).label.zh,
            role=each.role,
            has_vote=each.has_vote,
        )
        for each in sitting
    )
    event = events.MeetingSent(
        held_on=str(meeting.held_on),
        at=_hour_and_room(meeting),
        items=len(hearings),
        seats=len(sitting),
        short_notice=max(0, short_notice(meeting)),
    )
    return meeting_moved(meeting, actor, "send", event)


def _hour_and_room(meeting: Meeting) -> str:
    assert meeting.starts_at is not None
    hour = f"{meeting.starts_at.astimezone(clock.ZONE):%H:%M}"
    return _("，").join(filter(None, (hour, meeting.room)))


def short_notice(meeting: Meeting) -> int:
    """By how many days a notice of today comes later than the body asks; 0 or less where it is in time."""
    return rules.deciding_of(meeting).notice_days - (meeting.held_on - clock.today()).days


@action("meetings.cancel", label=_l("取消会议"), flow=MEETING)
def cancel_meeting(meeting: Meeting, *, actor: Actor, reason: str) -> Meeting:
    """Call it off, with one sentence why; its items wait for the next one."""
    reason = said("reason", reason, LONGEST_REASON)
    meeting.hearings.filter(state=LISTED).update(state=POSTPONED, reason=reason)
    event = events.MeetingCancelled(held_on=str(meeting.held_on), reason=reason)
    return meeting_moved(meeting, actor, "cancel", event, reason=reason)


@action("meetings.attend", label=_l("点到会"), flow=MEETING, gate=rules.is_the_day)
def keep_roster(
    meeting: Meeting, *, actor: Actor, present: Sequence[int], leave: Sequence[int] | None = None
) -> Meeting:
    """Note who is there and who asked for leave, by their numbers; all others are absent, or left where they had come.

    Where nothing is said of leave, it stays with those who asked for it.
    """
    roster = roster_at(meeting)
    asked = {seat.person_id for seat in roster.seats if seat.attends == Seat.Attends.LEAVE}
    there = set(present)
    away = asked - there if leave is None else set(leave)
    if (there | away) - {seat.person_id for seat in roster.seats}:
        raise Invalid.field("present", _("有人不在这次会的名单上。"))
    if there & away:
        raise Invalid.field("leave", _("同一个人不能既到会又请假。"))
    if meeting.state == OPEN and meeting.chair_id not in there:
        raise Invalid.field("present", _("主持人还在主持，不能划掉。要换人主持，请散会另开。"))
    for seat in roster.seats:
        seat.attends = _marked(seat, meeting.state, there, away)
    Seat.objects.bulk_update(roster.seats, ["attends"])
    seats, here = len(roster.voting), len(roster.came)
    event = events.RosterKept(seats=seats, present=here)
    return meeting_moved(meeting, actor, "attend", event, expected=seats, present=here)


@action("meetings.name_guests", label=_l("记列席的人"), flow=MEETING)
def name_guests(meeting: Meeting, *, actor: Actor, guests: str = "") -> Meeting:
    """Name who sits in without a seat, all of them anew; who has spoken stays named."""
    named = list(dict.fromkeys(rules.guests_of(guests)))
    words = "、".join(named)
    if len(words) > LONGEST_GUESTS or any(len(each) > LONGEST_GUEST for each in named):
        raise Invalid.field(
            "guests",
            _("一个人最多 {one} 个字，一共最多 {all} 个字。").format(one=LONGEST_GUEST, all=LONGEST_GUESTS),
        )
    seated = {seat.person.name for seat in meeting.seats.select_related("person")}
    if known := [each for each in named if each in seated]:
        told = _("{names}在名单上，不用另记；重名的，后面写上单位。")
        raise Invalid.field("guests", told.format(names=_("、").join(known)))
    spoke = guests_who_spoke(meeting)
    if gone := [each for each in spoke if each not in named]:
        told = _("记录里有{names}说的话，不能划掉。")
        raise Invalid.field("guests", told.format(names=_("、").join(gone)))
    return meeting_moved(
        meeting, actor, "name_guests", events.GuestsNamed(guests=len(named)), to=meeting.state, guests=words
    )


def _marked(seat: Seat, state: str, there: set[int], away: set[int]) -> str:
    """Whether somebody is there; who had come to a meeting that is under way has left it."""
    if seat.person_id in there:
        return Seat.Attends.PRESENT
    if state == OPEN and seat.attends in rules.CAME:
        return Seat.Attends.LEFT
    return Seat.Attends.LEAVE if seat.person_id in away else Seat.Attends.ABSENT


@action("meetings.open", label=_l("开会"), rule=rules.chaired_by_rule, flow=MEETING, gate=rules.may_open)
def open_meeting(meeting: Meeting, *, actor: Actor, chair: Person | None = None, reason: str = "") -> Meeting:
    """Open it, with enough there; the one whom the rule names chairs, or another with one sentence why (3.3b)."""
    roster = roster_at(meeting)
    seats, here = len(roster.voting), len(roster.present)
    named = rules.deciding_of(meeting).chair
    by_rule = [seat.person for seat in roster.present if seat.role in named]
    chairing = chair or next(iter(by_rule), None)
    if chairing is None:
        raise Invalid.field("chair", _("该主持的人没有到会。请选谁来主持，写一句为什么。"))
    why = "" if chairing in by_rule else said("reason", reason, LONGEST_REASON)
    early = int((meeting.starts_at - clock.now()).total_seconds() // 60) if meeting.starts_at else 0
    event = events.MeetingOpened(
        chair=chairing.name, reason=why, seats=seats, present=here, early=max(0, early)
    )
    values: dict[str, Any] = {"expected": seats, "present": here, "chair_reason": why}
    return meeting_moved(meeting, actor, "open", event, chair=chairing, **values)
