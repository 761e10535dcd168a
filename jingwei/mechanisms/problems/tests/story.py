"""A problem of the branch, named by the School, as far along its way as a test wants it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.matters.models import Matter
from jingwei.kernel.actor import Actor
from jingwei.kernel.notices import TELLINGS
from jingwei.mechanisms.problems import actions
from jingwei.mechanisms.problems.models import Problem
from tests.support.world import World

TODAY, DUE = date(2026, 4, 10), date(2026, 6, 30)
TEXT, CHANGED, NAMED = "实验课和支部活动各做各的", "实验课和主题党日排在了一起", "2026 年教学例会纪要"
MATTER: dict[str, Any] = {
    "type": "general",
    "title": TEXT,
    "starts": date(2026, 4, 13),
    "due": date(2026, 12, 31),
    "functions": ["teaching"],
    "guarantees": ["thought"],
    "orientations": [],
}


@dataclass
class Story:
    """The world with whoever acts in it."""

    world: World

    def actor(self, account: str) -> Actor:
        """Whoever acts."""
        return self.world.actor(account)

    def named(
        self, by: str = "faculty", at: str = "faculty_party", party: str = "branch", **more: Any
    ) -> Problem:
        """A problem of a Party organisation."""
        about: dict[str, Any] = {
            "text": TEXT,
            "party": self.world[party],
            "source": "inspection",
            "due": DUE,
        } | more
        return actions.name_problem(self.world[at], actor=self.actor(by), **about)

    def carried(self) -> Problem:
        """The same, made a matter by the branch and its team."""
        problem = self.named()
        return actions.open_matter_from_problem(
            problem, actor=self.actor("branch"), partner=self.world["team"], **MATTER
        )

    def reported(self) -> Problem:
        """One reported solved, shown by a record that is named."""
        return actions.report_problem(self.named(), actor=self.actor("branch"), text=CHANGED, shown_by=NAMED)

    def closed(self) -> Problem:
        """The same, found solved by the School."""
        return actions.close_problem(self.reported(), actor=self.actor("faculty"))

    def get(self, account: str, at: str) -> Any:
        """A page."""
        return self.world.client(account).get(at)

    def post(self, account: str, at: str, **typed: Any) -> Any:
        """What a form was sent with."""
        return self.world.client(account).post(at, typed)

    def api(self, account: str, path: str, **body: Any) -> Any:
        """A verb by API."""
        client = self.world.client(account)
        return client.post(f"/api/v1/{path}", body, content_type="application/json")

    def told(self, verb: str) -> list[tuple[str, set[str]]]:
        """What the last record of a verb says to whom."""
        names = {person.pk: account for account, person in self.world.people.items()}
        record = Record.objects.filter(verb=verb).latest("seq")
        return [(each.worded(record), {names[pk] for pk in each.whom(record)}) for each in TELLINGS[verb]]


def sentence(subject: Any) -> str:
    """The last record about something as it reads."""
    return sentences(list(records_about(subject)))[-1][1]


def last(subject: Any) -> Record:
    """The last record about something."""
    return list(records_about(subject))[-1]


def matter_closed(matter: Matter) -> None:
    """The matter stands as inspected and closed."""
    Matter.objects.filter(pk=matter.pk).update(state="closed", ended_on=TODAY)


@contextmanager
def story_of(world: World) -> Iterator[Story]:
    """The world on a day in April."""
    with clock_at(TODAY):
        yield Story(world)
