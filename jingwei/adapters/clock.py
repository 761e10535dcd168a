"""The time: one clock for the whole house, in the university's zone, that a test or a simulation can set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")
_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The present moment, with offset."""
    return _set_to.get() or datetime.now(ZONE)


def today() -> date:
    """The present day in Asia/Shanghai."""
    return now().astimezone(ZONE).date()


def month_of(moment: datetime | date) -> int:
    """The month as yyyymm in Asia/Shanghai."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(ZONE)
    return moment.year * 100 + moment.month


@contextmanager
def clock_at(moment: datetime | date) -> Iterator[None]:
    """Hold the clock at a moment (a day means its noon)."""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day, tzinfo=ZONE) + timedelta(hours=12)
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
