"""Whose records a figure takes in: an organisation and all below it, where they stood at the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations import queries as organisations
from jingwei.foundation.organisations.queries import Organisation, organisations_for, under
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor, outermost, system
from jingwei.kernel.dated import a_day_or_more, in_force, overlaps
from jingwei.kernel.errors import NotFound
from jingwei.kernel.prepared import Prepared

SEE = reading(
    "measures.see", _l("看融合分析"), "Read the four degrees of an organisation and those below it."
)
READER = system("融合分析", "ledger.see", "organisations.see")
OTHER = {"party": "unit", "unit": "party"}
HELD, JOINED, ROOT = 0, 1, 2
"""How a path is reached: held by the organisation itself, joined to it, a root of the other tree."""
Place = tuple[int | None, tuple[str, ...]]
"""The university, None for all of them, and the paths."""


@dataclass(frozen=True)
class Reach:
    """The paths in one tree; none means that nothing is reached. `university_id` is None for an authority.

    A path belongs to one organisation for ever, so what was recorded at it was recorded there.
    """

    university_id: int | None
    paths: tuple[str, ...]

    @property
    def plain(self) -> Place:
        """Itself as a value of a prepared question."""
        return self.university_id, self.paths

    def condition(self, path: str) -> Q:
        """The condition on rows with an organisation path."""
        found = under(path, self.paths)
        return Q(university_id=self.university_id) & found if self.university_id is not None else found

    def alive(self, begins: date, ends: date, placements: str) -> Q:
        """The condition on dated placements that stood here on some day from one to another."""
        here = under(f"{placements}path", self.paths) & a_day_or_more(placements)
        return here & overlaps(begins, ends, placements)


@dataclass(frozen=True)
class Reaches:
    """What an organisation reaches in either tree."""

    party: Reach
    unit: Reach

    def of(self, tree: str) -> Reach:
        """The reach in one tree."""
        return self.party if tree == "party" else self.unit


def _measured(paths: tuple[str, ...]) -> QuerySet[Organisation]:
    """The organisations whose figures may be read where `SEE` is held at these paths."""
    return organisations_for(READER).filter(under("path", paths))


def organisation_of(actor: Actor, organisation_id: int | None, on: date | None = None) -> Organisation:
    """The organisation asked for, that of the post in use where none is; NotFound where not the actor's.

    With a day it is the organisation as it stood then, and what is read of it is what was known then.
    """
    if organisation_id is None and actor.post:
        organisation_id = actor.post.organisation_id
    if on and organisation_id is not None:
        return organisations.organisation_then(actor, organisation_id, on, SEE)
    found = NAMED(actor.paths(SEE), organisation_id) if organisation_id is not None else []
    if not found:
        raise NotFound
    return found[0]


def _named(paths: tuple[str, ...], organisation_id: int) -> QuerySet[Organisation]:
    return _measured(paths).select_related("university").filter(pk=organisation_id)


def before(organisation: Organisation) -> list[Organisation]:
    """Those whose place an organisation took: their figures stay theirs, and open from here."""
    return organisations.predecessors_of(organisation) if organisation.former else []


def below(actor: Actor, organisation: Organisation) -> list[Any]:
    """The organisations one step below, in the order of their codes: `pk` and `name` of each."""
    if on := organisation.on:
        rows = organisations.placements_for(actor, on, SEE).filter(parent=organisation.pk)
        return [
            organisations.as_it_was(row, on) for row in rows.order_by("organisation__code", "organisation")
        ]
    return BELOW(actor.paths(SEE), clock.today(), organisation.pk)


def _below(paths: tuple[str, ...], today: date, above: int) -> QuerySet[Organisation, Any]:
    rows = _measured(paths).filter(in_force(today, "placements__"), placements__parent=above)
    return rows.order_by("code", "pk").values_list("pk", "name", named=True)


def reaches_of(organisation: Organisation) -> Reaches:
    """What a figure about the organisation takes in (one question).

    In its own tree: itself and all below, at every path it ever held. In the other tree: what the coverage
    links of today join it to, and all below that. As of a day: those it held until then, the links of that day.
    """
    is_authority = organisation.university.kind == "authority"
    university_id = None if is_authority else organisation.university_id
    if organisation.on:
        found = _paths_then(organisation, university_id)
    else:
        path, tree = organisation.path, organisation.tree
        found = PATHS(organisation.pk, university_id, path, clock.today(), tree=tree)
    paths = {kind: outermost(path for of, path in found if of == kind) for kind in (HELD, JOINED, ROOT)}
    own, other = Reach(university_id, paths[HELD]), Reach(university_id, _shortly(paths[JOINED], paths[ROOT]))
    return Reaches(own, other) if organisation.tree == "party" else Reaches(other, own)


def _paths_then(organisation: Organisation, university_id: int | None) -> list[tuple[int, str]]:
    on = organisation.on
    assert on is not None
    joined = organisations.joined_then(organisation, on)
    if university_id is not None:
        joined = joined.filter(organisation__university=university_id)
    held = [(HELD, path) for path in organisations.paths_until(organisation.pk, on)]
    return held + [(JOINED, path) for path in joined.values_list("path", flat=True)]


def _shortly(joined: tuple[str, ...], roots: tuple[str, ...]) -> tuple[str, ...]:
    """The paths joined, or what all roots of the tree begin with where every root is joined: one range, not hundreds."""
    if not roots or roots != joined:
        return joined
    first, last = min(roots), max(roots)
    shared = next(
        (at for at, (one, other) in enumerate(zip(first, last, strict=True)) if one != other), len(first)
    )
    return (first[:shared],) if shared else joined


def _paths(
    organisation_id: int, university_id: int | None, path: str, today: date, *, tree: str
) -> QuerySet[Organisation, Any]:
    """Every path an organisation ever held, those in the other tree that the links of today join to what lies below
    its path (the university alone where that is joined), and, where several universities are looked at, the roots of that tree.
    """
    held = organisations_for(READER).filter(pk=organisation_id, placements__isnull=False).order_by()
    links, end = ("covered_by", "party") if tree == "party" else ("coverages", "unit")
    joined = in_force(today, f"{links}__") & under(f"{links}__{end}__path", [path])
    linked = organisations_for(READER).filter(joined, tree=OTHER[tree]).order_by()
    if university_id is not None:
        linked = linked.filter(university_id=university_id)
        linked = linked.filter(Q(is_top=True) | ~Exists(linked.filter(is_top=True)))
    found = held.values_list(Value(HELD), "placements__path")
    found = found.union(linked.values_list(Value(JOINED), "path"))
    if university_id is None:
        roots = organisations_for(READER).filter(tree=OTHER[tree], depth=1).order_by()
        found = found.union(roots.values_list(Value(ROOT), "path"))
    return found


NAMED, BELOW = Prepared(_named), Prepared(_below)
PATHS = Prepared(_paths)


def seen(actor: Actor, on: date | None) -> Q:
    """The condition on organisations that the actor may see by name."""
    if on:
        return Q(pk__in=organisations.placements_for(actor, on).values("organisation"))
    return under("path", actor.paths(organisations.SEE))
