"""Whose records a figure takes in: an organisation and all below it, where they stood at the time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations import queries as organisations
from jingwei.foundation.organisations.queries import organisations_for, standing, under
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor, outermost, system
from jingwei.kernel.dated import a_day_or_more, in_force, overlaps
from jingwei.kernel.errors import NotFound
from jingwei.mechanisms.measures.queries.spans import Span

SEE = reading(
    "measures.see", _l("看融合分析"), "Read the four degrees of an organisation and those below it."
)
READER = system("融合分析", "ledger.see", "organisations.see")
OTHER = {"party": "unit", "unit": "party"}


@dataclass(frozen=True)
class Reach:
    """The paths in one tree; none means that nothing is reached. `university_id` is None for an authority.

    A path belongs to one organisation for ever, so what was recorded at it was recorded there.
    """

    university_id: int | None
    paths: tuple[str, ...]

    def condition(self, path: str) -> Q:
        """The condition on rows with an organisation path."""
        found = under(path, self.paths)
        return Q(university_id=self.university_id) & found if self.university_id is not None else found

    def alive(self, span: Span, placements: str) -> Q:
        """The condition on dated placements that stood here on some day of the span."""
        here = under(f"{placements}path", self.paths) & a_day_or_more(placements)
        return here & overlaps(span.begins, span.ends, placements)


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
        standing(clock.today()), under("path", [organisation.path]), depth=organisation.depth + 1
    )
    return rows.order_by("code", "pk")


def reaches_of(organisation: Any) -> Reaches:
    """What a figure about the organisation takes in (one question).

    In its own tree: itself and all below, at every path it ever held. In the other tree: what the coverage
    links of today join it to, and all below that.
    """
    is_authority = organisation.university.kind == "authority"
    university_id = None if is_authority else organisation.university_id
    held = organisation.placements.values_list(Value(1), "path")
    found = list(held.union(_linked(organisation).values_list(Value(0), "path")))
    own = Reach(university_id, outermost(path for is_own, path in found if is_own))
    other = Reach(university_id, outermost(path for is_own, path in found if not is_own))
    return Reaches(own, other) if organisation.tree == "party" else Reaches(other, own)


def _linked(organisation: Any) -> QuerySet[Any]:
    """The organisations of the other tree that a coverage link of today joins to it or to one below."""
    today = clock.today()
    links, end = ("covered_by", "party") if organisation.tree == "party" else ("coverages", "unit")
    joined = in_force(today, f"{links}__") & under(f"{links}__{end}__path", [organisation.path])
    return organisations_for(READER).filter(joined, tree=OTHER[organisation.tree]).order_by()


def seen(actor: Actor) -> Q:
    """The condition on organisations that the actor may see by name."""
    return under("path", actor.paths(organisations.SEE))
