"""The facts of organisations that a condition of the pack may ask for, of many at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from itertools import product
from typing import Any, Protocol

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Substr

from jingwei.foundation.organisations.models import (
    Appointment,
    Coverage,
    Membership,
    Organisation,
    still_here,
)
from jingwei.foundation.organisations.queries.seeing import under
from jingwei.foundation.people.queries import Person
from jingwei.kernel.dated import in_force
from jingwei.kernel.packs import registry

MEMBERS, FULL, MONTHS, COVERS = "members", "full-members", "months-since-founded", "covers-units"
IN_TERM = "months-in-term"
FACTS = (MEMBERS, FULL, MONTHS, COVERS, IN_TERM)
"""The names by which conditions of a pack ask for them."""
STEP = Organisation.steplen


class Measured(Protocol):
    """An organisation that the caller has found through a query taking the actor; of the day `led_on` it knows who leads it."""

    @property
    def id(self) -> int: ...
    @property
    def path(self) -> str: ...
    @property
    def founded_on(self) -> date | None: ...
    @property
    def led_on(self) -> date | None: ...
    @property
    def led_since(self) -> date | None: ...


def facts_of(
    organisations: Sequence[Measured], on: date, wanted: Collection[str]
) -> dict[int, dict[str, int]]:
    """Of each organisation by id what is wanted and known on a day; one question for members, one for coverage, one for terms.

    Members are the people at or below it, each once: those in a Party group are members of its branch.
    """
    return facts_on(organisations, (on,), wanted)[on]


def facts_on(
    organisations: Sequence[Measured], days: Sequence[date], wanted: Collection[str]
) -> dict[date, dict[int, dict[str, int]]]:
    """The same on each of several days: still one question for members, the others once a day."""
    found: dict[date, dict[int, dict[str, int]]] = {
        on: {each.id: {} for each in organisations} for on in days
    }
    if not organisations:
        return found
    here = _around({each.path for each in organisations})
    if MEMBERS in wanted or FULL in wanted:
        lengths = {len(each.path) for each in organisations}
        held = {(days[at], path): counts for at, path, *counts in _members(here, lengths, days)}
        for on, each in product(days, organisations):
            counts = held.get((on, each.path), (0, 0))
            found[on][each.id] |= dict(zip((MEMBERS, FULL), counts, strict=True))
    for on in days:
        _add_of_a_day(found[on], organisations, here, on, wanted)
    return found


def _add_of_a_day(
    found: dict[int, dict[str, int]],
    organisations: Sequence[Measured],
    here: Sequence[str],
    on: date,
    wanted: Collection[str],
) -> None:
    if MONTHS in wanted:
        for each in organisations:
            if (first := each.founded_on) is not None:
                found[each.id][MONTHS] = (on.year - first.year) * 12 + on.month - first.month
    if COVERS in wanted:
        links = Coverage.objects.filter(in_force(on), under("party__path", here)).order_by()
        covered = dict(links.values_list("party").annotate(Count("unit", distinct=True)))
        for each in organisations:
            found[each.id][COVERS] = covered.get(each.id, 0)
    if IN_TERM in wanted:
        told = [(each.id, each.led_since) for each in organisations if each.led_on == on]
        for pk, since in told if len(told) == len(organisations) else _appointed(here, on):
            if since is not None:
                found.get(pk, {})[IN_TERM] = _full_months(since, on)


def led_since(on: date, organisation: str = "pk") -> Subquery:
    """The day on which whoever leads it on a day was appointed last, as a part of a question about organisations."""
    rows = _leading(on).filter(organisation=OuterRef(organisation)).order_by("-since")
    return Subquery(rows.values("since")[:1])


def _appointed(here: Sequence[str], on: date) -> QuerySet[Any, Any]:
    """Organisation and day on which whoever holds its one leading post was appointed last; an election is an appointment anew."""
    rows = _leading(on).filter(under("organisation__path", here))
    return rows.order_by().values_list("organisation").annotate(Max("since"))


def _leading(on: date) -> QuerySet[Appointment]:
    """The appointments in force to the one leading post of an organisation."""
    leading = [role.id for role in registry.roles() if role.singular]
    return Appointment.objects.filter(in_force(on), role__in=leading)


def _full_months(since: date, on: date) -> int:
    return (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)


def party_members(organisation: Measured, on: date) -> QuerySet[Person]:
    """The members on a day who belong to an organisation or to one below, those on probation too, by their number."""
    here = Membership.objects.filter(
        in_force(on), still_here(on, "person__"), under("organisation__path", [organisation.path])
    )
    joined = Q(joined_on=None) | Q(joined_on__lte=on)
    members = (Person.Standing.MEMBER, Person.Standing.PROBATIONARY)
    rows = Person.objects.filter(joined, standing__in=members, pk__in=here.values("person"))
    return rows.order_by("code")


def _around(paths: Collection[str]) -> list[str]:
    """The lowest path at or below which all of these lie: what the first and the last of them share."""
    shared, last = min(paths), max(paths)
    while not last.startswith(shared):
        shared = shared[:-STEP]
    return [shared]


def _members(here: Sequence[str], lengths: set[int], days: Sequence[date]) -> QuerySet[Any, Any]:
    """Which of the days, path, members and full members for the paths of these lengths, all in one question.

    A standing has no dates of its own: the days on which a person joined and became a full member narrow it.
    """
    asked = []
    for at, on in enumerate(days):
        joined = Q(person__joined_on=None) | Q(person__joined_on__lte=on)
        grown = Q(person__full_member_on=None) | Q(person__full_member_on__lte=on)
        rows = Membership.objects.filter(
            in_force(on),
            still_here(on, "person__"),
            joined,
            under("organisation__path", here),
            person__standing__in=(Person.Standing.MEMBER, Person.Standing.PROBATIONARY),
        ).order_by()
        full = Count("person", distinct=True, filter=Q(person__standing=Person.Standing.MEMBER) & grown)
        for length in sorted(lengths):
            tops = rows.filter(organisation__depth__gte=length // STEP)
            told = tops.values_list(Value(at), Substr("organisation__path", 1, length))
            asked.append(told.annotate(all=Count("person", distinct=True), full=full))
    first, *others = asked
    return first.union(*others, all=True) if others else first
