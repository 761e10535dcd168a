"""Meetings, held and deciding, over the API. Who was at a branch's is told by number alone."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import organisation_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry
from jingwei.kernel.resources import Answer, Creates, Resource, router_of
from jingwei.mechanisms.meetings.flow import PLANNED
from jingwei.mechanisms.meetings.queries import (
    MEETINGS,
    agenda_of,
    hearing_for,
    host_for,
    meeting_for,
    minute_for,
    roster_at,
)
from jingwei.mechanisms.meetings.queries.limits import hours_late_at
from jingwei.mechanisms.meetings.queries.serving import served_for


class SeatOut(Answer):
    """Somebody with a seat at a meeting that decides; `entrusted_to_id` is who speaks for them where they are not there."""

    person_id: int
    name: str
    post: str
    has_vote: bool
    attends: str
    entrusted_to_id: int | None


class HearingOut(Answer):
    """An item at a meeting; the number of its paper, the vote as it was counted, and what was resolved."""

    id: int
    meeting_id: int
    item_id: int
    title: str
    position: int
    paper: int
    state: str
    is_exception: bool
    manner: str
    seats: int
    hours_late: int
    present: int
    by_proxy: int
    yes: int
    no: int
    abstained: int
    spoilt: int
    resolution: str
    reason: str
    review_on: date | None
    version: int


class MinuteOut(Answer):
    """A line of the minutes; of one that was dropped the words are not told."""

    id: int
    hearing_id: int
    writer_name: str
    speaker: str
    seat_id: int | None
    is_late: bool
    corrects_id: int | None
    text: str
    written_at: datetime
    is_dropped: bool
    version: int


class HearingWhole(HearingOut):
    """The same with its minutes."""

    minutes: list[MinuteOut]


class MeetingOut(Answer):
    """An organisation meets. One that decides has seats, and an agenda for those who may read it.

    One that is planned takes `places` who sign up, or all where there is no such number; so many `signed_up`.
    """

    id: int
    organisation_id: int
    body: str
    held_on: date
    topic: str
    outcome: str
    guests: str
    expected: int
    present: int
    counts: bool
    state: str
    reason: str
    recorded_name: str
    recorded_on: date
    unit_id: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    room: str
    places: int | None
    signed_up: int
    chair_id: int | None
    chair_reason: str
    seats: list[SeatOut]
    agenda: list[HearingOut]
    version: int


COUNTED = ("seats", "agenda", "signed_up")


def _meeting(actor: Actor, meeting: Any) -> dict[str, Any]:
    plain = {name: getattr(meeting, name) for name in MeetingOut.model_fields if name not in COUNTED}
    plain |= {"starts_at": _here(meeting.starts_at), "ends_at": _here(meeting.ends_at)}
    plain["signed_up"] = meeting.sign_ups.count() if meeting.state == PLANNED else 0
    if registry.body(meeting.body).deciding is None:
        return plain | {"seats": [], "agenda": []}
    roster = roster_at(meeting)
    holders = {seat.pk: seat.person_id for seat in roster.seats}
    seats = [
        {
            "person_id": seat.person_id,
            "name": seat.person.name,
            "post": seat.post,
            "has_vote": seat.has_vote,
            "attends": seat.attends,
            "entrusted_to_id": holders.get(seat.entrusted_to_id or 0),
        }
        for seat in roster.seats
    ]
    return plain | {"seats": seats, "agenda": [hearing_out(each) for each in agenda_of(actor, meeting)]}


def hearing_out(hearing: Any) -> dict[str, Any]:
    """An item at a meeting, without its minutes."""
    told = {name: getattr(hearing, name) for name in HearingOut.model_fields}
    return told | {"hours_late": hours_late_at(hearing)}


def _minute(actor: Actor, minute: Any) -> dict[str, Any]:
    told = {name: getattr(minute, name) for name in MinuteOut.model_fields}
    hidden = {"speaker": "", "text": ""} if minute.is_dropped else {}
    return told | {"written_at": _here(minute.written_at)} | hidden


def _here(moment: datetime | None) -> datetime | None:
    """A moment in the zone of the university, whether it comes from a request or from the database."""
    return moment.astimezone(clock.ZONE) if moment else None


def _hearing_whole(actor: Actor, hearing: Any) -> dict[str, Any]:
    lines = hearing.minutes.filter(is_dropped=False).order_by("pk")
    return hearing_out(hearing) | {"minutes": [_minute(actor, each) for each in lines]}


routers = {
    "meetings": router_of(
        Resource(
            "meetings",
            meeting_for,
            _meeting,
            MeetingOut,
            MEETINGS,
            verbs=(
                *("meetings.correct", "meetings.strike", "meetings.sign_up", "meetings.give_up"),
                *(
                    "meetings.send",
                    "meetings.cancel",
                    "meetings.attend",
                    "meetings.name_guests",
                    "meetings.look_again",
                    "meetings.arrive",
                    "meetings.ask_leave",
                    "meetings.come_after_all",
                    "meetings.entrust",
                    "meetings.revoke",
                    "meetings.open",
                    "meetings.close",
                ),
                *("meetings.approve", "meetings.sign", "meetings.amend"),
            ),
            creates=(
                Creates("meetings.record", "organisation_id", host_for, finds=(("served", served_for),)),
                Creates("meetings.plan", "organisation_id", host_for, finds=(("served", served_for),)),
                Creates("meetings.convene", "organisation_id", organisation_for),
            ),
        )
    ),
    "hearings": router_of(
        Resource(
            "hearings",
            hearing_for,
            _hearing_whole,
            HearingWhole,
            verbs=(
                *("hearings.begin", "hearings.recuse", "hearings.resolve", "hearings.postpone"),
                "hearings.move_up",
                "hearings.take_out",
            ),
        )
    ),
    "minutes": router_of(
        Resource(
            "minutes",
            minute_for,
            _minute,
            MinuteOut,
            verbs=("minutes.rewrite", "minutes.correct", "minutes.drop"),
            creates=(Creates("minutes.write", "hearing_id", hearing_for),),
        )
    ),
}
