"""Figures of a university and of the province that stand ready: what is read of them instead of counting, and when not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import Organisation, organisations_for, under
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.kernel.prepared import Prepared
from jingwei.mechanisms.measures.models import Behind, Ready
from jingwei.mechanisms.measures.queries.figures import TREES, Counts, Figures, Sources
from jingwei.mechanisms.measures.queries.questions import formula
from jingwei.mechanisms.measures.queries.reach import READER, Reach, Reaches, reaches_of
from jingwei.mechanisms.measures.queries.spans import Span, opened_with, told_with

MOST_MISSING = 4
"""Where one in so many universities is behind, all are counted together, by as many questions as one."""


class ReadyFigures:
    """The same as `Figures`, of universities whose figures stand ready, together; nothing is counted."""

    def __init__(self, span: Span, rows: Iterable[tuple[Any, Any]]) -> None:
        self._at = {each: at for at, each in enumerate(told_with(span))}
        self._figures: dict[str, list[int]] = {}
        self._standing = dict.fromkeys(TREES, 0)
        for figures, standing in rows:
            for name, counted in figures.items():
                known = self._figures.get(name)
                self._figures[name] = (
                    [a + b for a, b in zip(known, counted, strict=True)] if known else counted
                )
            for tree, number in standing.items():
                self._standing[tree] += number

    def counts(self, indicator: Indicator, span: Span) -> Counts:
        """The two counts of an indicator in one of the spans."""
        at = 1 + 2 * self._at[span]
        told = self._figures.get(indicator.id)
        return Counts(told[at], told[at + 1]) if told else Counts()

    def sources(self, indicator: Indicator) -> Sources:
        """From how many organisations the figure of the first span comes."""
        alive = self._standing[indicator.per]
        told = self._figures.get(indicator.id)
        return Sources(told[0] if told else 0, alive)


class Together:
    """Figures of several that share nothing, summed."""

    def __init__(self, parts: Sequence[Figures | ReadyFigures]) -> None:
        self._parts = parts

    def counts(self, indicator: Indicator, span: Span) -> Counts:
        """The two counts of an indicator in one of the spans."""
        return sum((part.counts(indicator, span) for part in self._parts), Counts())

    def sources(self, indicator: Indicator) -> Sources:
        """From how many organisations the figure of the first span comes."""
        each = [part.sources(indicator) for part in self._parts]
        return Sources(sum(e.organisations for e in each), sum(e.alive for e in each))


def figures_of(
    organisation: Any, indicators: Sequence[Indicator], spans: Sequence[Span]
) -> Figures | ReadyFigures | Together:
    """The figures of an organisation: those that stand ready where it is a university or the province, else counted."""
    if is_whole(organisation) and spans[0] in opened_with(clock.today()):
        found = _ready(organisation, spans[0])
        if found is not None:
            parts: list[Figures | ReadyFigures] = [
                Figures(_own(each), indicators, spans)
                for each in (WHOLES(tuple(found.missing)) if found.missing else ())
            ]
            return Together((found.figures, *parts)) if parts else found.figures
    return Figures(reaches_of(organisation), indicators, spans, organisation.on)


def is_whole(organisation: Any) -> bool:
    """Whether it is a university itself, or the authority above universities, in the Party tree and today."""
    return bool(organisation.tree == "party" and organisation.is_top and organisation.on is None)


class _Found(NamedTuple):
    """What stands ready, and the universities of which nothing does."""

    figures: ReadyFigures
    missing: list[int]


def _ready(organisation: Any, span: Span) -> _Found | None:
    """Of the province that of itself and of each university below it; None where too few stand ready to gain by it."""
    is_authority = organisation.university.kind == "authority"
    universities = tuple(TOPS(organisation.path)) if is_authority else (organisation.university_id,)
    rows = READY(universities, clock.today(), said(), *span.months)
    missing = [each for each in universities if each not in {row[0] for row in rows}]
    if MOST_MISSING * len(missing) >= len(universities):
        return None
    return _Found(ReadyFigures(span, [row[1:] for row in rows]), missing)


def told_of(organisation: Any, span: Span) -> tuple[dict[str, list[int]], dict[str, int]]:
    """The figures of a university as `Ready` keeps them, counted now; an authority's without those of its universities."""
    indicators, spans = registry.known_indicators(), told_with(span)
    figures = Figures(_own(organisation), indicators, spans)
    told = {}
    for each in indicators:
        counts = [figures.counts(each, of) for of in spans]
        told[each.id] = [
            figures.sources(each).organisations,
            *(number for c in counts for number in (c.numerator, c.denominator)),
        ]
    alive: dict[str, int] = {each.per: figures.sources(each).alive for each in indicators}
    return told, alive


def _own(organisation: Any) -> Reaches:
    found = reaches_of(organisation)
    university_id = organisation.university_id
    return Reaches(*(Reach(university_id, each.paths) for each in (found.party, found.unit)))


def said() -> str:
    """The digest of all that is counted, and how."""
    formulas = sorted(f"{each.id} {formula(each)}" for each in registry.known_indicators())
    return hashlib.sha256("\n".join(formulas).encode()).hexdigest()[:16]


def wholes() -> QuerySet[Organisation]:
    """The universities and authorities themselves, in the Party tree."""
    return organisations_for(READER).filter(tree="party", is_top=True).order_by("university_id")


def _tops(path: str) -> QuerySet[Organisation, Any]:
    return wholes().filter(under("path", (path,))).values_list("university_id", flat=True)


def _standing_ready(
    universities: tuple[int, ...], today: date, definitions: str, first: int, last: int
) -> QuerySet[Ready, Any]:
    rows = Ready.objects.filter(university_id__in=universities, first=first, last=last)
    rows = rows.filter(on=today, said=definitions)
    behind = Behind.objects.filter(university_id=OuterRef("university_id"))
    return rows.exclude(Exists(behind)).values_list("university_id", "figures", "standing")


def _wholes_of(universities: tuple[int, ...]) -> QuerySet[Organisation]:
    return wholes().select_related("university").filter(university_id__in=universities)


TOPS, READY, WHOLES = Prepared(_tops), Prepared(_standing_ready), Prepared(_wholes_of)
