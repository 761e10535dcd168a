"""What the pages of organisations show: the trees, one organisation whole, coverage."""

from __future__ import annotations

from dataclasses import dataclass, field
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
from jingwei.foundation.organisations.queries.seeing import children_of, organisations_for, tops_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import in_force
from jingwei.kernel.packs import registry

DEEP = 2
MOST_ON_A_PAGE = 1200
WORKING_KINDS = ("faculty", "institute", "team", "platform", "community")


@dataclass
class Node:
    """An organisation in a drawn tree, with those below it."""

    organisation: Organisation
    kind: str
    below: list[Node] = field(default_factory=list)


def forest_for(actor: Actor, tree: str) -> list[Node]:
    """The trees the actor may see, two levels below each beginning; one question for the nodes."""
    tops = list(tops_for(actor, tree))
    if not tops:
        return []
    deepest = min(top.depth for top in tops) + DEEP
    rows = organisations_for(actor).filter(standing(clock.today()), tree=tree, depth__lte=deepest)
    forest, by_path = list[Node](), dict[str, Node]()
    for organisation in rows.order_by("path")[:MOST_ON_A_PAGE]:
        node = Node(organisation, registry.kind(organisation.kind).label.here())
        by_path[organisation.path] = node
        parent = by_path.get(organisation.path[: -Organisation.steplen])
        (parent.below if parent else forest).append(node)
    return forest


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
