"""What all verbs on a seat need: a step taken, kept with its values, and recorded."""

from __future__ import annotations

from typing import Any

from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actor import Actor
from jingwei.kernel.events import Event
from jingwei.mechanisms.committees.flow import COMMITTEE_SEAT
from jingwei.mechanisms.committees.models import CommitteeSeat
from jingwei.mechanisms.committees.rules import CLAUSE

LONGEST_SENTENCE = 200


def moved(
    seat: CommitteeSeat,
    actor: Actor,
    event: Event,
    *,
    to: str | None = None,
    result: str = "",
    **values: Any,
) -> CommitteeSeat:
    """Take the step of the event's verb, keep the values with it, and leave its record."""
    seat.state = COMMITTEE_SEAT.advance(seat.state, event.verb.partition(".")[2], to=to)
    for name, value in values.items():
        setattr(seat, name, value)
    seat.version += 1
    seat.save()
    record(
        event,
        actor=actor,
        subject=seat,
        result=result,
        tags=(f"kind:{seat.committee.kind}",),
        clauses=(CLAUSE,),
    )
    return seat
