"""The figures of an organisation over spans of months: how many there were, and how many of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When

from jingwei.foundation.ledger.queries import records_for
from jingwei.foundation.organisations.queries import organisations_for
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.mechanisms.measures.models import Cell
from jingwei.mechanisms.measures.queries.questions import (
    DENOMINATOR,
    NUMERATOR,
    adds_up,
    counted_then,
    counts_organisations,
    filter_of,
    formula,
    kinds_of,
    things,
)
from jingwei.mechanisms.measures.queries.reach import READER, Reach, Reaches
from jingwei.mechanisms.measures.queries.spans import Span

TREES = ("party", "unit")


@dataclass(frozen=True)
class Counts:
    """A share as its two counts."""

    numerator: int = 0
    denominator: int = 0

    @property
    def percent(self) -> int:
        """The share as a whole number of a hundred; 100 and 0 only where it is all or none."""
        if not self.denominator:
            return 0
        rounded = (200 * self.numerator + self.denominator) // (2 * self.denominator)
        if 0 < self.numerator < self.denominator:
            return min(max(rounded, 1), 99)
        return rounded


@dataclass(frozen=True)
class Sources:
    """How many of the organisations there are left something that a figure counted, in its first span."""

    organisations: int
    alive: int


class Figures:
    """Counts of indicators over spans, for what one organisation reaches, in a fixed number of questions.

    Records that count once each are summed from the roll-up. What is counted once over several records is
    counted in the ledger itself, since sums of months would count it twice. Organisations are counted from
    their dated placements, those with records by the roll-up: two questions that are put off until somebody
    wants to know. Spans that overlap take one more question each.
    """

    def __init__(self, reaches: Reaches, indicators: Sequence[Indicator], spans: Sequence[Span]) -> None:
        self._reaches, self._indicators, self._spans = reaches, indicators, tuple(dict.fromkeys(spans))
        self._parts: dict[tuple[str, Span], int] = {}
        self._wholes: dict[tuple[str, Span], int] = {}
        self._sum_cells([i for i in indicators if adds_up(i)])
        of_things = [i for i in indicators if not adds_up(i) and not counts_organisations(i)]
        for layer in layers(self._spans):
            for tree in TREES:
                self._count_things([i for i in of_things if i.per == tree], reaches.of(tree), layer)
        for indicator in filter(counts_organisations, indicators):
            self._count_organisations(indicator)

    def counts(self, indicator: Indicator, span: Span) -> Counts:
        """The two counts of an indicator in one of the spans."""
        key = indicator.id, span
        return Counts(self._parts.get(key, 0), self._wholes.get(key, 0))

    def sources(self, indicator: Indicator) -> Sources:
        """From how many organisations the figure of the first span comes."""
        first = self._spans[0]
        alive = len({s.pk for s in self._spells if s.tree == indicator.per and s.during(first)})
        if counts_organisations(indicator):
            return Sources(alive, alive)
        return Sources(self._having.get((indicator.id, first), 0), alive)

    def _cells(self, indicators: Sequence[Indicator]) -> QuerySet[Cell]:
        """The cells that each indicator reaches in its own tree, in any of the spans."""
        found = Q(pk__in=())
        for tree in TREES:
            if mine := [formula(i) for i in indicators if i.per == tree]:
                found |= Q(formula__in=mine) & self._reaches.of(tree).condition("path")
        return Cell.objects.filter(found, month__range=outer(self._spans).months)

    def _sum_cells(self, indicators: Sequence[Indicator]) -> None:
        if not indicators:
            return
        months = self._cells(indicators).values_list("indicator", "month")
        for identifier, month, part, whole in months.annotate(Sum("numerator"), Sum("denominator")):
            for span in self._spans:
                if span.months[0] <= month <= span.months[1]:
                    key = identifier, span
                    self._parts[key] = self._parts.get(key, 0) + part
                    self._wholes[key] = self._wholes.get(key, 0) + whole

    def _count_things(self, indicators: Sequence[Indicator], reach: Reach, layer: Sequence[Span]) -> None:
        if not indicators:
            return
        counts: dict[str, Any] = {}
        any_of = Q(pk__in=())
        for place, indicator in enumerate(indicators):
            part, whole = filter_of(indicator, NUMERATOR), filter_of(indicator, DENOMINATOR)
            of_whole = counted_then(indicator, DENOMINATOR)
            any_of |= of_whole
            counts[f"part{place}"] = things(part, counted_then(indicator, NUMERATOR))
            counts[f"whole{place}"] = things(whole, of_whole)
        rows = records_for(READER).filter(reach.condition(f"{indicators[0].per}_path"), any_of)
        rows = rows.filter(month__range=outer(layer).months).annotate(span=_which(layer)).order_by()
        found: Any = rows.exclude(span=None).values("span").annotate(**counts)
        for row in found:
            for place, indicator in enumerate(indicators):
                key = indicator.id, layer[row["span"]]
                self._parts[key], self._wholes[key] = row[f"part{place}"], row[f"whole{place}"]

    def _count_organisations(self, indicator: Indicator) -> None:
        """Count those of its kinds that were there in each span, and those of them with records."""
        kinds = kinds_of(indicator, DENOMINATOR)
        mine = [s for s in self._spells if s.tree == indicator.per and s.kind in kinds]
        for span in self._spans:
            key = indicator.id, span
            self._wholes[key] = len({s.pk for s in mine if s.during(span)})
            self._parts[key] = self._having.get(key, 0)

    @cached_property
    def _spells(self) -> list[_Spell]:
        """Who was there in any of the spans, from the dated placements (one question)."""
        there = Q(pk__in=())
        for tree in self._trees:
            there |= Q(tree=tree) & self._reaches.of(tree).alive(outer(self._spans), "placements__")
        rows = organisations_for(READER).filter(there)
        if (university_id := self._reaches.party.university_id) is not None:
            rows = rows.filter(university_id=university_id)
        placed = rows.values_list("tree", "kind", "pk", "placements__since", "placements__until")
        return [_Spell(*row) for row in placed.order_by()]

    @cached_property
    def _having(self) -> dict[tuple[str, Span], int]:
        """How many had a record in each span while being there (one question a layer)."""
        found: dict[tuple[str, Span], int] = {}
        for layer in layers(self._spans):
            rows: Any = self._cells_of_those_there(layer).annotate(span=_which(layer))
            counted = rows.values_list("indicator", "span").annotate(Count("organisation", distinct=True))
            found |= {(identifier, layer[at]): count for identifier, at, count in counted}
        return found

    def _cells_of_those_there(self, layer: Sequence[Span]) -> QuerySet[Cell]:
        there = Q(pk__in=())
        for tree in self._trees:
            ids = [i.id for i in self._indicators if i.per == tree]
            for span in layer:
                alive = self._reaches.of(tree).alive(span, "organisation__placements__")
                there |= Q(indicator__in=ids, month__range=span.months) & alive
        return self._cells(self._indicators).filter(there)

    @property
    def _trees(self) -> list[str]:
        return sorted({i.per for i in self._indicators})


class _Spell(NamedTuple):
    """The days in which an organisation stood in one place."""

    tree: str
    kind: str
    pk: int
    since: date
    until: date | None

    def during(self, span: Span) -> bool:
        """Whether some day of the span is among them."""
        return self.since <= span.ends and (self.until is None or self.until >= span.begins)


def layers(spans: Sequence[Span]) -> list[list[Span]]:
    """The spans in as few groups as it takes for those of one group not to overlap."""
    found: list[list[Span]] = []
    for span in spans:
        free = (layer for layer in found if not any(span.within(other) for other in layer))
        layer = next(free, None)
        if layer is None:
            found.append([span])
        else:
            layer.append(span)
    return found


def outer(spans: Sequence[Span]) -> Span:
    """The span from the first to the last month of all of them."""
    return Span(min(span.first for span in spans), max(span.last for span in spans))


def _which(layer: Sequence[Span]) -> Case:
    """The place in the layer of the span that a row's month lies in."""
    whens = [When(month__range=span.months, then=Value(at)) for at, span in enumerate(layer)]
    return Case(*whens, output_field=IntegerField())
