"""Writes what Schools did in their year through the bulk door, so that it stands in the ledger as the verbs would leave it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from jingwei.foundation.action_items import events as item_events
from jingwei.foundation.ledger.actions import Entry, record_many
from jingwei.foundation.matters.actions.chronicle import Chronicle
from jingwei.foundation.organisations.queries import Organisation
from jingwei.foundation.universities.queries import University
from jingwei.kernel.events import Event
from jingwei.kernel.place import beside
from jingwei.mechanisms.directives import events as directive_events
from jingwei.mechanisms.meetings.events.held import MeetingRecorded
from jingwei.mechanisms.meetings.events.serving import ServiceConfirmed, ServiceDeclined
from jingwei.mechanisms.meetings.events.sitting import HearingResolved
from jingwei.shell.simulation.year.deeds import DAYS, SCHOOL, Directive, Hearing, Item, ThemedDay, Year
from jingwei.shell.simulation.year.life import Calendar, Hands, Life

ANSWERED = 3
"""Days after which those who were served say whether it was so."""
JOINT_MEETING, THEMED_DAY = "body:joint-meeting", "body:themed-day"


@dataclass(frozen=True)
class Standing:
    """A School with its organisations: its own Party organisation and unit first, then branch by branch."""

    parties: tuple[Organisation, ...]
    units: tuple[Organisation, ...]

    def pair(self, place: int) -> tuple[Organisation, Organisation]:
        """The Party organisation and the unit of a place, `SCHOOL` being the School itself."""
        return self.parties[place - SCHOOL], self.units[place - SCHOOL]


class Telling:
    """Tells years of a university.

    Matters come whole, through the chronicle. Of what other rooms do there are the records alone.
    """

    def __init__(self, university: University, hands: Hands, calendar: Calendar) -> None:
        self.hands, self.calendar = hands, calendar
        self.chronicle = Chronicle(university, actor=hands.platform)
        self.entries: list[Entry] = []
        self.subjects = count(1)

    def tell(self, year: Year, school: Standing, friend: Standing | None = None) -> None:
        """Tell the year of a School; a matter with a friend is told as done with the School of that one."""
        for matter in year.matters:
            party, unit = school.pair(matter.place)
            if matter.with_friend and friend is not None:
                unit = friend.units[0]
            Life(self.chronicle, self.hands, self.calendar, matter, party, unit).tell()
        for directive in year.directives:
            self._directive(directive, school)
        for item in year.items:
            self._item(item, school)
        for hearing in year.hearings:
            self._hearing(hearing, school)
        for day in year.days:
            self._themed_day(day, school)

    def write(self) -> int:
        """Write all that was told; returns the records."""
        written = self.chronicle.write() + record_many(sorted(self.entries, key=lambda entry: entry.at))
        self.entries.clear()
        return written

    def _directive(self, told: Directive, school: Standing) -> None:
        own, receipt = school.parties[0], next(self.subjects)
        for day in told.returned:
            event = directive_events.ReceiptReturned(by=own.name, edition=1, reason="请补充")
            self._remember(event, own, "receipt", receipt, day, tags=("from:reported",))
        tags = (
            f"due:{_punctual(on_time=told.on_time)}",
            f"carried:{'matter' if told.as_matter else 'none'}",
            "from:reported",
        )
        closed = directive_events.ReceiptClosed(by=own.name, edition=1)
        self._remember(closed, own, "receipt", receipt, told.settled, tags=tags)

    def _item(self, told: Item, school: Standing) -> None:
        events: dict[str, Event] = {
            "finish": item_events.ActionItemFinished(text="办成了", due=""),
            "fulfil": item_events.ActionItemFulfilled(matter="事项", matter_id=0, due=""),
            "drop": item_events.ActionItemDropped(reason="条件变了"),
        }
        tags = [f"occasion:{told.occasion}"]
        if told.verb != "drop":
            tags.append(f"due:{_punctual(on_time=told.on_time)}")
        subject = next(self.subjects)
        self._remember(events[told.verb], school.parties[0], "actionitem", subject, told.ended, tags=tags)

    def _hearing(self, told: Hearing, school: Standing) -> None:
        event = HearingResolved(
            body="joint-meeting",
            item_id=0,
            paper=1,
            manner="open",
            seats=7,
            present=7,
            yes=7,
            no=0,
            abstained=0,
            spoilt=0,
            outcome="passed",
            is_exception=told.exception,
        )
        tags = (JOINT_MEETING, *(("exception:item",) if told.exception else ()))
        own, unit = school.pair(SCHOOL)
        self._remember(event, own, "hearing", next(self.subjects), told.on, unit, tags=tags)

    def _themed_day(self, told: ThemedDay, school: Standing) -> None:
        branch, unit = school.pair(told.place)
        held_on = str(self.calendar.day(told.on))
        held = MeetingRecorded(
            body="themed-day", held_on=held_on, topic="服务", expected=20, present=18, counts=True
        )
        meeting = next(self.subjects)
        self._remember(held, branch, "meeting", meeting, told.on, tags=(THEMED_DAY,))
        if told.served is None:
            return
        no = ServiceDeclined(whom=unit.name, reason="没有来过")
        event: Event = ServiceConfirmed(whom=unit.name) if told.served else no
        self._remember(event, branch, "service", meeting, told.on + ANSWERED)

    def _remember(
        self,
        event: Event,
        organisation: Organisation,
        kind: str,
        subject: int,
        day: int,
        unit: Organisation | None = None,
        *,
        tags: Sequence[str] = (),
    ) -> None:
        """One record by the platform, where it lies within the year."""
        if 0 <= day < DAYS:
            place = beside(organisation.place, unit.place) if unit else organisation.place
            actor, at = self.hands.platform, self.calendar.moment(day)
            self.entries.append(Entry(event, actor, kind, subject, kind, place, at, tags=tags))


def _punctual(*, on_time: bool) -> str:
    return "on-time" if on_time else "late"
