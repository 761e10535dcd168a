"""What the verbs of deciding share: a step taken, its record, and the item held while it is heard."""

from __future__ import annotations

from typing import Any

from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotAllowed
from jingwei.kernel.events import Event
from jingwei.kernel.packs import registry
from jingwei.mechanisms.meetings.flow import AGENDA_ITEM, HEARING, MEETING
from jingwei.mechanisms.meetings.models import AgendaItem, Hearing, Meeting
from jingwei.mechanisms.meetings.rules import may_be_heard

LONGEST_TITLE, LONGEST_REASON, LONGEST_PROPOSAL, LONGEST_MINUTE = 80, 200, 2000, 1000
CLAUSES = ("3.3a", "3.3b")


def item_moved(
    item: AgendaItem, actor: Actor, step: str, event: Event, *, to: str | None = None, **values: Any
) -> AgendaItem:
    """Take a step of the flow of items, keep the values with it, and leave the record of `event`."""
    item.state = AGENDA_ITEM.advance(item.state, step, to=to)
    for name, value in values.items():
        setattr(item, name, value)
    item.version += 1
    item.save()
    tags = (f"kind:{item.kind}", *(("exception:item",) if item.seconded_by_id else ()))
    record(event, actor=actor, subject=item, tags=tags, clauses=("3.3a",))
    return item


def meeting_moved(
    meeting: Meeting,
    actor: Actor,
    step: str,
    event: Event,
    *,
    to: str | None = None,
    result: str = "",
    **values: Any,
) -> Meeting:
    """The same for a meeting."""
    meeting.state = MEETING.advance(meeting.state, step, to=to)
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.version += 1
    meeting.save()
    counts_on = meeting.held_on if result else None
    decides = registry.body(meeting.body).deciding is not None
    record(
        event,
        actor=actor,
        subject=meeting,
        result=result,
        tags=meeting.tags,
        clauses=CLAUSES if decides else (),
        counts_on=counts_on,
    )
    return meeting


def hearing_moved(
    hearing: Hearing, actor: Actor, step: str, event: Event, *, to: str | None = None, **values: Any
) -> Hearing:
    """The same for an item at a meeting."""
    hearing.state = HEARING.advance(hearing.state, step, to=to)
    for name, value in values.items():
        setattr(hearing, name, value)
    hearing.version += 1
    hearing.save()
    tags = (*hearing.meeting.tags, *(("exception:item",) if hearing.is_exception else ()))
    record(event, actor=actor, subject=hearing, tags=tags, clauses=("3.3a",))
    return hearing


def item_held(hearing: Hearing, actor: Actor) -> AgendaItem:
    """The item of a hearing under a lock, still studied as it has to be: its paper cannot change until we are done."""
    item = AgendaItem.objects.select_for_update(of=("self",), no_key=True).get(pk=hearing.item_id)
    hearing.item = item
    _require(may_be_heard(actor, hearing))
    return item


def _require(reason: Reason | None) -> None:
    if reason is not None:
        raise NotAllowed("rule", reason.message, clause=reason.clause)
