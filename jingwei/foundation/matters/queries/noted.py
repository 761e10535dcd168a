"""How the notes of matters came to be there: in which words, how long after the day, and which unit confirmed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Length, TruncDate

from jingwei.adapters import clock
from jingwei.foundation.matters.flow import CONFIRMED, WITHDRAWN
from jingwei.foundation.matters.models import Deed, Matter

Matters = QuerySet[Matter]
LATE, SENTENCE, FEW, MOST = 30, 6, 5, 200
"""So many days after its day a note is late; so many letters make a sentence; so many days are named; so many sentences read."""
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Repeated:
    """A sentence that was written several times within a year, and how often of these in the span."""

    text: str
    times: int
    now: int


def notes_between(matters: Matters, begins: date, ends: date) -> int:
    """How many notes were written on the days from one to another."""
    return _notes(matters).filter(_between(begins, ends)).count()


def repeated_sentences(matters: Matters, begins: date, ends: date, times: int) -> list[Repeated]:
    """The sentences of these days that were written so often, counted from a year before; the most frequent first."""
    now = Count("pk", filter=_between(begins, ends))
    rows: Any = _notes(matters).filter(_between(begins - YEAR, ends)).annotate(length=Length("text"))
    rows = rows.filter(length__gte=SENTENCE).values("text").annotate(times=Count("pk"), now=now)
    found = rows.filter(times__gte=times, now__gte=1).order_by("-now", "text")
    return [Repeated(**row) for row in found.values("text", "times", "now")[:MOST]]


def entered_late(matters: Matters, begins: date, ends: date, least: int) -> list[tuple[date, int]]:
    """The days on which at least so many notes were written of what was `LATE` days ago, those with most first."""
    rows: Any = _notes(matters).filter(_between(begins, ends))
    rows = rows.annotate(day=TruncDate("noted_at", tzinfo=clock.ZONE)).annotate(lag=F("day") - F("on"))
    rows = rows.filter(lag__gte=timedelta(days=LATE)).values("day").annotate(count=Count("pk"))
    return list(rows.filter(count__gte=least).order_by("-count", "day").values_list("day", "count")[:FEW])


def confirmed_by_unit(matters: Matters, begins: date, ends: date) -> dict[int, int]:
    """How many notes were confirmed on these days in matters with each unit."""
    rows = _confirmed(matters, begins, ends).values_list("matter__unit").annotate(Count("pk"))
    return dict(rows.order_by())


def confirmed_with(matters: Matters, begins: date, ends: date, units: Q) -> tuple[int, int]:
    """How many were confirmed on these days, of all and of those in matters that meet a condition on `matter__unit`."""
    counted = _confirmed(matters, begins, ends).aggregate(whole=Count("pk"), part=Count("pk", filter=units))
    return counted["part"], counted["whole"]


def _notes(matters: Matters) -> QuerySet[Deed]:
    """Those that stand: who took one back and wrote it better has not written it twice."""
    return Deed.objects.filter(matter__in=matters.order_by()).exclude(state=WITHDRAWN).order_by()


def _confirmed(matters: Matters, begins: date, ends: date) -> QuerySet[Deed]:
    return _notes(matters).filter(_between(begins, ends, "answered_at"), state=CONFIRMED)


def _between(begins: date, ends: date, column: str = "noted_at") -> Q:
    def first(day: date) -> datetime:
        return datetime.combine(day, time(), clock.ZONE)

    values: dict[str, Any] = {
        f"{column}__gte": first(begins),
        f"{column}__lt": first(ends + timedelta(days=1)),
    }
    return Q(**values)
