"""The calendar of an organisation: what it and those below it meet in a month – set, regular or recorded; and one's own seats."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import under
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Coming
from jingwei.kernel.workdays import workdays
from jingwei.mechanisms.meetings.flow import CANCELLED, GOING, MEETING, PLANNED, RECORDED, STRUCK
from jingwei.mechanisms.meetings.models import Meeting, Seat, Series, SignUp
from jingwei.mechanisms.meetings.queries import series as regular
from jingwei.mechanisms.meetings.queries.held import SEE, meetings_for

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST = 5
"""So many lines of a day stand in its month; the others are a page of their own."""
MOST_A_DAY = 500


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    def beside(self, by: int) -> Month | None:
        """The month before (-1) or after (1); None beyond the calendar."""
        year, month = divmod(self.year * 12 + self.month - 1 + by, 12)
        return Month(year, month + 1) if FIRST_YEAR <= year <= LAST_YEAR else None


def month_called(said: str) -> Month:
    """The month of an address, as 2026-04; that of today where none is named, or none that is a month."""
    try:
        day = datetime.strptime(said, "%Y-%m").date()
    except ValueError:
        day = clock.today()
    return Month(day.year if FIRST_YEAR <= day.year <= LAST_YEAR else clock.today().year, day.month)


@dataclass(frozen=True)
class Line:
    """A meeting of the calendar; `key` is the same for the same one for ever, `is_open` says that its day passed unrecorded."""

    key: str
    day: date
    at: time | None
    title: str
    organisation: str
    room: str
    state: str
    url: str
    is_open: bool = False

    @property
    def where(self) -> str:
        """Which organisation, if not one's own, and in which room."""
        return " ".join(filter(None, (self.organisation, self.room)))


@dataclass(frozen=True)
class Day:
    """A day of the calendar with its meetings; of many only the first stand there, `more` are left."""

    day: date
    lines: list[Line]
    more: int = 0

    @property
    def is_work(self) -> bool:
        """Whether work is done on it."""
        return workdays().is_workday(self.day)


def calendar_for(actor: Actor, month: Month) -> list[Line]:
    """What the organisation of the post in use and those below it meet in a month, in order; two questions, however many.

    A day of a series is told until it is recorded; of series above, those of one's own branch and School.
    """
    post = actor.post
    if post is None or post.organisation_id is None or not actor.holds_anywhere(SEE):
        return []
    paths = (post.path,)
    rows = meetings_for(actor).filter(under("organisation__path", paths) | under("unit__path", paths))
    meetings = list(
        rows.filter(held_on__range=(month.first, month.last)).exclude(state__in=(CANCELLED, STRUCK))
    )
    held = {(each.organisation_id, each.body) for each in meetings if each.state in (PLANNED, RECORDED)}
    own = under("organisation__path", paths) | Q(organisation__path__in=regular.above(actor))
    series = regular.series_for(actor).filter(own, state=GOING, since__lte=month.last)
    lines = [_met(each, post.organisation_id) for each in meetings]
    lines += [
        _comes(actor, sitting, post.organisation_id)
        for each in series
        if (each.organisation_id, each.body) not in held
        for sitting in days_in(each, month)
    ]
    return sorted(lines, key=lambda line: (line.day, line.at or time.max, line.organisation, line.title))


def days_in(series: Series, month: Month) -> Iterator[regular.Sitting]:
    """The days of a month on which a series falls."""
    return takewhile(lambda each: each.day <= month.last, regular.sittings(series, month.first))


def _met(meeting: Meeting, own: int) -> Line:
    """A meeting that was set or recorded."""
    label = meeting.body_label
    title = _("{body}：{topic}").format(body=label, topic=meeting.topic) if meeting.topic else label
    return Line(
        key_of(meeting),
        meeting.held_on,
        hour_of(meeting),
        title,
        "" if own in (meeting.organisation_id, meeting.unit_id) else meeting.organisation.name,
        meeting.room,
        str(MEETING.label(meeting.state)),
        f"/meetings/{meeting.pk}/",
    )


def _comes(actor: Actor, sitting: regular.Sitting, own: int) -> Line:
    """A day of a series; of one above nothing is known of whether it was recorded."""
    series = sitting.series
    seen = actor.holds(SEE, *series.grant_paths)
    is_open = seen and sitting.day < clock.today()
    return Line(
        f"series-{series.pk}-{sitting.day:%Y%m}",
        sitting.day,
        series.begins_at,
        series.body_label,
        "" if series.organisation_id == own else series.organisation.name,
        series.room,
        _("还没记") if is_open else _("例会"),
        f"/meetings/series/{series.pk}/",
        is_open,
    )


def key_of(meeting: Any) -> str:
    """By which calendars know a meeting again."""
    return f"meeting-{meeting.pk}"


def hour_of(meeting: Any) -> time | None:
    """When it begins, where that is known."""
    return meeting.starts_at.astimezone(clock.ZONE).time() if meeting.starts_at else None


def days_of(month: Month, lines: Iterable[Line]) -> list[Day]:
    """Every day of a month with its meetings, of many the first."""
    found: dict[date, list[Line]] = {}
    for line in lines:
        found.setdefault(line.day, []).append(line)
    days = [month.first + timedelta(days=each) for each in range(month.last.day)]
    return [_day(each, found.get(each, [])) for each in days]


def _day(day: date, lines: list[Line]) -> Day:
    # One line left over would take the place of a line that tells it.
    most = MOST if len(lines) > MOST + 1 else MOST + 1
    return Day(day, lines[:most], len(lines[most:]))


def whole_day(said: str, month: Month, lines: Sequence[Line]) -> Day | None:
    """One day of the month with all its meetings, where the address names one."""
    found = [each for each in lines if str(each.day) == said]
    if not found and said not in {str(each.day) for each in days_of(month, ())}:
        return None
    return Day(date.fromisoformat(said), found[:MOST_A_DAY], len(found[MOST_A_DAY:]))


def coming_for(actor: Actor) -> list[Coming]:
    """The next days of one's own series, the meetings at which one has a seat, and those one signed up for."""
    return [*regular.coming_for(actor), *_seats(actor)]


def _seats(actor: Actor) -> list[Coming]:
    """The meetings from today on whose notice went out to the person or that they said they come to, as the post may see them."""
    if actor.person_id is None or not actor.holds_anywhere(SEE):
        return []
    named = [each.objects.filter(person=actor.person_id).values("meeting") for each in (Seat, SignUp)]
    own = Q(pk__in=named[0]) | Q(pk__in=named[1])
    rows = meetings_for(actor).filter(own, held_on__gte=clock.today())
    return [
        Coming(
            key_of(each),
            each.held_on,
            each.body_label,
            " ".join(filter(None, (each.organisation.name, each.room))),
            f"/meetings/{each.pk}/",
            hour_of(each),
        )
        for each in rows.exclude(state=CANCELLED).order_by("starts_at", "pk")
    ]
