"""What holds in which days: the one way to ask it of rows with `since` and `until`, both inclusive."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F, Q

DAY = timedelta(days=1)
ON_TIME, LATE = "on-time", "late"


def punctual(day: date | None, due: date) -> str:
    """`on-time` or `late`; what has not happened is late."""
    return ON_TIME if day is not None and day <= due else LATE


def in_force(on: date, prefix: str = "") -> Q:
    """The condition on dated rows that hold on a day; `until` None is a row without end."""
    return Q(**{f"{prefix}since__lte": on}) & _going(on, prefix)


def overlaps(since: date, until: date | None, prefix: str = "") -> Q:
    """The condition on dated rows that hold on some day of a span; `until` None is a span without end."""
    going = _going(since, prefix)
    return going & Q(**{f"{prefix}since__lte": until}) if until else going


def a_day_or_more(prefix: str = "") -> Q:
    """The condition on dated rows that hold at all: one that ends before it begins never did."""
    return Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": F(f"{prefix}since")})


def _going(on: date, prefix: str) -> Q:
    return Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": on})
