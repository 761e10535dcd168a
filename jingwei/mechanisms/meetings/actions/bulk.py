"""The bulk door: many meetings at once, leaving the rows and records that the verb would leave, without names.

For the demo and for bringing in years that happened elsewhere. It asks no grant and no rule; a test holds it equal to the verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import Entry, record_many
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actor import Actor
from jingwei.kernel.bulk import insert_many, reserve_ids
from jingwei.kernel.posts import post_kept
from jingwei.mechanisms.meetings import events
from jingwei.mechanisms.meetings.actions.recording import result_of
from jingwei.mechanisms.meetings.models import Meeting

COLUMNS = "id university_id organisation_id body held_on topic outcome guests expected present counts state reason".split()
COLUMNS += "recorded_name recorded_post recorded_on version room chair_reason".split()


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that was held, and when it was recorded by whom."""

    organisation: Organisation
    body: str
    held_on: date
    topic: str
    outcome: str
    expected: int
    present: int
    counts: bool
    actor: Actor
    at: datetime


def record_many_meetings(university_id: int, helds: Sequence[Held]) -> int:
    """Write all of them, in the order in which they were recorded; returns how many."""
    made = [
        Meeting(
            pk=pk,
            university_id=university_id,
            organisation=each.organisation,
            body=each.body,
            held_on=each.held_on,
            topic=each.topic,
            outcome=each.outcome,
            expected=each.expected,
            present=each.present,
            counts=each.counts,
            recorded_name=each.actor.name,
            recorded_post=post_kept(each.actor),
            recorded_on=each.at.astimezone(clock.ZONE).date(),
        )
        for pk, each in zip(reserve_ids(Meeting, len(helds)), helds, strict=True)
    ]
    insert_many(Meeting, COLUMNS, ([getattr(each, name) for name in COLUMNS] for each in made))
    return record_many(_entry(meeting, each) for meeting, each in zip(made, helds, strict=True))


def _entry(meeting: Meeting, held: Held) -> Entry:
    return Entry.about(
        meeting,
        events.told_of(meeting),
        held.actor,
        at=held.at,
        result=result_of(meeting),
        tags=meeting.tags,
        counts_on=meeting.held_on,
    )
