"""The trees level by level, today's or those of a day: where they begin, what stands below one, what is found by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import Organisation, Placement, standing
from jingwei.foundation.organisations.queries.seeing import (
    SEE,
    called,
    children_of,
    organisation_for,
    organisations_for,
    tops_for,
)
from jingwei.foundation.organisations.queries.then import names_then, organisation_then, placements_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import in_force
from jingwei.kernel.packs import registry

LEVEL, FOUND = 100, 20


class Standing(NamedTuple):
    """An organisation as it stands in a tree; `below` is nothing where nobody stands below it."""

    id: int
    name: str
    kind: str
    path: str
    tree: str
    below: int | bool


@dataclass(frozen=True)
class Node:
    """A line of a drawn tree; what is below is asked for when it is opened. `on` is the day of the tree, None for today."""

    id: int
    name: str
    kind: str
    is_leaf: bool
    on: date | None = None

    @property
    def url(self) -> str:
        """The page of the organisation."""
        return f"/organisations/{self.id}/{self._then}"

    @property
    def later(self) -> str:
        """The address of what is below."""
        return f"/organisations/{self.id}/below/{self._then}"

    @property
    def _then(self) -> str:
        return f"?on={self.on}" if self.on else ""


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


def forest_for(actor: Actor, tree: str, on: date | None = None) -> tuple[Level, Level | None]:
    """Where a tree begins for the actor, and the level below where it begins at one place; two questions."""
    tops = _told(_tops_then(actor, tree, on) if on else _now(tops_for(actor, tree)))
    begin = Level([_node(top, on) for top in tops])
    if len(tops) != 1 or begin.nodes[0].is_leaf:
        return begin, None
    above = Organisation(pk=tops[0].id, path=tops[0].path, depth=len(tops[0].path) // Organisation.steplen)
    return begin, _level(actor, above, "", on)


def level_for(actor: Actor, organisation_id: int, after: str = "", on: date | None = None) -> Level:
    """What stands below one organisation, from behind the path `after` on, or NotFound."""
    above = organisation_then(actor, organisation_id, on) if on else organisation_for(actor, organisation_id)
    return _level(actor, above, after, on)


def _level(actor: Actor, above: Organisation, after: str, on: date | None) -> Level:
    rows = _children_then(actor, above.pk, on) if on else _now(children_of(actor, above))
    if after.isalnum():
        rows = rows.filter(path__gt=after)
    found = _told(rows[: LEVEL + 1])
    follows = found[LEVEL - 1].path if len(found) > LEVEL else ""
    return Level([_node(each, on) for each in found[:LEVEL]], above.pk, follows)


def found_for(actor: Actor, asked: str, on: date | None = None) -> Found:
    """The first FOUND organisations of that name or code, the exact ones before the others; two questions."""
    code = "organisation__code" if on else "code"
    exact = Q(**{code: asked}) | Q(name=asked)
    closest = Case(When(exact, then=0), When(name__startswith=asked, then=1), default=2)
    if on:
        like = Q(name__icontains=asked) | Q(organisation__code__istartswith=asked)
        rows = _then(placements_for(actor, on).filter(like), on).order_by(
            closest, "organisation__tree", "path"
        )
    else:
        present = organisations_for(actor).filter(called(asked), standing(clock.today()))
        rows = _now(present).order_by(closest, "tree", "path")
    found = _told(rows[: FOUND + 1])
    above = _superiors_then(found[:FOUND], on) if on else superiors(found[:FOUND])
    lines = [(_node(each, on), each.tree, above.get(each.id, "")) for each in found[:FOUND]]
    return Found(lines, len(found) > FOUND)


def superiors(organisations: Iterable[Any]) -> dict[int, str]:
    """The names of the organisations right above these, by their ids; names are no secret within a university."""
    above = {each.id: each.path[: -Organisation.steplen] for each in organisations}
    names = dict(Organisation.objects.filter(path__in=set(above.values())).values_list("path", "name"))
    return {pk: names[path] for pk, path in above.items() if path in names}


def superior_ids(organisation: Organisation) -> list[int]:
    """The ids of all organisations above one."""
    step = Organisation.steplen
    above = [organisation.path[:end] for end in range(step, len(organisation.path), step)]
    return list(Organisation.objects.filter(path__in=above).values_list("pk", flat=True))


def _superiors_then(found: Sequence[Standing], on: date) -> dict[int, str]:
    rows = Placement.objects.filter(in_force(on), organisation__in=[each.id for each in found])
    above = dict(rows.exclude(parent=None).values_list("organisation_id", "parent_id"))
    names = names_then(set(above.values()), on)
    return {pk: names[parent] for pk, parent in above.items() if parent in names}


def _tops_then(actor: Actor, tree: str, on: date) -> QuerySet[Placement, Any]:
    """The highest of a tree that the actor may see on a day: nobody above them may be seen."""
    seen = placements_for(actor, on)
    above = seen.filter(organisation=OuterRef("parent")).select_related(None)
    tops = seen.filter(~Exists(above), organisation__tree=tree)
    if actor.whole(SEE):
        tops = tops.filter(organisation__is_top=True)
    return _then(tops.order_by("path"), on)


def _children_then(actor: Actor, above: int, on: date) -> QuerySet[Placement, Any]:
    return _then(placements_for(actor, on).filter(parent=above).order_by("path"), on)


def _now(rows: QuerySet[Organisation]) -> QuerySet[Organisation, Any]:
    """These organisations as the columns of a Standing."""
    return rows.values_list("id", "name", "kind", "path", "tree", "numchild")


def _then(rows: QuerySet[Placement], on: date) -> QuerySet[Placement, Any]:
    """These placements as the columns of a Standing."""
    below = Exists(Placement.objects.filter(in_force(on), parent=OuterRef("organisation")))
    named = ("name", F("organisation__kind"), "path", F("organisation__tree"), below)
    return rows.select_related(None).values_list("organisation_id", *named)


def _told(rows: QuerySet[Any, Any]) -> list[Standing]:
    return [Standing(*row) for row in rows]


def _node(standing_: Standing, on: date | None) -> Node:
    kind = registry.kind(standing_.kind).label.here()
    return Node(standing_.id, standing_.name, kind, not standing_.below, on)
