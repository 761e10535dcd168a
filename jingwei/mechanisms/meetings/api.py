"""Meetings over the API. Who was there is told by number alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import Answer, Creates, Resource, router_of
from jingwei.mechanisms.meetings.queries import MEETINGS, host_for, meeting_for


class MeetingOut(Answer):
    """An organisation met."""

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
    version: int


def _meeting(actor: Actor, meeting: Any) -> dict[str, Any]:
    return {name: getattr(meeting, name) for name in MeetingOut.model_fields}


routers = {
    "meetings": router_of(
        Resource(
            "meetings",
            meeting_for,
            _meeting,
            MeetingOut,
            MEETINGS,
            verbs=("meetings.correct", "meetings.strike"),
            creates=(Creates("meetings.record", "organisation_id", host_for),),
        )
    )
}
