"""What the end of a matter means for the action items that it carries on."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from jingwei.foundation.action_items.actions import fulfil_item, give_item_back
from jingwei.foundation.action_items.queries import carried_by
from jingwei.kernel.actor import system
from jingwei.kernel.reactions import when

CLOCKWORK = system("系统", "action_items.fulfil", "action_items.give_back")


def fulfil_many(records: Any) -> None:
    """After a bulk write, one question for all the matters it is about."""
    _after(set(records.values_list("subject_id", flat=True)), fulfil_item)


def give_many_back(records: Any) -> None:
    """The same for matters withdrawn."""
    _after(set(records.values_list("subject_id", flat=True)), give_item_back)


@when("matters.close", many=fulfil_many)
def fulfil_by_itself(record: Any) -> None:
    """What the matter carried on is done; nobody reports it again."""
    _after({record.subject_id}, fulfil_item)


@when("matters.withdraw", many=give_many_back)
def give_back_by_itself(record: Any) -> None:
    """What the matter carried on is to be done otherwise."""
    _after({record.subject_id}, give_item_back)


def _after(matters: Collection[int], verb: Callable[..., Any]) -> None:
    for item in carried_by(CLOCKWORK, matters):
        verb(item, actor=CLOCKWORK)
