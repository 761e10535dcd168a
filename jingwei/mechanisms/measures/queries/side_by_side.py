"""The organisations of the next level side by side, by name, for the meeting that appraises them (4.5): facts, in tree order.

Everywhere else the others stay unnamed. Nothing here is added up, weighted or put in order by a number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.organisations.queries import organisations_for, under
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.mechanisms.measures.queries.degrees import Figure, headlines_asked
from jingwei.mechanisms.measures.queries.figures import Counts
from jingwei.mechanisms.measures.queries.peers import counts_by_path, moved_among
from jingwei.mechanisms.measures.queries.reach import READER
from jingwei.mechanisms.measures.queries.spans import Span

COMPARE = reading(
    "measures.compare",
    _l("并排看下一级"),
    "Read the facts of the organisations of the next level side by side, for the meeting that appraises them.",
)


@dataclass(frozen=True)
class Line:
    """One organisation with its headline facts, in the order of the degrees; none where its past lies elsewhere."""

    organisation: Any
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Kin:
    """Those of one kind."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class SideBySide:
    """The columns by degree and headline, and the organisations by kind in the order of their codes."""

    columns: tuple[tuple[str, Indicator], ...]
    kins: tuple[Kin, ...]


def may_compare(actor: Actor, organisation: Any) -> bool:
    """Whether the post in use sits at this organisation of the Party tree, and appraises what lies below."""
    post = actor.post
    sits = post is not None and post.organisation_id == organisation.pk and organisation.on is None
    return sits and organisation.tree == "party" and actor.holds(COMPARE, organisation.path)


def side_by_side_of(actor: Actor, organisation: Any, span: Span) -> SideBySide:
    """The Party organisations one step below an organisation that `organisation_of` gave."""
    if not may_compare(actor, organisation):
        raise NotFound
    asked = [(term, each) for term, each in headlines_asked(organisation) if each.per == "party"]
    below = list(
        organisations_for(READER)
        .filter(under("path", (organisation.path,)), depth=organisation.depth + 1, ended_on=None)
        .order_by("code", "pk")
    )
    moved = moved_among(below)
    universities = {each.university_id for each in below}
    counted = [
        counts_by_path(len(each.path), universities, indicator, span)
        for each in below[:1]
        for _term, indicator in asked
    ]

    def line(each: Any) -> Line:
        if each.pk in moved:
            return Line(each, ())
        told = zip(asked, counted, strict=True)
        return Line(
            each, tuple(Figure(e, span, counts.get(each.path, Counts())) for (_term, e), counts in told)
        )

    kinds = dict.fromkeys(each.kind for each in below)
    return SideBySide(
        tuple((term.label.here(), each) for term, each in asked),
        tuple(
            Kin(registry.kind(kind).label.here(), tuple(line(each) for each in below if each.kind == kind))
            for kind in kinds
        ),
    )
