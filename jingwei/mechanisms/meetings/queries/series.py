"""Which series an actor may see, and on which days they fall."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import Organisation, under
from jingwei.kernel.actor import Actor
from jingwei.kernel.desk import Coming
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.workdays import workdays
from jingwei.mechanisms.meetings.flow import GOING, PLANNED, RECORDED, SERIES
from jingwei.mechanisms.meetings.models import Meeting, Series
from jingwei.mechanisms.meetings.models.series import BY_DATE, LAST
from jingwei.mechanisms.meetings.queries.held import RECORD, SEE

DAY = timedelta(days=1)
AHEAD = 3
"""So many dates are told beforehand."""


@dataclass(frozen=True)
class Sitting:
    """A day on which a series falls; `moved_from` is the holiday that it leaves out."""

    series: Series
    day: date
    moved_from: date | None = None
    may_record: bool = False

    @property
    def record_url(self) -> str:
        """Where it is recorded, with what is known."""
        series = self.series
        known = {"body": series.body, "organisation": series.organisation_id, "held_on": self.day.isoformat()}
        if series.begins_at:
            known["begins_at"] = f"{series.begins_at:%H:%M}"
        if series.room:
            known["room"] = series.room
        return f"/meetings/record/?{urlencode(known)}"


def series_for(actor: Actor) -> QuerySet[Series]:
    """Those of organisations whose meetings one may see, and of the branch to whose group one belongs."""
    seen = under("organisation__path", actor.paths(SEE)) | Q(organisation__path__in=above(actor))
    return Series.objects.filter(seen, university_id=actor.university_id)


def above(actor: Actor) -> list[str]:
    """The path of the post and those of all organisations above it."""
    path = actor.post.path if actor.post and actor.holds(SEE, actor.post.path) else ""
    return [path[:end] for end in range(Organisation.steplen, len(path) + 1, Organisation.steplen)]


def one_series_for(actor: Actor, series_id: int) -> Series:
    """One series as the actor may see it, or NotFound."""
    found = series_for(actor).filter(pk=series_id).first()
    if found is None:
        raise NotFound
    return found


def own_series(actor: Actor) -> list[Series]:
    """What meets regularly in the organisation of the post in use and above it, and in the groups where the actor records."""
    post = actor.post
    if post is None or post.organisation_id is None:
        return []
    own = Q(organisation__path__in=above(actor))
    if actor.holds(RECORD, post.path):
        own |= under("organisation__path", (post.path,))
    return list(series_for(actor).filter(own, state=GOING).order_by("organisation__path", "body"))


def next_sittings(actor: Actor) -> list[Sitting]:
    """The next day of each of one's own series."""
    today = clock.today()
    found = (next(sittings(each, today), None) for each in own_series(actor))
    return sorted(filter(None, found), key=lambda each: each.day)


def unrecorded(actor: Actor) -> list[Sitting]:
    """The last day of each of one's own series that has come, where that month nothing was recorded or planned of it yet."""
    today = clock.today()
    first = clock.last_month(today)
    come = [
        each
        for series in own_series(actor)
        if actor.holds(RECORD, series.organisation.path)
        for each in _until(series, first, today)
    ]
    if not come:
        return []
    held = set(
        Meeting.objects.filter(
            organisation__in={each.series.organisation_id for each in come},
            held_on__gte=first,
            state__in=(PLANNED, RECORDED),
        ).values_list("organisation_id", "body", "held_on__year", "held_on__month")
    )
    return [
        each
        for each in come
        if (each.series.organisation_id, each.series.body, each.day.year, each.day.month) not in held
    ]


def _until(series: Series, first: date, last: date) -> list[Sitting]:
    found = []
    for each in sittings(series, first):
        if each.day > last:
            break
        found.append(each)
    return found


def sittings(series: Series, first: date) -> Iterator[Sitting]:
    """The days on which a series falls, from a day on, without end."""
    first = max(first, series.since)
    year, month = first.year, first.month
    while True:
        usual = _day_in(series, year, month)
        day = _workday_for(series, usual)
        if day >= first:
            yield Sitting(series, day, usual if day != usual else None)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def _day_in(series: Series, year: int, month: int) -> date:
    """The day of a month that the series names."""
    length = monthrange(year, month)[1]
    if series.nth == BY_DATE:
        return date(year, month, min(series.month_day, length))
    if series.nth == LAST:
        last = date(year, month, length)
        return last - DAY * ((last.isoweekday() - series.weekday) % 7)
    begin = date(year, month, 1)
    return begin + DAY * ((series.weekday - begin.isoweekday()) % 7 + 7 * (series.nth - 1))


def _workday_for(series: Series, day: date) -> date:
    """The day itself, or where no work is done the next working day of its month, else the last before it.

    Who names a day of the week means it, be it a Saturday: only a public holiday moves it.
    """
    calendar = workdays()
    if calendar.is_workday(day) or (series.nth != BY_DATE and day not in calendar.holidays):
        return day
    later = calendar.after(day, 0)
    if later.month == day.month:
        return later
    while not calendar.is_workday(day):
        day -= DAY
    return day


def coming_for(actor: Actor) -> list[Coming]:
    """The next days of one's own series, for the calendar."""
    if not actor.holds_anywhere(SEE):
        return []
    return [
        Coming(
            f"series-{series.pk}-{each.day:%Y%m}",
            each.day,
            series.body_label,
            " ".join(filter(None, (series.organisation.name, series.room))),
            f"/meetings/series/{series.pk}/",
            series.begins_at,
        )
        for series in own_series(actor)
        for each in _first(series, AHEAD)
    ]


def _first(series: Series, count: int) -> list[Sitting]:
    days = sittings(series, clock.today())
    return [next(days) for _each in range(count)]


def bodies_in_series(organisation: Organisation) -> set[str]:
    """Of which meetings an organisation has a series already."""
    return set(Series.objects.filter(organisation=organisation, state=GOING).values_list("body", flat=True))


def next_days(series: Series) -> list[Sitting]:
    """The next days on which a series falls; none where it has ended."""
    return _first(series, AHEAD) if series.state == GOING else []


def told_of_change(series: Series, **said: Any) -> list[str]:
    """What a change will do to the next days, before it does; nothing where they stay as they are."""
    changed = copy(series)
    for name, value in (said | {"since": clock.today()}).items():
        setattr(changed, name, value)
    if changed.words == series.words:
        return []
    told = _("接下来原来是 {before}，要改成 {after}。已经记下的会议不变。")
    return [told.format(before=_next_in_words(series), after=_next_in_words(changed))]


def _next_in_words(series: Series) -> str:
    at = f" {series.begins_at:%H:%M}" if series.begins_at else ""
    days = _("、").join(f"{each.day}{at}" for each in next_days(series))
    return _("{days}（{room}）").format(days=days, room=series.room) if series.room else days


def _present(actor: Actor, rows: Sequence[Series]) -> list[Row]:
    return [
        {
            "id": each.pk,
            "url": f"/meetings/series/{each.pk}/",
            "body": each.body_label,
            "words": each.words,
            "organisation": each.organisation.name,
            "state": str(SERIES.label(each.state)),
        }
        for each in rows
    ]


SERIES_LIST = Listing(
    name="series",
    label=_l("例会"),
    columns=(
        Column("body", _l("什么会")),
        Column("words", _l("什么时候"), width=40),
        Column("organisation", _l("组织"), width=28),
        Column("state", _l("状态"), "chip"),
    ),
    visible=series_for,
    present=_present,
    filters=(Filter("state", _l("状态"), lambda actor, value: Q(state=value)),),
)
fetched_by(Series, one_series_for)


def told_moved(sitting: Sitting) -> str:
    """Why it falls on another day than usual; nothing where it does not."""
    if sitting.moved_from is None:
        return ""
    day = f"{sitting.moved_from.month}-{sitting.moved_from.day}"
    return _("{day} 休息，挪到这天").format(day=day)
