"""The working calendar: holidays, swapped workdays, leap days, and counting that agrees with itself."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingwei.config.env import BadEnvironment
from jingwei.config.rules import read
from jingwei.kernel.workdays import Workdays, after, is_workday, workdays

DAYS = st.dates(date(2021, 12, 1), date(2027, 2, 1))
CALENDARS = st.one_of(
    st.builds(workdays),
    st.builds(Workdays, st.frozensets(DAYS, max_size=40), st.frozensets(DAYS, max_size=40)),
)


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (date(2026, 2, 14), True),  # a Saturday worked for the Spring Festival
        (date(2026, 2, 16), False),
        (date(2026, 2, 23), False),
        (date(2026, 2, 24), True),
        (date(2026, 2, 28), True),
        (date(2024, 2, 29), True),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
        (date(2031, 10, 1), True),  # a year that nobody has published knows weekends alone
    ],
)
def test_holidays_and_swapped_days_are_known(day: date, is_one: bool) -> None:
    assert is_workday(day) is is_one


def test_five_working_days_pass_over_a_holiday_and_a_swapped_day() -> None:
    assert after(date(2026, 9, 23), 5) == date(2026, 10, 8)
    assert after(date(2026, 10, 1), 0) == date(2026, 10, 8)
    with pytest.raises(ValueError, match="forwards"):
        after(date(2026, 10, 1), -1)


@given(calendar=CALENDARS, day=DAYS, count=st.integers(1, 60))
def test_counting_days_and_finding_the_day_agree(calendar: Workdays, day: date, count: int) -> None:
    found = calendar.after(day, count)

    assert calendar.is_workday(found)
    assert calendar.between(day, found) == count
    assert calendar.between(day, found - timedelta(days=1)) == count - 1
    assert calendar.after(found, 0) == found
    assert calendar.after(calendar.after(day, count), 1) == calendar.after(day, count + 1)


def test_a_school_adds_a_year_and_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text("workdays:\n  2027: {holidays: [01-01..01-03], worked: [01-09]}\n")
    calendar = read(tmp_path).calendar

    asked = [date(2027, 1, 1), date(2027, 1, 4), date(2027, 1, 9), date(2026, 10, 1)]
    assert [calendar.is_workday(day) for day in asked] == [False, True, True, False]


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("2027: {holidays: [02-30]}", "day is out of range"),
        ("2027: {holidays: [05-05..05-01]}", "05-05..05-01 ends before it begins"),
        ("2027: {holidays: [01-01], worked: [01-01]}", "2027-01-01 is both holiday and worked"),
        ("1927: {holidays: [01-01]}", "workdays: 1927"),
    ],
)
def test_a_day_that_cannot_be_stops_the_start_by_name(tmp_path: Path, told: str, named: str) -> None:
    (tmp_path / "rules.yaml").write_text(f"workdays:\n  {told}\n")

    with pytest.raises(BadEnvironment, match=named):
        read(tmp_path)
