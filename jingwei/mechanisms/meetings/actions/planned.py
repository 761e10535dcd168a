"""The verbs by which a themed day that serves somebody is planned, and its members sign up for it (3.7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import hold_chain, record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.errors import Invalid
from jingwei.kernel.posts import post_kept
from jingwei.kernel.said import said
from jingwei.mechanisms.meetings import rules
from jingwei.mechanisms.meetings.actions.recording import LONGEST_ROOM, LONGEST_TOPIC
from jingwei.mechanisms.meetings.actions.serving import intend_service
from jingwei.mechanisms.meetings.events.planned import MeetingPlanned, SomebodyGaveUp, SomebodySignedUp
from jingwei.mechanisms.meetings.flow import MEETING, PLANNED
from jingwei.mechanisms.meetings.models import Meeting, SignUp
from jingwei.mechanisms.meetings.queries import bodies_of

MOST_PLACES = 999


@action("meetings.plan", label=_l("排服务"), lock=False)
def plan_meeting(
    organisation: Organisation,
    *,
    actor: Actor,
    body: str,
    topic: str,
    held_on: date,
    begins_at: time,
    ends_at: time,
    room: str = "",
    served: Organisation | None = None,
    served_words: str = "",
    fits: Sequence[str] = (),
    places: int | None = None,
) -> Meeting:
    """Say beforehand when the organisation goes to serve whom, and with what of discipline and post; members may sign up."""
    met = next((each for each in bodies_of(organisation) if each.id == body and each.serves), None)
    if met is None:
        raise Invalid.field("body", _("这种会不排服务。"))
    if places is not None and not 1 <= places <= MOST_PLACES:
        raise Invalid.field("places", _("名额写 1 到 {most}，不限就空着。").format(most=MOST_PLACES))
    hold_chain(organisation.university_id)
    meeting = Meeting(
        university_id=organisation.university_id,
        organisation=organisation,
        body=body,
        topic=said("topic", topic, LONGEST_TOPIC),
        room=said("room", room, LONGEST_ROOM) if room.strip() else "",
        places=places,
        state=PLANNED,
        recorded_name=actor.name,
        recorded_post=post_kept(actor),
        recorded_on=clock.today(),
        **_when(held_on, begins_at, ends_at),
    )
    same = {"organisation": organisation, "body": body, "held_on": held_on, "topic": meeting.topic}
    if Meeting.objects.filter(**same, state=PLANNED).exists():
        raise Invalid.field("held_on", _("这一天的这次已经排过了。"))
    meeting.save()
    service = intend_service(meeting, served, served_words, fits)
    event = MeetingPlanned(
        body=body,
        held_on=str(held_on),
        at=_("，").join(filter(None, (f"{begins_at:%H:%M}–{ends_at:%H:%M}", meeting.room))),
        whom=service.whom,
        organisation=served.pk if served else 0,
        fits=service.fits,
        places=places or 0,
    )
    record(event, actor=actor, subject=meeting, tags=meeting.tags, clauses=("3.7",))
    return meeting


def _when(held_on: date, begins_at: time, ends_at: time) -> dict[str, Any]:
    if fault := rules.may_be_set_for(held_on):
        raise Invalid.field("held_on", fault)
    begins, ends = (
        datetime.combine(held_on, each.replace(second=0, microsecond=0, tzinfo=None), clock.ZONE)
        for each in (begins_at, ends_at)
    )
    if begins <= clock.now():
        raise Invalid.field("begins_at", _("这个时间已经过了。"))
    if ends <= begins:
        raise Invalid.field("ends_at", _("结束要晚于开始。"))
    return {"held_on": held_on, "starts_at": begins, "ends_at": ends}


@action("meetings.sign_up", label=_l("报名"), rule=rules.is_invited, flow=MEETING, gate=rules.has_a_place)
def sign_up(meeting: Meeting, *, actor: Actor) -> Meeting:
    """Say that one comes; it may be taken back until it begins, and nobody has to."""
    SignUp.objects.create(
        university_id=meeting.university_id, meeting=meeting, person_id=actor.person_id or 0
    )
    return _counted(meeting, "sign_up", SomebodySignedUp)


@action("meetings.give_up", label=_l("取消报名"), rule=rules.has_signed_up, flow=MEETING, gate=rules.is_ahead)
def give_up(meeting: Meeting, *, actor: Actor) -> Meeting:
    """Take back that one comes; nothing of it is kept."""
    meeting.sign_ups.filter(person_id=actor.person_id or 0).delete()
    return _counted(meeting, "give_up", SomebodyGaveUp)


def _counted(meeting: Meeting, step: str, event: type[SomebodySignedUp] | type[SomebodyGaveUp]) -> Meeting:
    """Leave a record that tells how many come and names nobody: who was at a meeting is no business of those above it."""
    meeting.state = MEETING.advance(meeting.state, step)
    meeting.version += 1
    meeting.save(update_fields=["state", "version"])
    told = event(held_on=str(meeting.held_on), signed_up=meeting.sign_ups.count())
    nobody = system(_("系统"), university_id=meeting.university_id)
    record(told, actor=nobody, subject=meeting, tags=meeting.tags, clauses=("3.7",))
    return meeting
