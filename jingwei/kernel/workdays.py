"""The working calendar: weekends, public holidays and the weekend days that are worked instead of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from django.conf import settings

WEEKEND = 5
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Workdays:
    """Holidays and weekend days that are worked, of the years that were published; other years know weekends alone."""

    holidays: frozenset[date] = field(default_factory=frozenset)
    worked: frozenset[date] = field(default_factory=frozenset)

    def is_workday(self, day: date) -> bool:
        """Whether work is done on a day."""
        return day in self.worked or (day.weekday() < WEEKEND and day not in self.holidays)

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after a day; 0 gives the day itself where it is one, else the next that is.

        Raises ValueError for a negative count.
        """
        if count < 0:
            raise ValueError("a working day is counted forwards")
        if count == 0:
            day, count = day - DAY, 1
        following = self._from(day + DAY)
        for _each in range(count - 1):
            next(following)
        return next(following)

    def between(self, day: date, later: date) -> int:
        """How many working days there are after a day up to a later one, which counts; 0 where it is not later."""
        return sum(self.is_workday(day + DAY * each) for each in range(1, (later - day).days + 1))

    def _from(self, day: date) -> Iterator[date]:
        while True:
            if self.is_workday(day):
                yield day
            day += DAY


@cache
def workdays() -> Workdays:
    """The calendar of this installation: `workdays` of `rules.yaml`."""
    found: Workdays = settings.RULES.calendar
    return found


def is_workday(day: date) -> bool:
    """Whether work is done on a day, by the calendar of this installation."""
    return workdays().is_workday(day)


def after(day: date, count: int) -> date:
    """The `count`-th working day after a day, by the calendar of this installation; see `Workdays.after`."""
    return workdays().after(day, count)
