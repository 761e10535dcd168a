"""The trees level by level: where they begin for an actor, what stands below one, and what is found by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Q, QuerySet, When

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import Organisation, standing
from jingwei.foundation.organisations.queries.seeing import (
    called,
    children_of,
    organisation_for,
    organisations_for,
    tops_for,
)
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry

LEVEL, FOUND = 100, 20
NODE = "id name kind numchild path tree".split()


@dataclass(frozen=True)
class Node:
    """A line of a drawn tree; what is below is asked for when it is opened."""

    id: int
    name: str
    kind: str
    is_leaf: bool

    @property
    def url(self) -> str:
        """The page of the organisation."""
        return f"/organisations/{self.id}/"


@dataclass(frozen=True)
class Level:
    """Up to LEVEL organisations of one level, below the one of the id `above`; `after` continues it, where it goes on."""

    nodes: list[Node]
    above: int = 0
    after: str = ""


@dataclass(frozen=True)
class Found:
    """What was found by name or code: each organisation with its side and its superior; `more` where not all is told."""

    lines: list[tuple[Node, str, str]]
    more: bool


def forest_for(actor: Actor, tree: str) -> tuple[Level, Level | None]:
    """Where a tree begins for the actor, and the level below where it begins at one place; two questions."""
    tops = list(_nodes(tops_for(actor, tree)))
    begin = Level([_node(top) for top in tops])
    if len(tops) != 1 or begin.nodes[0].is_leaf:
        return begin, None
    return begin, _level(actor, tops[0], "")


def level_for(actor: Actor, organisation_id: int, after: str = "") -> Level:
    """What stands below one organisation, from behind the path `after` on, or NotFound."""
    return _level(actor, organisation_for(actor, organisation_id), after)


def _level(actor: Actor, above: Organisation, after: str) -> Level:
    rows = children_of(actor, above)
    if after.isalnum():
        rows = rows.filter(path__gt=after)
    found = list(_nodes(rows)[: LEVEL + 1])
    follows = found[LEVEL - 1].path if len(found) > LEVEL else ""
    return Level([_node(each) for each in found[:LEVEL]], above.pk, follows)


def found_for(actor: Actor, asked: str) -> Found:
    """The first FOUND present organisations of that name or code, the exact ones before the others; two questions."""
    closest = Case(
        When(Q(code=asked) | Q(name=asked), then=0), When(name__startswith=asked, then=1), default=2
    )
    rows = organisations_for(actor).filter(called(asked), standing(clock.today()))
    found = list(_nodes(rows).order_by(closest, "tree", "path")[: FOUND + 1])
    above = superiors(found[:FOUND])
    lines = [(_node(each), each.tree, above.get(each.pk, "")) for each in found[:FOUND]]
    return Found(lines, len(found) > FOUND)


def superiors(organisations: Iterable[Organisation]) -> dict[int, str]:
    """The names of the organisations right above these, by their ids; names are no secret within a university."""
    above = {each.pk: each.path[: -Organisation.steplen] for each in organisations}
    names = dict(Organisation.objects.filter(path__in=set(above.values())).values_list("path", "name"))
    return {pk: names[path] for pk, path in above.items() if path in names}


def _nodes(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    return rows.only(*NODE)


def _node(organisation: Organisation) -> Node:
    kind = registry.kind(organisation.kind).label.here()
    return Node(organisation.pk, organisation.name, kind, organisation.numchild == 0)
