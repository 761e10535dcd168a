"""How long things are kept: rooms declare what can go, the rules say after how many days, each night it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import connection

from jingwei.adapters import clock, queue
from jingwei.kernel.errors import Text

NOTED = """
INSERT INTO adapters_clearance (rule, at, gone, total) VALUES (%s, %s, %s, %s)
ON CONFLICT (rule) DO UPDATE
SET at = excluded.at, gone = excluded.gone, total = adapters_clearance.total + excluded.gone
"""
Due = Callable[[datetime], int]
Clear = Callable[[datetime], int]


@dataclass(frozen=True)
class Keep:
    """One kind of thing: how many of it would go that ended before a moment, and the function that lets them go."""

    label: Text
    due: Due
    clear: Clear


KEEPS: dict[str, Keep] = {}


def keeps(rule: str, label: Text, due: Due) -> Callable[[Clear], Clear]:
    """Declare what lets the things of a rule go; it takes the moment before which they ended, and counts them."""

    def declare(clear: Clear) -> Clear:
        KEEPS[rule] = Keep(label, due, clear)
        return clear

    return declare


def days(rule: str) -> int:
    """How many days the things of a rule are kept."""
    found: int = settings.RULES.days[rule]
    return found


def before(rule: str) -> datetime:
    """What ended before this moment goes."""
    return clock.now() - timedelta(days=days(rule))


def apply(rule: str) -> int:
    """Let go what is due under a rule, and note how much it was."""
    gone = KEEPS[rule].clear(before(rule))
    with connection.cursor() as cursor:
        cursor.execute(NOTED, [rule, int(clock.now().timestamp()), gone, gone])
    return gone


@queue.task()
def apply_later(rule: str) -> None:
    """One rule as a piece of work of its own: where it fails, the others go on."""
    apply(rule)


@queue.every_day(time(3, 10))
@queue.task()
def apply_all() -> None:
    """Each night every rule."""
    for rule in sorted(KEEPS):
        apply_later.enqueue(rule)
