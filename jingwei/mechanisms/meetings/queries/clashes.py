"""What stands against a time and a room before anybody is told: the room is taken, or somebody with a vote sits elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import reduce
from itertools import islice
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Lower, Replace
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import Organisation, posts_among
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry
from jingwei.mechanisms.meetings.flow import CONVENED, GOING, OPEN, PLANNED, SENT
from jingwei.mechanisms.meetings.models import Meeting, Seat, Series
from jingwei.mechanisms.meetings.queries.deciding import seats_of, sides_of
from jingwei.mechanisms.meetings.queries.held import meetings_for
from jingwei.mechanisms.meetings.queries.series import AHEAD, series_for, sittings, told_of_change
from jingwei.ui.days import day as said_day

LASTS = timedelta(hours=2)
"""Nobody says how long a meeting lasts: so long it is taken to be."""


def clashes_of_meeting(
    actor: Actor, organisation: Organisation, *, body: str, starts_at: datetime, room: str = ""
) -> list[str]:
    """What stands against a meeting that decides, in sentences; meetings that the actor may not see are not named."""
    told = _room_taken(actor, organisation, room, [starts_at])
    return told + _sit_elsewhere(actor, organisation, body, starts_at)


def clashes_of_series(
    actor: Actor,
    organisation: Organisation,
    *,
    body: str,
    nth: int,
    weekday: int,
    month_day: int,
    begins_at: time | None = None,
    room: str = "",
    itself: Series | None = None,
) -> list[str]:
    """What stands against the next days of a series, but `itself`; nothing is known of one without an hour or a room."""
    if begins_at is None:
        return []
    asked = Series(
        organisation=organisation,
        body=body,
        nth=nth,
        weekday=weekday,
        month_day=month_day,
        since=clock.today(),
    )
    days = [each.day for each in islice(sittings(asked, clock.today()), AHEAD)]
    moments = [datetime.combine(each, begins_at, clock.ZONE) for each in days]
    return _room_taken(actor, organisation, room, moments, itself)


def clashes_of_plan(
    actor: Actor, organisation: Organisation, *, held_on: date, begins_at: time, room: str = "", **said: Any
) -> list[str]:
    """What is in the room where a themed day is planned; who comes is not known yet."""
    return _room_taken(actor, organisation, room, [datetime.combine(held_on, begins_at, clock.ZONE)])


def clashes_of_change(actor: Actor, series: Series, **said: Any) -> list[str]:
    """What a change does to the next days of a series, and what was set there already; nothing where they stay."""
    told = told_of_change(series, **said)
    if not told:
        return []
    return told + clashes_of_series(actor, series.organisation, body=series.body, itself=series, **said)


def _room_taken(
    actor: Actor,
    organisation: Organisation,
    room: str,
    moments: Sequence[datetime],
    itself: Series | None = None,
) -> list[str]:
    """The meetings and days of series that are in the room at one of the moments."""
    plain = "".join(room.split()).lower()
    if not plain:
        return []
    meetings = list(_in_room(_at(organisation, moments), plain))
    held = Series.objects.filter(university=organisation.university_id, state=GOING, begins_at__isnull=False)
    held = held.exclude(pk=itself.pk) if itself else held
    found: list[tuple[datetime, Any]] = [
        (moment, each)
        for each in meetings
        for moment in moments
        if each.starts_at and abs(each.starts_at - moment) < LASTS
    ]
    regular = [(moment, each) for each in _in_room(held, plain) for moment in moments if _falls(each, moment)]
    seen = {*_seen(meetings_for(actor), found), *_seen(series_for(actor), regular)}
    shown = " ".join(room.split())
    told = [
        _told_room(shown, moment, _what(each) if each in seen else "")
        for moment, each in sorted(found + regular, key=lambda pair: pair[0])
    ]
    return list(dict.fromkeys(told))


def _seen(rows: QuerySet[Any], found: Sequence[tuple[datetime, Any]]) -> list[Any]:
    """Which of those that were found the actor may see."""
    return list(rows.filter(pk__in=[each.pk for _moment, each in found])) if found else []


def _what(meets: Any) -> str:
    """Who meets how."""
    return _("{organisation}的{body}").format(organisation=meets.organisation.name, body=meets.body_label)


def _in_room(rows: QuerySet[Any], plain: str) -> QuerySet[Any]:
    return rows.annotate(plain=Lower(Replace("room", Value(" "), Value("")))).filter(plain=plain)


def _falls(series: Series, moment: datetime) -> bool:
    """Whether a day of the series is at the moment, or less than two hours from it."""
    local = moment.astimezone(clock.ZONE)
    first = next(sittings(series, local.date())).day
    begins = datetime.combine(first, series.begins_at or time(), clock.ZONE)
    return first == local.date() and abs(begins - local) < LASTS


def _told_room(room: str, moment: datetime, what: str) -> str:
    words = {"day": said_day(moment.astimezone(clock.ZONE).date()), "room": room, "what": what}
    if what:
        return _("{day}那时{room}有{what}。").format(**words)
    return _("{day}那时{room}已经有别的会。").format(**words)


def _at(organisation: Organisation, moments: Sequence[datetime]) -> QuerySet[Meeting]:
    """The meetings of the university that are set and overlap one of the moments."""
    near = reduce(or_, (Q(starts_at__gt=each - LASTS, starts_at__lt=each + LASTS) for each in moments))
    days = {(each + by).astimezone(clock.ZONE).date() for each in moments for by in (-LASTS, LASTS)}
    rows = Meeting.objects.filter(near, university=organisation.university_id, held_on__in=days)
    return rows.filter(state__in=(PLANNED, CONVENED, SENT, OPEN)).order_by("starts_at", "pk")


def _sit_elsewhere(actor: Actor, organisation: Organisation, body: str, starts_at: datetime) -> list[str]:
    """Who has a vote here and a seat at another meeting then, by name: whoever convenes knows the seats."""
    sides, deciding = sides_of(organisation), registry.body(body).deciding
    others = list(_at(organisation, [starts_at]))
    if sides is None or deciding is None or not others:
        return []
    day = starts_at.astimezone(clock.ZONE).date()
    voters = {each.person.pk: each.person.name for each in seats_of(deciding, sides, day) if each.has_vote}
    taken = _seated(others, [*voters], day)
    seen = set(meetings_for(actor).filter(pk__in=[*taken]).values_list("pk", flat=True))
    told = []
    for each in others:
        names = _("、").join(name for person, name in voters.items() if person in taken.get(each.pk, ()))
        if names and each.pk in seen:
            told.append(_("{names}那时要参加{what}。").format(names=names, what=_what(each)))
        elif names:
            told.append(_("{names}那时要参加别的会。").format(names=names))
    return list(dict.fromkeys(told))


def _seated(others: Sequence[Meeting], people: Sequence[int], day: Any) -> dict[int, set[int]]:
    """Which of these people have a seat at which meeting: as its notice said, or by their posts where none went out yet."""
    found: dict[int, set[int]] = {}
    rows = Seat.objects.filter(meeting__in=others, person__in=people)
    for meeting, person in rows.values_list("meeting", "person"):
        found.setdefault(meeting, set()).add(person)
    held = posts_among(people, day)
    for each in others:
        deciding = registry.body(each.body).deciding
        if each.state != CONVENED or deciding is None:
            continue
        roles, places = {*deciding.seats, *deciding.sits_in}, {each.organisation_id, each.unit_id}
        sits = {person for person, role, place in held if role in roles and place in places}
        found.setdefault(each.pk, set()).update(sits)
    return found
