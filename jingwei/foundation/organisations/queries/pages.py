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
    standing,
)
from jingwei.foundation.organisations.queries.seeing import SEE, organisations_for, under
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


MEMBERS, POSTS = Prepared(_members), Prepared(_posts)
JOINED = {PARTY: _joined("party", "unit"), UNIT: _joined("unit", "party")}


def uncovered_for(actor: Actor) -> list[tuple[Organisation, str]]:
    """The working units the actor may see that no Party organisation answers for now (3.1)."""
    covered = Coverage.objects.filter(in_force(clock.today())).values("unit_id")
    rows = organisations_for(actor).filter(standing(clock.today()), tree=UNIT, kind__in=WORKING_KINDS)
    found = rows.exclude(pk__in=covered).order_by("path")[:MOST_ON_A_PAGE]
    return [(o, registry.kind(o.kind).label.here()) for o in found]


def coverage_of(actor: Actor) -> dict[str, Any]:
    """How many working units the actor may see, and how many are covered."""
    rows = organisations_for(actor).filter(standing(clock.today()), tree=UNIT, kind__in=WORKING_KINDS)
    covered = Coverage.objects.filter(in_force(clock.today())).values("unit_id")
    return rows.aggregate(all=Count("pk"), covered=Count("pk", filter=Q(pk__in=covered)))
