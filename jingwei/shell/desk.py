"""The desk: what waits for the post in use, in the order a good assistant would lay it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Hanging, Waiting
from jingwei.kernel.errors import Text
from jingwei.kernel.manifest import installed
from jingwei.shell.queries import ASLEEP

SOON = timedelta(days=3)
TEAM = "matters.assign_task"
"""Who gives out the work may see what hangs where."""
LATE, TODAY, ANSWER, COMING, KNOWN = "late", "today", "answer", "coming", "known"
LABELS: dict[str, Text] = {
    LATE: _l("过期了"),
    TODAY: _l("今天到期"),
    ANSWER: _l("等你答复"),
    COMING: _l("接下来"),
    KNOWN: _l("知道就行"),
}
LATER: dict[str, Text] = {
    "tomorrow": _l("明天再看"),
    "workday": _l("下个工作日再看"),
    "week": _l("一周后再看"),
}


@dataclass(frozen=True)
class Group:
    """Things of one bearing: `late`, `today`, `answer`, `coming` or `known`, those due first before the others."""

    name: str
    label: Text
    items: tuple[Waiting, ...]


@dataclass(frozen=True)
class Desk:
    """What waits, by its bearing; `asleep` is what was put off, with the day it comes back."""

    today: date
    groups: tuple[Group, ...]
    asleep: tuple[tuple[Waiting, date], ...] = ()

    @property
    def items(self) -> tuple[Waiting, ...]:
        """All that waits, in order."""
        return tuple(item for group in self.groups for item in group.items)

    @property
    def count(self) -> int:
        """How many of them want something done."""
        return sum(not item.known for item in self.items)

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

    def put_off_to(self, item: Waiting) -> dict[str, Text]:
        """How far a thing may be put off, by name: what is late or due today comes back tomorrow."""
        pressing = item.due is not None and item.due <= self.today
        return {"tomorrow": LATER["tomorrow"]} if pressing else LATER


def desk_for(actor: Actor) -> Desk:
    """The desk of the post in use, gathered from the rooms."""
    today = clock.today()
    gathered = [item for room in installed() if room.waiting for item in room.waiting(actor)]
    until = asleep_of(actor, today) if gathered else {}
    asleep = tuple((item, until[item.key]) for item in gathered if item.key in until)
    return Desk(today, laid(today, (item for item in gathered if item.key not in until)), asleep)


@dataclass(frozen=True)
class Place:
    """A person, a post or an organisation, and what hangs there."""

    where: str
    things: tuple[Hanging, ...]

    @property
    def late(self) -> int:
        """How many of them are past their day."""
        return sum(thing.late for thing in self.things)


def team_of(actor: Actor) -> tuple[Place, ...]:
    """What hangs where below the post in use: by person and by organisation, in the order the rooms name them."""
    places: dict[str, list[Hanging]] = {}
    for room in installed():
        for thing in room.hanging(actor) if room.hanging else ():
            places.setdefault(thing.where, []).append(thing)
    return tuple(Place(where, tuple(things)) for where, things in places.items())


def asleep_of(actor: Actor, today: date) -> dict[str, date]:
    """What the account put off beyond today, and until when."""
    if actor.account_id is None:
        return {}
    return {row["item"]: row["until"] for row in ASLEEP(actor.account_id, today)}


def laid(today: date, items: Iterable[Waiting]) -> tuple[Group, ...]:
    """Things under their bearings on a day, the most pressing first; bearings without things are left out."""
    by_name: dict[str, list[Waiting]] = {name: [] for name in LABELS}
    for item in items:
        by_name[_bearing(today, item)].append(item)
    far = date.max
    return tuple(
        Group(name, LABELS[name], tuple(sorted(found, key=lambda each: (each.due or far, each.minutes))))
        for name, found in by_name.items()
        if found
    )


def _bearing(today: date, item: Waiting) -> str:
    if item.known:
        return KNOWN
    if item.due is not None and item.due <= today:
        return LATE if item.due < today else TODAY
    return ANSWER if item.answer else COMING
