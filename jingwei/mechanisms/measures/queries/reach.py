"""Whose records a figure takes in: an organisation and all below it, where they stood at the time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations import queries as organisations
from jingwei.foundation.organisations.queries import organisations_for, under
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor, outermost, system
from jingwei.kernel.errors import NotFound
from jingwei.mechanisms.measures.queries.spans import Span, month_count

SEE = reading(
    "measures.see", _l("看融合分析"), "Read the four degrees of an organisation and those below it."
)
READER = system("融合分析", "ledger.see", "organisations.see")
ALWAYS = Span(0, 10_000 * 12 - 1)
OTHER = {"party": "unit", "unit": "party"}


@dataclass(frozen=True)
class Stretch:
    """The months in which a path was the organisation's own."""

    path: str
    span: Span


@dataclass(frozen=True)
class Reach:
    """The stretches of one tree; none means that nothing is reached. `university_id` is None for an authority."""

    university_id: int | None
    stretches: tuple[Stretch, ...]

    def condition(self, path: str, month: str = "month") -> Q:
        """The condition on rows with an organisation path and a month."""
        found = Q(pk__in=())
        for stretch in self.stretches:
            one = under(path, [stretch.path])
            if stretch.span != ALWAYS:
                one &= Q(**{f"{month}__range": stretch.span.months})
            found |= one
        if self.university_id is not None and self.stretches:
            return Q(university_id=self.university_id) & found
        return found

    def alive(self, span: Span, placements: str) -> Q:
        """The condition on dated placements that stood here on some day of the span."""
        found = Q(pk__in=())
        for stretch in self.stretches:
            if both := stretch.span.within(span):
                begun = Q(**{f"{placements}since__lte": both.ends})
                going = Q(**{f"{placements}until": None}) | Q(**{f"{placements}until__gte": both.begins})
                found |= under(f"{placements}path", [stretch.path]) & begun & going
        return found


@dataclass(frozen=True)
class Reaches:
    """What an organisation reaches in either tree."""

    party: Reach
    unit: Reach

    def of(self, tree: str) -> Reach:
        """The reach in one tree."""
        return self.party if tree == "party" else self.unit


def measured(actor: Actor) -> QuerySet[Any]:
    """The organisations whose figures the actor may read."""
    return organisations_for(READER).filter(under("path", actor.paths(SEE)))


def organisation_of(actor: Actor, organisation_id: int | None) -> Any:
    """The organisation asked for, that of the post in use where none is; NotFound where not the actor's."""
    rows = measured(actor).select_related("university")
    if organisation_id is None and actor.post:
        organisation_id = actor.post.organisation_id
    found = rows.filter(pk=organisation_id).first()
    if found is None:
        raise NotFound
    return found


def below(actor: Actor, organisation: Any) -> QuerySet[Any]:
    """The present organisations one step below, in the order of their codes."""
    rows = measured(actor).filter(
        under("path", [organisation.path]), depth=organisation.depth + 1, ended_on=None
    )
    return rows.order_by("code", "pk")


def reaches_of(organisation: Any) -> Reaches:
    """What a figure about the organisation takes in (two questions).

    In its own tree: itself and all below, at the paths of the time. In the other tree: what the coverage
    links of today join it to, and all below that.
    """
    is_authority = organisation.university.kind == "authority"
    university_id = None if is_authority else organisation.university_id
    own = Reach(university_id, _stretches(organisation.placements.order_by("since")))
    linked = outermost(_linked(organisation))
    other = Reach(university_id, tuple(Stretch(path, ALWAYS) for path in linked))
    return Reaches(own, other) if organisation.tree == "party" else Reaches(other, own)


def _stretches(placements: Iterable[Any]) -> tuple[Stretch, ...]:
    """The paths in order of time, both of two in the month of a move.

    The first reaches back without end, since records may be older than the tree; the last reaches on.
    """
    found: list[Stretch] = []
    for placement in placements:
        first = month_count(placement.since) if found else ALWAYS.first
        if found and found[-1].path == placement.path:
            continue
        if found:
            found[-1] = Stretch(found[-1].path, Span(found[-1].span.first, first))
        found.append(Stretch(placement.path, Span(first, ALWAYS.last)))
    return tuple(found)


def _linked(organisation: Any) -> list[str]:
    today = clock.today()
    links, end = ("covered_by", "party") if organisation.tree == "party" else ("coverages", "unit")
    in_force = Q(**{f"{links}__since__lte": today}) & (
        Q(**{f"{links}__until": None}) | Q(**{f"{links}__until__gte": today})
    )
    joined = in_force & under(f"{links}__{end}__path", [organisation.path])
    rows = organisations_for(READER).filter(joined, tree=OTHER[organisation.tree])
    return list(rows.values_list("path", flat=True).distinct())


def seen(actor: Actor) -> Q:
    """The condition on organisations that the actor may see by name."""
    return under("path", actor.paths(organisations.SEE))
