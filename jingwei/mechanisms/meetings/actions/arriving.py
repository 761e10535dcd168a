"""The verbs of whoever has a seat: asks leave beforehand, or says that they came by a code that lasts two minutes."""

from __future__ import annotations

from typing import Any

from django.core.signing import BadSignature, TimestampSigner
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.people.queries import Person
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.said import said
from jingwei.mechanisms.meetings import events, rules
from jingwei.mechanisms.meetings.actions.memory import meeting_moved
from jingwei.mechanisms.meetings.flow import MEETING
from jingwei.mechanisms.meetings.models import Meeting, Seat
from jingwei.mechanisms.meetings.queries import roster_at

LONGEST_OPINION = 1000
NOBODY: dict[str, Any] = {"entrusted_to": None, "opinion": ""}
LASTS = 120
"""Seconds for which a code is good: long enough to walk by, too short to be sent round."""
_signer = TimestampSigner(salt="meetings.arrive")


def code_of(meeting: Meeting) -> str:
    """The code that is good at a meeting just now."""
    return _signer.sign(str(meeting.pk)).partition(":")[2]


@action("meetings.arrive", label=_l("签到"), rule=rules.has_a_seat, flow=MEETING, gate=rules.is_the_day)
def arrive_at_meeting(meeting: Meeting, *, actor: Actor, code: str) -> Meeting:
    """Say that one has come, by the code that is shown in the room."""
    try:
        _signer.unsign(f"{meeting.pk}:{code}", max_age=LASTS)
    except BadSignature as stale:
        raise Invalid.field("code", _("这个码过期了，请再扫一次会场里的。")) from stale
    meeting.seats.filter(person_id=actor.person_id or 0).update(attends=Seat.Attends.PRESENT)
    roster = roster_at(meeting)
    event = events.SomebodyArrived()
    seats, here = len(roster.voting), len(roster.came)
    return meeting_moved(meeting, actor, "arrive", event, expected=seats, present=here)


@action("meetings.ask_leave", label=_l("我请假"), rule=rules.is_expected, flow=MEETING)
def ask_leave(meeting: Meeting, *, actor: Actor) -> Meeting:
    """Say beforehand that one cannot come: whoever keeps the roster finds it marked."""
    return _answered(meeting, actor, Seat.Attends.LEAVE, events.LeaveAsked(held_on=str(meeting.held_on)))


@action("meetings.come_after_all", label=_l("取消请假"), rule=rules.is_on_leave, flow=MEETING)
def come_after_all(meeting: Meeting, *, actor: Actor) -> Meeting:
    """Say that one can come after all; nobody speaks for who comes."""
    meeting.seats.filter(person_id=actor.person_id or 0).update(**NOBODY)
    return _answered(meeting, actor, Seat.Attends.EXPECTED, events.LeaveGivenUp(held_on=str(meeting.held_on)))


@action("meetings.entrust", label=_l("委托"), rule=rules.may_entrust, flow=MEETING)
def entrust_voice(meeting: Meeting, *, actor: Actor, holder: Person, opinion: str = "") -> Meeting:
    """Have a member who comes read out one's written opinion, or vote as well where the rule of the body allows that."""
    seat = meeting.seats.get(person_id=actor.person_id or 0)
    to = meeting.seats.filter(person=holder).select_related("person").first()
    if fault := rules.may_be_entrusted(meeting, seat, to):
        raise Invalid.field("holder", fault)
    is_asked = rules.deciding_of(meeting).absent == "opinion" or opinion.strip()
    seat.opinion = said("opinion", opinion, LONGEST_OPINION, keeps_lines=True) if is_asked else ""
    seat.entrusted_to = to
    seat.save(update_fields=["entrusted_to", "opinion"])
    return meeting_moved(meeting, actor, "entrust", events.VoiceEntrusted(held_on=str(meeting.held_on)))


@action("meetings.revoke", label=_l("收回委托"), rule=rules.has_entrusted, flow=MEETING)
def revoke_voice(meeting: Meeting, *, actor: Actor) -> Meeting:
    """Take back what one had entrusted."""
    meeting.seats.filter(person_id=actor.person_id or 0).update(**NOBODY)
    return meeting_moved(meeting, actor, "revoke", events.VoiceRevoked(held_on=str(meeting.held_on)))


def _answered(
    meeting: Meeting, actor: Actor, attends: str, event: events.LeaveAsked | events.LeaveGivenUp
) -> Meeting:
    meeting.seats.filter(person_id=actor.person_id or 0).update(attends=attends)
    return meeting_moved(meeting, actor, event.verb.partition(".")[2], event)
