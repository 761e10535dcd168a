"""The desk: what waits for the post in use, in the order a good assistant would lay it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from jingwei.adapters import clock
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Waiting
from jingwei.kernel.manifest import installed

SOON = timedelta(days=3)


@dataclass(frozen=True)
class Desk:
    """The things that wait, those overdue first, then by due day; `minutes` is what all cost together."""

    today: date
    items: tuple[Waiting, ...]

    @property
    def minutes(self) -> int:
        """What answering everything costs."""
        return sum(item.minutes for item in self.items)

    def state(self, item: Waiting) -> str:
        """`late`, `wait` (due soon) or nothing."""
        if item.due is None or item.due > self.today + SOON:
            return ""
        return "late" if item.due < self.today else "wait"

    def days(self, item: Waiting) -> int:
        """Days to go; negative for days past."""
        return (item.due - self.today).days if item.due else 0

    @property
    def rows(self) -> list[tuple[Waiting, str, int]]:
        """Each item with its state and its days, for the page."""
        return [(item, self.state(item), self.days(item)) for item in self.items]


def desk_for(actor: Actor) -> Desk:
    """The desk of the post in use, gathered from the rooms."""
    far = date.max
    gathered = [item for room in installed() if room.waiting for item in room.waiting(actor)]
    return Desk(clock.today(), tuple(sorted(gathered, key=lambda item: (item.due or far, item.minutes))))
