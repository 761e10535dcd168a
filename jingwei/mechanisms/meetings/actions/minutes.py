"""The verbs on the minutes: everybody writes lines of their own, then they are found right, signed, and locked."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.adapters.sm3 import sm3
from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.events import Event
from jingwei.kernel.said import said
from jingwei.mechanisms.meetings import events, rules
from jingwei.mechanisms.meetings.actions.memory import LONGEST_MINUTE, meeting_moved
from jingwei.mechanisms.meetings.flow import (
    HEARING,
    LISTED,
    MEETING,
    PASSED,
    POSTPONED,
    REFUSED,
    TAKEN_OUT,
)
from jingwei.mechanisms.meetings.models import Amendment, Hearing, Meeting, Minute
from jingwei.mechanisms.meetings.queries import looks_of, roster_at, voices_of


@action("minutes.write", label=_l("记一条"), rule=rules.speaks_in_order, flow=HEARING, within=MEETING)
def write_minute(hearing: Hearing, *, actor: Actor, text: str, speaker: str = "") -> Minute:
    """Add a line to the minutes of an item: who said what. Nobody's line takes the place of another's.

    What others said and is written once the last word was spoken is marked so.
    """
    voice = _voice(hearing, speaker, text)
    is_late = voice["speaker"] and not voice["is_last"] and rules.last_word_at(rules.standing_lines(hearing))
    minute = _written(hearing, actor, text, **voice, is_late=bool(is_late))
    record(events.MinuteWritten(hearing_id=hearing.pk), actor=actor, subject=minute)
    return minute


@action(
    "minutes.correct",
    label=_l("更正这一条"),
    rule=rules.belongs_to_the_writer,
    gate=rules.may_be_corrected,
)
def correct_minute(minute: Minute, *, actor: Actor, text: str) -> Minute:
    """Say beside a line of one's own what is wrong in it, once the last word was spoken; both stay."""
    made = _written(
        minute.hearing,
        actor,
        text,
        speaker=minute.speaker,
        seat=minute.seat,
        corrects=minute.corrects or minute,
    )
    record(events.MinuteCorrected(corrects_id=minute.pk), actor=actor, subject=made)
    return made


def _written(hearing: Hearing, actor: Actor, text: str, **values: Any) -> Minute:
    return Minute.objects.create(
        university_id=hearing.university_id,
        hearing=hearing,
        writer_id=actor.person_id,
        writer_name=actor.name,
        text=said("text", text, LONGEST_MINUTE, keeps_lines=True),
        written_at=clock.now(),
        **values,
    )


def _voice(hearing: Hearing, speaker: str, text: str) -> dict[str, Any]:
    """Who spoke, as the roster or the list of guests has them, and whether it is the last word; Invalid where it has not.

    Words that begin as somebody's are asked whose they are: else a last word could come before the others unseen.
    That stays with the line: whoever goes early or steps aside later takes no last word back.
    """
    named = " ".join(speaker.split())
    voices = voices_of(hearing)
    known = {"": None, rules.ALL_OTHERS: None} | voices
    if named not in known:
        told = _("到会的人里没有“{name}”。请照名单上的姓名写；不在名单上的，先“记列席的人”。")
        raise Invalid.field("speaker", told.format(name=named))
    if not named and (whose := rules.seems_said_by(text, voices)):
        told = _("这一条像是{name}说的。请选上是谁说的；不是的，去掉开头的称呼。")
        raise Invalid.field("speaker", told.format(name=whose))
    seat = known[named]
    return {"speaker": named, "seat": seat, "is_last": rules.is_last_word(hearing, seat)}


@action(
    "minutes.rewrite", label=_l("改这一条"), rule=rules.rewritten_in_order, gate=rules.may_still_be_changed
)
def rewrite_minute(minute: Minute, *, actor: Actor, text: str, speaker: str = "") -> Minute:
    """Put a line of one's own in other words, until the minutes are found right."""
    before = minute.text
    minute.text = said("text", text, LONGEST_MINUTE, keeps_lines=True)
    for name, value in _voice(minute.hearing, speaker, minute.text).items():
        setattr(minute, name, value)
    return _kept(minute, actor, events.MinuteRewritten(before=before))


@action(
    "minutes.drop",
    label=_l("删这一条"),
    rule=rules.stands_after_the_last_word,
    gate=rules.may_still_be_changed,
)
def drop_minute(minute: Minute, *, actor: Actor) -> Minute:
    """Take out a line of one's own, until the minutes are found right."""
    minute.is_dropped = True
    return _kept(minute, actor, events.MinuteDropped(before=minute.text))


def _kept(minute: Minute, actor: Actor, event: Event) -> Minute:
    minute.version += 1
    minute.save()
    record(event, actor=actor, subject=minute)
    return minute


@action("meetings.close", label=_l("散会"), flow=MEETING, gate=rules.may_close)
def close_meeting(meeting: Meeting, *, actor: Actor) -> Meeting:
    """End it; what has not been heard waits for the next one."""
    meeting.hearings.filter(state=LISTED).update(state=POSTPONED, reason=_("这次没有议到"))
    states = list(meeting.hearings.values_list("state", flat=True))
    event = events.MeetingClosed(
        passed=states.count(PASSED), refused=states.count(REFUSED), postponed=states.count(POSTPONED)
    )
    return meeting_moved(meeting, actor, "close", event, result=meeting.met_as)


@action("meetings.approve", label=_l("审定记录"), rule=rules.is_the_chair, flow=MEETING)
def approve_minutes(meeting: Meeting, *, actor: Actor) -> Meeting:
    """Find the minutes right, as who chaired: nobody changes them any more."""
    event = events.MinutesApproved(digest=digest_of(meeting))
    return meeting_moved(meeting, actor, "approve", event, approved_by_id=actor.person_id)


@action("meetings.sign", label=_l("签字"), rule=rules.sat_in_it, flow=MEETING)
def sign_minutes(meeting: Meeting, *, actor: Actor) -> Meeting:
    """Sign the minutes as a second person who was there: they are locked."""
    event = events.MinutesSigned(digest=digest_of(meeting))
    values: dict[str, Any] = {"signed_by_id": actor.person_id, "signed_on": clock.today()}
    return meeting_moved(meeting, actor, "sign", event, **values)


@action("meetings.amend", label=_l("更正记录"), flow=MEETING)
def amend_minutes(meeting: Meeting, *, actor: Actor, text: str) -> Meeting:
    """Say what was found wrong in minutes that were signed: they stay as they are, and this stands below them."""
    text = said("text", text, 300)
    Amendment.objects.create(
        university_id=meeting.university_id,
        meeting=meeting,
        text=text,
        made_name=actor.name,
        made_on=clock.today(),
    )
    return meeting_moved(meeting, actor, "amend", events.MinutesAmended(text=text))


def digest_of(meeting: Meeting) -> str:
    """The digest of all that the minutes say: who was there, what was heard, said, counted and resolved."""
    about = (
        meeting.pk,
        meeting.body,
        meeting.starts_at,
        meeting.room,
        meeting.chair_id,
        meeting.chair_reason,
        meeting.guests,
    )
    parts = [" ".join(map(str, about))]
    parts += [
        f"{seat.person_id} {seat.post} {seat.has_vote} {seat.attends} {seat.entrusted_to_id} {seat.opinion}"
        for seat in roster_at(meeting).seats
    ]
    parts += [f"{look.hearing_id} {look.found} {look.review_on}" for look in looks_of(meeting)]
    for each in meeting.hearings.exclude(state=TAKEN_OUT).order_by("position", "pk"):
        votes = (
            f"{each.seats} {each.present} {each.by_proxy} {each.yes} {each.no} {each.abstained} {each.spoilt}"
        )
        heard = f"{each.item_id} {each.title} {each.kind_label} {each.paper} {each.is_exception}"
        parts.append(f"{heard} {each.state} {each.manner} {votes} {each.resolution} {each.reason}")
        parts += [f"{aside.person_id} {aside.reason}" for aside in each.recusals.order_by("pk")]
        lines = each.minutes.filter(is_dropped=False).order_by("pk")
        parts += [
            f"{line.writer_id} {line.seat_id} {line.is_late} {line.corrects_id} {line.speaker}：{line.text}"
            for line in lines
        ]
    return sm3("\n".join(parts).encode())
