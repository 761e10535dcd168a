"""When something may leave the page: by property over any choice, and bounded over a year."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from jingwei.adapters.clock import ZONE
from jingwei.kernel.notices import Press
from jingwei.kernel.workdays import is_workday
from jingwei.mechanisms.notices.models import NoticePreference
from jingwei.mechanisms.notices.rules import GATHER, is_hushed, is_quiet, leaving, next_waking

HOURS = st.times().map(lambda each: each.replace(second=0, microsecond=0))
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)).map(lambda m: m.replace(tzinfo=ZONE))
CHOICES = st.builds(
    NoticePreference, quiet_from=HOURS, quiet_until=HOURS, rests=st.booleans(), digest_at=HOURS
)


@given(MOMENTS, CHOICES)
def test_what_can_wait_leaves_in_a_waking_moment_and_no_later_than_it_must(
    moment: datetime, chosen: NoticePreference
) -> None:
    leaves = leaving(Press.SOON, moment, chosen)

    assert leaves is not None
    assert leaves >= moment + GATHER
    assert not is_quiet(leaves, chosen)
    steps = [moment + GATHER + timedelta(minutes=30 * n) for n in range(2000)]
    earlier = [each for each in steps if each < leaves]
    assert all(is_quiet(each, chosen) for each in earlier)


@given(MOMENTS, CHOICES)
def test_the_message_of_the_day_leaves_at_its_hour_on_the_first_day_that_suits(
    moment: datetime, chosen: NoticePreference
) -> None:
    assume(not is_hushed(chosen.digest_at, chosen))
    leaves = leaving(Press.DAILY, moment, chosen)

    assert leaves is not None
    assert leaves >= moment
    assert leaves.timetz().replace(tzinfo=None) == chosen.digest_at
    between = [moment.date() + timedelta(days=n) for n in range((leaves.date() - moment.date()).days + 1)]
    fitting = [
        day
        for day in between
        if (not chosen.rests or is_workday(day)) and datetime.combine(day, chosen.digest_at, ZONE) >= moment
    ]
    assert fitting == [leaves.date()]


@given(MOMENTS, CHOICES)
def test_what_cannot_wait_leaves_at_once_and_what_stays_never_does(
    moment: datetime, chosen: NoticePreference
) -> None:
    assert leaving(Press.NOW, moment, chosen) == moment
    assert leaving(Press.PAGE, moment, chosen) is None


def test_without_a_choice_nights_and_days_of_rest_are_quiet() -> None:
    default = NoticePreference()
    year = [datetime(2026, 1, 1, tzinfo=ZONE) + timedelta(hours=n) for n in range(365 * 24)]

    waking = [each for each in year if not is_quiet(each, default)]

    assert {each.hour for each in waking} == set(range(7, 21))
    assert {each.date() for each in waking} == {each.date() for each in year if is_workday(each.date())}


def test_the_quiet_ends_on_the_very_minute() -> None:
    chosen = NoticePreference(quiet_from=time(12), quiet_until=time(14), rests=False)
    noon = datetime(2026, 5, 18, 12, 0, tzinfo=ZONE)

    assert next_waking(noon, chosen) == noon.replace(hour=14)
    assert next_waking(noon - timedelta(minutes=1), chosen) == noon - timedelta(minutes=1)
