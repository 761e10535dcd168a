"""Decides on which days work is done: hardly in the holidays of winter and summer, seldom at weekends."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from random import Random

from jingwei.adapters import clock

WINTER, SUMMER = ((1, 15), (2, 25)), ((7, 16), (8, 24))
HOT = (6, 7, 12, 1)
"""Months at the end of a term, when more falls due than is met."""


def quiet(day: date) -> bool:
    """Whether a day lies in the holidays."""
    return any(first <= (day.month, day.day) <= last for first, last in (WINTER, SUMMER))


class Days:
    """The working days around two years, counted on from the first."""

    def __init__(self, random: Random, first: date, last: date) -> None:
        self.random = random
        span = (first + timedelta(days=n) for n in range((last - first).days + 1))
        self.list = [day for day in span if random.random() < self._share(day)]

    @staticmethod
    def _share(day: date) -> float:
        if quiet(day):
            return 0.08
        return 1.0 if day.weekday() < 5 else 0.12

    def at(self, number: float) -> date:
        """The working day of that number."""
        return self.list[min(max(int(number), 0), len(self.list) - 1)]

    def number(self, day: date) -> int:
        """The number of the first working day from a day on."""
        return bisect_left(self.list, day)

    def moment(self, number: float) -> datetime:
        """A moment in office hours of a working day."""
        start = datetime.combine(self.at(number), time(8, 30), clock.ZONE)
        return start + timedelta(seconds=self.random.randrange(9 * 3600))
