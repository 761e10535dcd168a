"""The verb by which somebody with a seat says that they came: offered by a code that lasts two minutes, never required."""

from __future__ import annotations

from django.core.signing import BadSignature, TimestampSigner
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.mechanisms.meetings import events, rules
from jingwei.mechanisms.meetings.actions.memory import meeting_moved
from jingwei.mechanisms.meetings.flow import MEETING
from jingwei.mechanisms.meetings.models import Meeting, Seat
from jingwei.mechanisms.meetings.queries import roster_at

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
