"""A study session of the branch that ended in two action items, and a dispatch of the School."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from jingwei.adapters.clock import clock_at
from jingwei.foundation.action_items.actions import Settled, hold_occasion
from jingwei.foundation.action_items.models import ActionItem, Occasion
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.kernel.actor import Actor
from tests.support.world import World

HELD, TODAY, DUE = date(2026, 4, 9), date(2026, 4, 10), date(2026, 5, 8)
TOPIC, TEXT, OTHER = "黑土地保护的论述", "到向阳村看三块地", "把播种机说明写成一页纸"


@dataclass
class Story:
    """The occasion with its items, and who plays in it."""

    world: World
    occasion: Occasion

    @property
    def item(self) -> ActionItem:
        """The first item, read anew: it is the member's."""
        return ActionItem.objects.filter(occasion=self.occasion).earliest("pk")

    @property
    def other(self) -> ActionItem:
        """The second item: it is the secretary's own."""
        return ActionItem.objects.filter(occasion=self.occasion).latest("pk")

    def actor(self, account: str) -> Actor:
        """Whoever acts."""
        return self.world.actor(account)


def items(world: World) -> list[Settled]:
    """The two that the story settles."""
    return [
        Settled(TEXT, world.people["member"].pk, DUE),
        Settled(OTHER, world.people["branch"].pk, DUE),
    ]


@contextmanager
def studied(world: World, *, today: date = TODAY, **more: Any) -> Iterator[Story]:
    """The branch has studied, the clock held at `today`."""
    with clock_at(today):
        values: dict[str, Any] = {"kind": "study", "topic": TOPIC, "held_on": HELD, "items": items(world)}
        held = hold_occasion(world["branch"], actor=world.actor("branch"), **(values | more))
        yield Story(world, held)


def last(subject: Any) -> Record:
    """The latest record about an occasion or an item."""
    return list(records_about(subject))[-1]


def sentence(subject: Any) -> str:
    """The same as it reads."""
    return sentences(list(records_about(subject)))[-1][1]
