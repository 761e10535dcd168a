"""Old minutes over the API: taken over with their file."""

from __future__ import annotations

from datetime import date
from typing import Any

from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import Answer, Creates, Resource, router_of
from jingwei.mechanisms.meetings.queries.old_minutes import OLD, old_minutes_one_for, taken_by


class OldMinutesOut(Answer):
    """Minutes from before the platform, as they stood in a file, which is among the attachments; they count in nothing."""

    id: int
    organisation_id: int
    body: str
    held_on: date
    topic: str
    present: str
    text: str
    digest: str
    state: str
    reason: str
    taken_name: str
    taken_on: date
    version: int


def _minutes(actor: Actor, minutes: Any) -> dict[str, Any]:
    return {name: getattr(minutes, name) for name in OldMinutesOut.model_fields}


routers = {
    "old-minutes": router_of(
        Resource(
            "old-minutes",
            old_minutes_one_for,
            _minutes,
            OldMinutesOut,
            OLD,
            verbs=("old_minutes.strike",),
            creates=(Creates("old_minutes.take_in", "organisation_id", taken_by),),
        )
    ),
}
