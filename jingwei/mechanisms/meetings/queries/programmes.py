"""What a pack lets a branch do on its members' own dates: whose political birthday falls into a month, and the steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from jingwei.adapters import clock
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs.spec import Body, Programme
from jingwei.mechanisms.meetings.queries.held import bodies_of, expected_at, hosts_for


@dataclass(frozen=True)
class Birthday:
    """Somebody joined the Party on this day of the month, so many years ago."""

    name: str
    day: int
    years: int


@dataclass(frozen=True)
class Run:
    """A programme of the pack with those for whom it is run in a month, read by who records alone."""

    programme: Programme
    birthdays: tuple[Birthday, ...]


def runs_in(body: Body, people: Iterable[Any], day: date) -> list[Run]:
    """The programmes of a body for which somebody has the day in that month."""
    birthdays = tuple(
        sorted(
            (
                Birthday(each.name, each.joined_on.day, day.year - each.joined_on.year)
                for each in people
                if each.joined_on and each.joined_on.month == day.month and each.joined_on.year < day.year
            ),
            key=lambda each: each.day,
        )
    )
    return [Run(each, birthdays) for each in body.programmes] if birthdays else []


def runs_for(actor: Actor) -> list[tuple[Body, Run]]:
    """What is run this month in the organisation where the actor records."""
    host = next(iter(hosts_for(actor)), None)
    bodies = [body for body in bodies_of(host) if body.programmes] if host else []
    if host is None or not bodies:
        return []
    today = clock.today()
    people = expected_at(host, today)
    return [(body, run) for body in bodies for run in runs_in(body, people, today)]
