"""The verbs by which what was held is recorded, and put right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import hold_chain, record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.foundation.people.queries import Person
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.errors import Invalid
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec import Body
from jingwei.kernel.posts import post_kept
from jingwei.kernel.said import said
from jingwei.mechanisms.meetings import events, rules
from jingwei.mechanisms.meetings.actions.serving import fall_service, tell_service
from jingwei.mechanisms.meetings.flow import MEETING, RECORDED
from jingwei.mechanisms.meetings.models import Attendance, Meeting, Service
from jingwei.mechanisms.meetings.queries import bodies_of, expected_at

LONGEST_TOPIC, LONGEST_OUTCOME, LONGEST_GUESTS, LONGEST_REASON = 80, 1000, 200, 200
LONGEST_ROOM = 60


@action("meetings.record", label=_l("记会议"), lock=False)
def record_meeting(
    organisation: Organisation,
    *,
    actor: Actor,
    body: str,
    held_on: date,
    topic: str = "",
    outcome: str = "",
    present: Sequence[int] = (),
    guests: str = "",
    begins_at: time | None = None,
    ends_at: time | None = None,
    room: str = "",
    served: Organisation | None = None,
    served_words: str = "",
    fits: Sequence[str] = (),
    planned: Meeting | None = None,
) -> Meeting:
    """Record that an organisation met: in which way, on which day, who was there, what came of it; hours and room if known.

    Of one that was planned, what is not said is as it was planned, and who signed up is forgotten.
    """
    met = _body(organisation, body)
    _in_time(held_on)
    meeting = _held_as_planned(organisation, body, planned) if planned else _new(organisation, body)
    hold_chain(organisation.university_id)
    topic = topic.strip() or meeting.topic
    _not_twice(organisation, met, held_on, topic)
    expected = expected_at(organisation, held_on) if met.expected != "nobody" else []
    there = _there(met, expected, present)
    values = {
        "held_on": held_on,
        "state": RECORDED,
        "expected": len(expected) if met.expected == "members" else 0,
        "present": len(there),
        "counts": rules.enough(met, expected, there, held_on),
        "recorded_name": actor.name,
        "recorded_post": post_kept(actor),
        "recorded_on": clock.today(),
        **_written(met, topic, outcome, guests),
        **_where(meeting, met, held_on, begins_at, ends_at, room),
    }
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.save()
    if planned:
        meeting.sign_ups.all().delete()
    _keep_who_was_there(meeting, met, expected, there)
    record(
        events.told_of(meeting),
        actor=actor,
        subject=meeting,
        result=result_of(meeting),
        tags=meeting.tags,
        counts_on=held_on,
    )
    if served or served_words.strip():
        tell_service(meeting, actor=actor, served=served, served_words=served_words, fits=fits)
    elif intended := Service.objects.filter(meeting=meeting).first():
        tell_service(
            meeting,
            actor=actor,
            served=intended.organisation,
            served_words=intended.words,
            fits=fits or intended.fits.split(","),
        )
    return meeting


def _new(organisation: Organisation, body: str) -> Meeting:
    return Meeting(university_id=organisation.university_id, organisation=organisation, body=body)


def _held_as_planned(organisation: Organisation, body: str, planned: Meeting) -> Meeting:
    """The one that was planned, under a lock: whoever signs up meanwhile comes before or too late."""
    meeting = Meeting.objects.select_for_update(of=("self",), no_key=True).get(pk=planned.pk)
    if (meeting.organisation_id, meeting.body) != (organisation.pk, body):
        raise Invalid.field("planned", _("排的不是这次。"))
    if not MEETING.targets(meeting.state, "record"):
        raise Invalid.field("planned", str(MEETING.label(meeting.state)))
    meeting.version += 1
    return meeting


def result_of(meeting: Meeting) -> str:
    """What obligations count it as: its body, or nothing they know where too few were there."""
    return meeting.met_as if meeting.counts else "short"


def _body(organisation: Organisation, body: str) -> Body:
    met = next((each for each in bodies_of(organisation) if each.id == body), None)
    if met is None:
        raise Invalid.field("body", _("这个组织不开这种会。"))
    return met


def _in_time(held_on: date) -> None:
    today = clock.today()
    if held_on > today:
        raise Invalid.field("held_on", _("还没有到这一天，开过以后再记。"))
    if held_on < clock.last_month(today):
        raise Invalid.field("held_on", _("只能补记这个月和上个月的；更早的月份已经算过了。"))


def _not_twice(
    organisation: Organisation, met: Body, held_on: date, topic: str, *, field: str = "held_on"
) -> None:
    """The same meeting is recorded once, whoever records it; of talks there may be several a day."""
    same = Meeting.objects.filter(
        organisation=organisation, body=met.id, held_on=held_on, topic=_same_words(topic), state=RECORDED
    )
    if not met.private and same.exists():
        raise Invalid.field(field, _("这一天的这次会已经记过了；记错的请先作废。"))


def _same_words(topic: str) -> str:
    """A topic as it is kept, however it was spaced."""
    return " ".join(topic.split())


def _there(met: Body, expected: Sequence[Person], present: Sequence[int]) -> set[int]:
    """Who was there, all of them expected."""
    there = set(present)
    if there - {person.pk for person in expected}:
        raise Invalid.field("present", _("到会的人里有不在名册上的；列席的写在“还有谁列席”里。"))
    if met.expected != "nobody" and not there:
        raise Invalid.field("present", _("请勾上到会的人。"))
    return there


def _written(met: Body, topic: str, outcome: str, guests: str) -> dict[str, str]:
    """What was written; of what is private nothing is kept."""
    if met.private:
        if topic.strip() or outcome.strip() or guests.strip():
            message = _("{body}只记日期，不记内容。")
            raise Invalid.field("topic", message.format(body=met.label.here()))
        return {}
    return {
        "topic": said("topic", topic, LONGEST_TOPIC),
        "outcome": said("outcome", outcome, LONGEST_OUTCOME, keeps_lines=True) if outcome.strip() else "",
        "guests": said("guests", guests, LONGEST_GUESTS) if guests.strip() else "",
    }


def _where(
    meeting: Meeting, met: Body, held_on: date, begins_at: time | None, ends_at: time | None, room: str
) -> dict[str, Any]:
    """When and where it was, as far as it is known or was planned; of what is private nothing is kept."""
    if met.private:
        return {}
    begins, ends = (
        said_at.replace(tzinfo=None) if said_at else _hour(planned_at)
        for said_at, planned_at in ((begins_at, meeting.starts_at), (ends_at, meeting.ends_at))
    )
    if ends and (begins is None or ends <= begins):
        told = _("结束要晚于开始。") if begins else _("写了几点结束，也写上几点开始。")
        raise Invalid.field("ends_at" if begins else "begins_at", told)
    return {
        "starts_at": datetime.combine(held_on, begins, clock.ZONE) if begins else None,
        "ends_at": datetime.combine(held_on, ends, clock.ZONE) if ends else None,
        "room": said("room", room, LONGEST_ROOM) if room.strip() else meeting.room,
    }


def _hour(moment: datetime | None) -> time | None:
    return moment.astimezone(clock.ZONE).time() if moment else None


def _keep_who_was_there(meeting: Meeting, met: Body, expected: Sequence[Person], there: set[int]) -> None:
    kept = expected if met.expected == "members" else [each for each in expected if each.pk in there]
    Attendance.objects.bulk_create(
        Attendance(
            university_id=meeting.university_id, meeting=meeting, person=each, present=each.pk in there
        )
        for each in kept
    )


@action("meetings.correct", label=_l("改正记的内容"), flow=MEETING)
def correct_meeting(
    meeting: Meeting,
    *,
    actor: Actor,
    reason: str,
    topic: str | None = None,
    outcome: str | None = None,
    guests: str | None = None,
) -> Meeting:
    """Put right what was written about a meeting; what is not named stays, as do day, body and numbers.

    The ledger keeps what it was, apart from the chain: guests are named in it.
    """
    met = registry.body(meeting.body)
    if met.private:
        message = _("{body}只记日期，没有可改的内容。")
        raise Invalid.field("topic", message.format(body=met.label.here()))
    before = "；".join(filter(None, (meeting.topic, meeting.outcome, meeting.guests)))
    asked = {"topic": topic, "outcome": outcome, "guests": guests}
    now = {name: getattr(meeting, name) if value is None else value for name, value in asked.items()}
    if _same_words(now["topic"]) != meeting.topic:
        hold_chain(meeting.university_id)
        _not_twice(meeting.organisation, met, meeting.held_on, now["topic"], field="topic")
    for name, value in _written(met, **now).items():
        setattr(meeting, name, value)
    meeting.version += 1
    meeting.save()
    event = events.MeetingCorrected(
        held_on=str(meeting.held_on), reason=said("reason", reason, LONGEST_REASON), before=before
    )
    record(event, actor=actor, subject=meeting, tags=meeting.tags)
    return meeting


@action("meetings.strike", label=_l("作废"), flow=MEETING)
def strike_meeting(meeting: Meeting, *, actor: Actor, reason: str) -> Meeting:
    """Strike out what was recorded by mistake – the wrong day, the wrong meeting – with one sentence why; it counts no longer.

    Who was there is forgotten at once.
    """
    meeting.reason = said("reason", reason, LONGEST_REASON)
    meeting.state = MEETING.advance(meeting.state, "strike")
    meeting.attendances.all().delete()
    meeting.version += 1
    meeting.save()
    event = events.MeetingStruck(held_on=str(meeting.held_on), reason=meeting.reason)
    record(
        event,
        actor=actor,
        subject=meeting,
        result=result_of(meeting),
        tags=meeting.tags,
        counts_on=meeting.held_on,
    )
    for service in Service.objects.filter(meeting=meeting):
        carrier = system(_("系统"), "services.fall", university_id=meeting.university_id)
        fall_service(service, actor=replace(carrier, on_behalf_of=actor.name))
    return meeting
