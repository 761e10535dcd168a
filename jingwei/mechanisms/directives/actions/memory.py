"""What all verbs here need: a sentence that was really written, a step taken with its day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.kernel.actor import Actor
from jingwei.mechanisms.directives.flow import RECEIPT
from jingwei.mechanisms.directives.models import Receipt

LONGEST_TITLE, LONGEST_SENTENCE, LONGEST_REASON = 80, 300, 200
LONGEST_TEXT = 5000
"""Characters of an ordinary paper (整治形式主义为基层减负若干规定)."""


def moved(
    receipt: Receipt, actor: Actor, step: str, event: Any, *, tags: Sequence[str] = (), **values: Any
) -> Receipt:
    """Take a step of the flow, keep the values with it, and leave the record of `event`."""
    receipt.state = RECEIPT.advance(receipt.state, step)
    changed = {"moved_on": clock.today(), **values}
    for name, value in changed.items():
        setattr(receipt, name, value)
    receipt.version += 1
    receipt.save(update_fields=["state", "version", *changed])
    told = event(by=receipt.name)
    record(told, actor=actor, subject=receipt, tags=tags, clauses=receipt.directive.cited)
    return receipt
