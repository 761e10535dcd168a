"""On which days a series falls: computed from what was said once, the holidays of the shipped calendar left out."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingwei.mechanisms.meetings.models import Series
from jingwei.mechanisms.meetings.queries.series import sittings


def days(first: date, count: int = 1, **said: Any) -> list[tuple[str, str]]:
    """Day and the holiday that it leaves out."""
    series = Series(since=date(2026, 1, 1), **said)
    return [(str(each.day), str(each.moved_from or "")) for each in islice(sittings(series, first), count)]


@pytest.mark.parametrize(
    ("said", "first", "day", "moved"),
    [
        ({"nth": 1, "weekday": 5}, date(2026, 5, 1), "2026-05-06", "2026-05-01"),
        ({"nth": 0, "month_day": 31}, date(2026, 1, 1), "2026-01-30", "2026-01-31"),
        ({"nth": 2, "weekday": 6}, date(2026, 9, 1), "2026-09-12", ""),
        ({"nth": 0, "month_day": 12}, date(2026, 9, 1), "2026-09-14", "2026-09-12"),
        ({"nth": 0, "month_day": 31}, date(2026, 6, 1), "2026-06-30", ""),
        ({"nth": 3, "weekday": 4}, date(2026, 4, 17), "2026-05-21", ""),
    ],
)
def test_where_it_falls(said: dict[str, Any], first: date, day: str, moved: str) -> None:
    assert days(first, **said) == [(day, moved)]


def test_not_before_it_was_said() -> None:
    series = Series(since=date(2026, 12, 20), nth=3, weekday=4)

    assert [each.day for each in islice(sittings(series, date(2026, 1, 1)), 2)] == [
        date(2027, 1, 21),
        date(2027, 2, 18),
    ]


@given(
    nth=st.integers(0, 5),
    weekday=st.integers(1, 7),
    month_day=st.integers(1, 31),
    first=st.dates(date(2026, 1, 1), date(2030, 1, 1)),
)
def test_once_a_month_and_in_its_month(nth: int, weekday: int, month_day: int, first: date) -> None:
    series = Series(since=first, nth=nth, weekday=weekday, month_day=month_day)

    found = [each.day for each in islice(sittings(series, first), 13)]

    months = [each.year * 12 + each.month for each in found]
    assert months == list(range(months[0], months[0] + 13))
    assert found[0] >= first
