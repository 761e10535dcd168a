"""A School that decides: its seats, an item of a listed kind, and the two meetings on its way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.organisations.actions import make_appointment
from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.kernel.actor import Actor
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import AgendaItem, Hearing, Meeting
from tests.support.world import BUILDER, World

TODAY = date(2026, 4, 10)
LATER = datetime(2026, 4, 10, 14, 0, tzinfo=clock.ZONE)
TITLE, ASKED = "教师引进方案", "引进两名农机装备方向的教师，先试讲再面谈。"
PARTY, JOINT = "party-meeting", "joint-meeting"
SEATS = (
    ("head", "committee-member", "faculty_party"),
    ("branch", "committee-member", "faculty_party"),
    ("member", "vice-dean", "faculty"),
)
"""Who sits beside the secretary and the dean: three with a vote in either body."""


@dataclass
class School:
    """The School of the world with its seats taken."""

    world: World
    posts: dict[str, str] = field(default_factory=dict)

    def actor(self, account: str) -> Actor:
        """Whoever acts, in the seat where there is one."""
        key = self.posts.get(account)
        if key is None:
            return self.world.actor(account)
        found = actor_in_post(self.world.accounts[account].pk, key)
        assert found is not None
        return found

    def item(self, *, ready: bool = True, **more: Any) -> AgendaItem:
        """An item that the organiser proposed, agreed to by the secretary."""
        values = {"title": TITLE, "kind": "teachers", "proposal": ASKED} | more
        made = actions.propose_item(self.world["faculty_party"], actor=self.actor("organizer"), **values)
        return actions.approve_item(made, actor=self.actor("faculty")) if ready else made

    def meeting(self, body: str, **more: Any) -> Meeting:
        """A meeting that is being prepared."""
        values: dict[str, Any] = {"body": body, "starts_at": LATER} | more
        return actions.convene_meeting(self.world["faculty_party"], actor=self.actor("organizer"), **values)

    def called(self, body: str, *items: AgendaItem) -> Meeting:
        """The same with these items, its notice sent."""
        meeting = self.meeting(body)
        for each in items:
            actions.enter_item(fresh(each), actor=self.actor("organizer"), meeting=meeting)
        return actions.send_meeting(meeting, actor=self.actor("organizer"))

    def opened(self, body: str, *items: AgendaItem, absent: tuple[str, ...] = ()) -> Meeting:
        """The same, opened with all there but some."""
        meeting = self.called(body, *items)
        here = [seat.person_id for seat in meeting.seats.all()]
        gone = {self.world.people[account].pk for account in absent}
        keeper = self.actor("organizer")
        meeting = actions.keep_roster(
            meeting, actor=keeper, present=[each for each in here if each not in gone], leave=sorted(gone)
        )
        return actions.open_meeting(meeting, actor=keeper)

    def heard(self, body: str, *items: AgendaItem) -> Hearing:
        """The first item being heard there."""
        meeting = self.opened(body, *items)
        return actions.begin_hearing(
            Hearing.objects.filter(meeting=meeting).earliest("position"), actor=self.actor("organizer")
        )

    def passed(self, body: str, item: AgendaItem, **more: Any) -> Hearing:
        """It, carried by all there."""
        hearing = self.heard(body, item)
        values: dict[str, Any] = {"manner": "hands", "yes": 3, "resolution": "同意"}
        if body == JOINT:
            values |= {"person": self.world.people["member"], "due": TODAY + timedelta(days=30)}
        return actions.resolve_hearing(hearing, actor=self.actor("organizer"), **(values | more))

    def studied(self, item: AgendaItem) -> AgendaItem:
        """The item, studied by the Party organisation, whose meeting is closed."""
        hearing = self.passed(PARTY, item)
        actions.close_meeting(hearing.meeting, actor=self.actor("organizer"))
        return fresh(item)


def fresh(row: Any) -> Any:
    """The same row, read anew."""
    return type(row).objects.get(pk=row.pk)


@contextmanager
def school_of(world: World, *, today: date = TODAY) -> Iterator[School]:
    """The School, the clock held at `today`."""
    with clock_at(today):
        school = School(world)
        for account, role, at in SEATS:
            make_appointment(world[at], actor=BUILDER, person=world.people[account], role=role)
            keys = [each.key for each in posts_of(world.accounts[account].pk)]
            school.posts[account] = next(key for key in keys if key != world.posts[account])
        yield school


def last(subject: Any) -> Record:
    """The latest record about something."""
    return list(records_about(subject))[-1]


def sentence(subject: Any) -> str:
    """The same as it reads."""
    return sentences(list(records_about(subject)))[-1][1]
