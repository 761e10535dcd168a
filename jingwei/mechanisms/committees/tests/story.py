"""A committee of the School of the small world, and a nomination as far along its way as a test wants it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.kernel.actor import Actor
from jingwei.kernel.notices import TELLINGS
from jingwei.mechanisms.committees import actions
from jingwei.mechanisms.committees.models import Committee, CommitteeSeat
from tests.support.world import World

TODAY = date(2026, 4, 10)
GROUNDS, FINDING = "在智能农机方向带了六年团队", "查到的都符合"
COUNT: dict[str, Any] = {"present": 8, "yes": 6, "no": 1, "abstained": 1}
NAME = "机械工程学院学位评定委员会"


@dataclass
class Story:
    """The committee with whoever acts on both sides."""

    world: World
    committee: Committee

    def actor(self, account: str) -> Actor:
        """Whoever acts."""
        return self.world.actor(account)

    def nominated(self, account: str = "branch", *, by: str = "faculty") -> CommitteeSeat:
        """Somebody nominated by the Party side."""
        person = self.world.people[account]
        return actions.nominate(self.committee, actor=self.actor(by), person=person, grounds=GROUNDS)

    def eligible(self, account: str = "branch", *, by: str = "faculty") -> CommitteeSeat:
        """The same, found eligible by the dean."""
        return actions.find_eligible(
            self.nominated(account, by=by), actor=self.actor("dean"), finding=FINDING
        )

    def carried(self, account: str = "branch", *, by: str = "faculty") -> CommitteeSeat:
        """The same, voted for."""
        return actions.vote_on_nominee(self.eligible(account, by=by), actor=self.actor("dean"), **COUNT)

    def seated(self, account: str = "branch", *, by: str = "faculty", **more: Any) -> CommitteeSeat:
        """The same, in a term."""
        return actions.seat_nominee(self.carried(account, by=by), actor=self.actor("dean"), **more)

    def get(self, account: str, seat: CommitteeSeat | None = None, step: str = "") -> Any:
        """A page of the committee or of a seat."""
        return self.world.client(account).get(self._at(seat, step))

    def post(self, account: str, step: str, seat: CommitteeSeat | None = None, **typed: Any) -> Any:
        """What the form of a verb was sent with."""
        return self.world.client(account).post(self._at(seat, step), typed)

    def api(self, account: str, path: str, **body: Any) -> Any:
        """A verb by API."""
        client = self.world.client(account)
        return client.post(f"/api/v1/{path}", body, content_type="application/json")

    def _at(self, seat: CommitteeSeat | None, step: str) -> str:
        at = f"/committees/{self.committee.pk}/" + (f"seats/{seat.pk}/" if seat else "")
        return f"{at}{step}/" if step else at

    def told(self, verb: str) -> list[tuple[str, set[str]]]:
        """What the last record of a verb says to whom."""
        names = {person.pk: account for account, person in self.world.people.items()}
        record = Record.objects.filter(verb=verb).latest("seq")
        return [(each.worded(record), {names[pk] for pk in each.whom(record)}) for each in TELLINGS[verb]]


def fresh(row: Any) -> Any:
    """The same row, read anew."""
    return type(row).objects.get(pk=row.pk)


def sentence(subject: Any, *, personal: bool = True) -> str:
    """The last record about something as it reads."""
    return sentences(list(records_about(subject)), personal=personal)[-1][1]


def last(subject: Any) -> Record:
    """The last record about something."""
    return list(records_about(subject))[-1]


@contextmanager
def committee_of(world: World, *, today: date = TODAY) -> Iterator[Story]:
    """A degree committee of the School, the clock held at `today`."""
    with clock_at(today):
        made = actions.found_committee(world["faculty"], actor=world.actor("dean"), kind="degree-committee")
        yield Story(world, made)
