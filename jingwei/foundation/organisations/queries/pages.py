"""What the pages of organisations show: one organisation whole, coverage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Value

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import (
    PARTY,
    UNIT,
    Appointment,
    Coverage,
    Membership,
    Organisation,
    Placement,
    PlannedChange,
    standing,
)
from jingwei.foundation.organisations.queries.planned import changes_among, pending_about
from jingwei.foundation.organisations.queries.seeing import SEE, organisations_for, under
from jingwei.foundation.organisations.queries.successions import Line, descent_of, handed_on
from jingwei.foundation.organisations.queries.then import as_it_was, placements_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import in_force
from jingwei.kernel.packs import registry
from jingwei.kernel.prepared import Prepared

MOST_ON_A_PAGE = 1200
WORKING_KINDS = ("faculty", "institute", "team", "platform", "community")


class Named(NamedTuple):
    """An organisation as far as it is named and opened."""

    pk: int
    name: str
    code: str


@dataclass(frozen=True)
class Whole:
    """One organisation for its page: `line` names those that lead down to it, `joined` is what it covers, or who covers it.

    Those are told by id and name; the id is None where the reader may not open it.
    """

    kind: str
    line: list[str]
    children: list[Named]
    posts: list[tuple[str, str]]
    members: int
    joined: list[tuple[int | None, str]]
    planned: list[PlannedChange]
    descent: list[Line]


class _Row(NamedTuple):
    """One row about an organisation: of which part, a number, a name, what else is told of it, its order."""

    part: str
    number: int
    called: str
    told: str
    order: str


def whole(actor: Actor, organisation: Organisation) -> Whole:
    """All that the page of an organisation shows, which the reader has found already.

    One question, and one more each where changes are planned and where it changed places with others.
    """
    if organisation.on:
        return whole_then(actor, organisation, organisation.on)
    step, depth, path = Organisation.steplen, organisation.depth, organisation.path
    above = tuple(path[: i * step] for i in range(1, depth))
    parts: dict[str, list[_Row]] = {}
    for row in map(
        _Row._make, ABOUT(organisation.pk, path, above, depth + 1, clock.today(), tree=organisation.tree)
    ):
        parts.setdefault(row.part, []).append(row)
    return Whole(
        kind=registry.kind(organisation.kind).label.here(),
        line=[row.called for row in parts.get("line", ())],
        children=[Named(row.number, row.called, row.told) for row in parts.get("under", ())],
        posts=[(row.called, registry.role(row.told).label.here()) for row in parts.get("post", ())],
        members=sum(row.number for row in parts.get("members", ())),
        joined=[
            (row.number if actor.whole(SEE) or actor.holds(SEE, row.told) else None, row.called)
            for row in parts.get("joined", ())
        ],
        planned=changes_among([row.number for row in parts["planned"]]) if "planned" in parts else [],
        descent=descent_of(organisation) if "descent" in parts else [],
    )


def _about(
    organisation_id: int, path: str, above: tuple[str, ...], depth: int, today: date, *, tree: str
) -> QuerySet[Any, Any]:
    """All about a present organisation as rows of `_Row`, part by part; those below come last, so the limit cuts nothing else."""
    own, other = ("party", "unit") if tree == PARTY else ("unit", "party")
    here, below = under("path", [path]), under("organisation__path", [path])
    posts = Appointment.objects.filter(in_force(today), organisation=organisation_id)
    joined = Coverage.objects.filter(in_force(today), **{own: organisation_id})
    parts = (
        _part("line", Organisation.objects.filter(path__in=above), called="name", order="path"),
        _part("post", posts, called="person__name", told="role"),
        _part(
            "joined",
            joined,
            f"{other}_id",
            called=f"{other}__name",
            told=f"{other}__path",
            order=f"{other}__path",
        ),
        _part("members", Membership.objects.filter(in_force(today), below), Count("person", distinct=True)),
        _part("planned", pending_about(organisation_id)),
        _part("descent", handed_on(organisation_id)),
        _part(
            "under",
            Organisation.objects.filter(here, standing(today), depth=depth),
            called="name",
            told="code",
            order="path",
        ),
    )
    return parts[0].union(*parts[1:], all=True).order_by("part", "order", "number")[:MOST_ON_A_PAGE]


def _part(part: str, rows: QuerySet[Any], number: Any = "pk", **texts: str) -> QuerySet[Any, Any]:
    """A part of what is about an organisation, in the columns of `_Row`."""
    columns = {each: F(texts[each]) if each in texts else Value("") for each in ("called", "told", "order")}
    counted = F(number) if isinstance(number, str) else number
    return (
        rows.order_by()
        .values(part=Value(part), **columns)
        .annotate(number=counted)
        .values_list(*_Row._fields)
    )


def whole_then(actor: Actor, organisation: Organisation, on: date) -> Whole:
    """The same as of a day, from the dated rows; six questions. What was planned then is not told."""
    step, path = Organisation.steplen, organisation.path
    above = Q(path__in=[path[: i * step] for i in range(1, organisation.depth)])
    there = Placement.objects.filter(in_force(on)).select_related("organisation")
    below = placements_for(actor, on).filter(parent=organisation.pk)
    here = there.filter(under("path", [path])).values("organisation")
    members = Membership.objects.filter(in_force(on), organisation__in=here)
    mine, other = ("party", "unit") if organisation.tree == PARTY else ("unit", "party")
    links = Coverage.objects.filter(in_force(on), **{mine: organisation.pk}).values(other)
    joined = there.filter(organisation__in=links).order_by("path")
    posts = Appointment.objects.filter(in_force(on), organisation=organisation.pk).order_by("pk")
    return Whole(
        kind=registry.kind(organisation.kind).label.here(),
        line=list(there.filter(above).order_by("path").values_list("name", flat=True)),
        children=[
            Named(*row)
            for row in below.order_by("path").values_list("organisation", "name", "organisation__code")[
                :MOST_ON_A_PAGE
            ]
        ],
        posts=[
            (name, registry.role(role).label.here())
            for name, role in posts.values_list("person__name", "role")
        ],
        members=members.aggregate(count=Count("person", distinct=True))["count"],
        joined=[
            (row.organisation_id if actor.whole(SEE) or actor.holds(SEE, row.path) else None, row.name)
            for row in joined
        ],
        planned=[],
        descent=descent_of(organisation),
    )


ABOUT = Prepared(_about, narrow=True)


def uncovered_for(actor: Actor, on: date | None = None) -> list[tuple[Organisation, str]]:
    """The working units the actor may see that no Party organisation answers for, now or on a day (3.1)."""
    if on:
        working = _working_then(actor, on).exclude(organisation__in=_covered(on)).order_by("path")
        seen = [as_it_was(row, on) for row in working[:MOST_ON_A_PAGE]]
        return [(o, registry.kind(o.kind).label.here()) for o in seen]
    rows = organisations_for(actor).filter(standing(clock.today()), tree=UNIT, kind__in=WORKING_KINDS)
    found = rows.exclude(pk__in=_covered(clock.today())).order_by("path")[:MOST_ON_A_PAGE]
    return [(o, registry.kind(o.kind).label.here()) for o in found]


def coverage_of(actor: Actor, on: date | None = None) -> dict[str, Any]:
    """How many working units the actor may see, now or on a day, and how many are covered."""
    if on:
        told = _working_then(actor, on)
        return told.aggregate(all=Count("pk"), covered=Count("pk", filter=Q(organisation__in=_covered(on))))
    rows = organisations_for(actor).filter(standing(clock.today()), tree=UNIT, kind__in=WORKING_KINDS)
    return rows.aggregate(all=Count("pk"), covered=Count("pk", filter=Q(pk__in=_covered(clock.today()))))


def _covered(on: date) -> QuerySet[Coverage, Any]:
    return Coverage.objects.filter(in_force(on)).values("unit_id")


def _working_then(actor: Actor, on: date) -> QuerySet[Placement]:
    return placements_for(actor, on).filter(organisation__tree=UNIT, organisation__kind__in=WORKING_KINDS)
