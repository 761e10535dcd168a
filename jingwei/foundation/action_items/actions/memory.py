"""What all verbs on an action item need: a step taken, with its record."""

from __future__ import annotations

from typing import Any

from jingwei.foundation.action_items.flow import ACTION_ITEM, DONE
from jingwei.foundation.action_items.models import ActionItem
from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import punctual
from jingwei.kernel.events import Event

LONGEST_REASON, LONGEST_OUTCOME = 200, 300


def moved(
    item: ActionItem, actor: Actor, step: str, event: Event, *, result: str = "", **values: Any
) -> ActionItem:
    """Take a step of the flow, keep the values with it, and leave the record of `event`."""
    item.state = ACTION_ITEM.advance(item.state, step)
    for name, value in values.items():
        setattr(item, name, value)
    item.version += 1
    item.save()
    tags = [f"occasion:{item.occasion.kind}"]
    if item.state == DONE:
        tags.append(f"due:{punctual(item.ended_on, item.due)}")
    record(event, actor=actor, subject=item, result=result, tags=tags)
    return item
