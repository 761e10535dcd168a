"""What the pages of organisations show: one organisation whole, coverage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import (
    UNIT,
    Appointment,
    Coverage,
    Membership,
    Organisation,
    standing,
)
from jingwei.foundation.organisations.queries.posts import appointments_for
from jingwei.foundation.organisations.queries.seeing import children_of, organisations_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import in_force
from jingwei.kernel.packs import registry

MOST_ON_A_PAGE = 1200
WORKING_KINDS = ("faculty", "institute", "team", "platform", "community")


@dataclass(frozen=True)
class Whole:
    """One organisation for its page."""

    kind: str
    children: list[Organisation]
    posts: list[tuple[Appointment, str]]
    members: int
    covers: list[Coverage]
    covered_by: list[Coverage]


def whole(actor: Actor, organisation: Organisation) -> Whole:
    """All that the page of one organisation shows, in a fixed number of questions."""
    today = clock.today()
    posts = appointments_for(actor).filter(in_force(today), organisation=organisation).order_by("pk")
    links = Coverage.objects.filter(in_force(today)).select_related("party", "unit")
    below = Q(organisation__path__startswith=organisation.path)
    members = Membership.objects.filter(below, in_force(today)).aggregate(n=Count("person", distinct=True))
    return Whole(
        kind=registry.kind(organisation.kind).label.here(),
        children=list(children_of(actor, organisation)[:MOST_ON_A_PAGE]),
        posts=[(post, registry.role(post.role).label.here()) for post in posts],
        members=members["n"],
        covers=list(links.filter(party=organisation).order_by("unit__path")),
        covered_by=list(links.filter(unit=organisation).order_by("party__path")),
    )


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
