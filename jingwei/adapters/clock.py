"""The time: one clock for the whole house, in the university's zone, that a test or a simulation can set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from jingwei.kernel.errors import Invalid

ZONE = ZoneInfo("Asia/Shanghai")
_set_to: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The present moment, with offset."""
    return _set_to.get() or datetime.now(ZONE)


def today() -> date:
    """The present day in Asia/Shanghai."""
    return now().astimezone(ZONE).date()


def end_of(day: date) -> datetime:
    """The first moment after a day in Asia/Shanghai."""
    return datetime.combine(day + timedelta(days=1), time(), ZONE)


def last_month(day: date) -> date:
    """The first day of the month before that of a day: what was held since may still be recorded."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def month_of(moment: datetime | date) -> int:
    """The month as yyyymm in Asia/Shanghai."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(ZONE)
    return moment.year * 100 + moment.month


def day_asked(text: str) -> date | None:
    """The day as of which a reader asks (`on=2025-12-31`), None for the present; refused by name where none can be told."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text) if len(text) == len("2025-12-31") else None
    except ValueError:
        day = None
    if day is None:
        raise Invalid.field("on", _("日期写成 2025-12-31。"))
    if day > today():
        raise Invalid.field("on", _("还没到这一天。将来的变动写在组织页的“计划变更”里。"))
    return day


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
