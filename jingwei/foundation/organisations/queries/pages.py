"""What the pages of organisations show: one organisation whole, coverage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

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
    standing,
)
from jingwei.foundation.organisations.queries.seeing import SEE, organisations_for, under
from jingwei.foundation.organisations.queries.then import as_it_was, placements_for
from jingwei.kernel.actor import Actor, behind
from jingwei.kernel.dated import in_force
from jingwei.kernel.packs import registry
from jingwei.kernel.prepared import Prepared

MOST_ON_A_PAGE = 1200
WORKING_KINDS = ("faculty", "institute", "team", "platform", "community")


@dataclass(frozen=True)
class Whole:
    """One organisation for its page: `line` leads down to it, `joined` is what it covers, or who covers it.

    Those are told by id and name; the id is None where the reader may not open it.
    """

    kind: str
    line: list[Organisation]
    children: list[Organisation]
    posts: list[tuple[str, str]]
    members: int
    joined: list[tuple[int | None, str]]


def whole(actor: Actor, organisation: Organisation) -> Whole:
    """All that the page of an organisation shows, which the reader has found already; four questions."""
    if organisation.on:
        return whole_then(actor, organisation, organisation.on)
    today, here = clock.today(), organisation.pk
    line, children = _around(organisation)
    members = MEMBERS(organisation.path, today)
    return Whole(
        kind=registry.kind(organisation.kind).label.here(),
        line=line,
        children=children,
        posts=[(row["person__name"], registry.role(row["role"]).label.here()) for row in POSTS(here, today)],
        members=members[0]["count"] if members else 0,
        joined=[
            (row["other_id"] if actor.whole(SEE) or actor.holds(SEE, row["path"]) else None, row["name"])
            for row in JOINED[organisation.tree](here, today)
        ],
    )


def _around(organisation: Organisation) -> tuple[list[Organisation], list[Organisation]]:
    """The superiors from the top down, and the present ones one step below (one question)."""
    step, depth = Organisation.steplen, organisation.depth
    above = [organisation.path[: i * step] for i in range(1, depth)]
    below = under("path", [organisation.path]) & Q(depth=depth + 1) & standing(clock.today())
    rows = Organisation.objects.filter(Q(path__in=above) | below).only("name", "code", "depth")
    found = list(rows.order_by("path")[: MOST_ON_A_PAGE + depth])
    return [o for o in found if o.depth < depth], [o for o in found if o.depth > depth]


def _members(path: str, today: date) -> QuerySet[Any, Any]:
    rows = Membership.objects.filter(
        in_force(today), organisation__path__gte=path, organisation__path__lt=behind(path)
    )
    return rows.order_by().values(one=Value(1)).annotate(count=Count("person", distinct=True)).values("count")


def _posts(organisation_id: int, today: date) -> QuerySet[Any, Any]:
    rows = Appointment.objects.filter(in_force(today), organisation=organisation_id)
    return rows.order_by("pk").values("person__name", "role")


def _joined(mine: str, other: str) -> Prepared[Any]:
    def asked(organisation_id: int, today: date) -> QuerySet[Any, Any]:
        rows = Coverage.objects.filter(in_force(today), **{mine: organisation_id}).order_by(f"{other}__path")
        return rows.values(other_id=F(f"{other}_id"), name=F(f"{other}__name"), path=F(f"{other}__path"))

    return Prepared(asked)


def whole_then(actor: Actor, organisation: Organisation, on: date) -> Whole:
    """The same as of a day, from the dated rows; five questions."""
    step, path = Organisation.steplen, organisation.path
    above = Q(path__in=[path[: i * step] for i in range(1, organisation.depth)])
    there = Placement.objects.filter(in_force(on)).select_related("organisation")
    below = placements_for(actor, on).filter(parent=organisation.pk)
    here = there.filter(under("path", [path])).values("organisation")
    members = Membership.objects.filter(in_force(on), organisation__in=here)
    mine, other = ("party", "unit") if organisation.tree == PARTY else ("unit", "party")
    links = Coverage.objects.filter(in_force(on), **{mine: organisation.pk}).values(other)
    joined = there.filter(organisation__in=links).order_by("path")
    return Whole(
        kind=registry.kind(organisation.kind).label.here(),
        line=[as_it_was(row, on) for row in there.filter(above).order_by("path")],
        children=[as_it_was(row, on) for row in below.order_by("path")[:MOST_ON_A_PAGE]],
        posts=[
            (row["person__name"], registry.role(row["role"]).label.here())
            for row in POSTS(organisation.pk, on)
        ],
        members=members.aggregate(count=Count("person", distinct=True))["count"],
        joined=[
            (row.organisation_id if actor.whole(SEE) or actor.holds(SEE, row.path) else None, row.name)
            for row in joined
        ],
    )


MEMBERS, POSTS = Prepared(_members), Prepared(_posts)
JOINED = {PARTY: _joined("party", "unit"), UNIT: _joined("unit", "party")}


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
