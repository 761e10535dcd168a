"""The figures of an organisation over spans of months: how many there were, and how many of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from jingwei.foundation.ledger.queries import records_for
from jingwei.foundation.organisations.queries import organisations_for
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.mechanisms.measures.models import Cell
from jingwei.mechanisms.measures.queries.questions import (
    DENOMINATOR,
    NUMERATOR,
    adds_up,
    counted,
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
    """Counts of indicators over spans, for what one organisation reaches; five questions at most, however many.

    Records that count once each are summed from the roll-up. What is counted once over several records is
    counted in the ledger itself, since sums of months would count it twice. Organisations are counted from
    their dated placements, those with records by the roll-up.
    """

    def __init__(self, reaches: Reaches, indicators: Sequence[Indicator], spans: Sequence[Span]) -> None:
        self._reaches, self._spans = reaches, tuple(spans)
        self._counts: dict[tuple[str, Span], Counts] = {}
        self._with_rows: dict[str, int] = {}
        self._alive: dict[str, int] = {}
        of_organisations = [i for i in indicators if counts_organisations(i)]
        of_records = [i for i in indicators if not counts_organisations(i)]
        self._sum_cells(of_records)
        for tree in TREES:
            self._count_things([i for i in of_records if not adds_up(i) and i.per == tree], reaches.of(tree))
        self._count_organisations(indicators, of_organisations)

    def counts(self, indicator: Indicator, span: Span) -> Counts:
        """The two counts of an indicator in one of the spans."""
        return self._counts.get((indicator.id, span), Counts())

    def sources(self, indicator: Indicator) -> Sources:
        """From how many organisations the figure of the first span comes."""
        alive = self._alive.get(indicator.per, 0)
        if counts_organisations(indicator):
            return Sources(alive, alive)
        return Sources(min(self._with_rows.get(indicator.id, 0), alive), alive)

    def _cells(self, indicators: Sequence[Indicator]) -> QuerySet[Cell]:
        return Cell.objects.filter(
            self._per_tree(indicators, "formula__in", formula, lambda reach: reach.condition("path"))
        )

    def _per_tree(self, indicators: Sequence[Indicator], key: str, value: Any, condition: Any) -> Q:
        """Of each tree's indicators, the rows that the reach in that tree takes in."""
        found = Q(pk__in=())
        for tree in TREES:
            if mine := [value(i) for i in indicators if i.per == tree]:
                found |= Q(**{key: mine}) & condition(self._reaches.of(tree))
        return found

    def _sum_cells(self, indicators: Sequence[Indicator]) -> None:
        sums: dict[str, Any] = {}
        for at, span in enumerate(self._spans):
            inside = Q(month__range=span.months)
            sums[f"n{at}"] = Coalesce(Sum("numerator", filter=inside), 0)
            sums[f"d{at}"] = Coalesce(Sum("denominator", filter=inside), 0)
        first = Q(month__range=self._spans[0].months)
        sums["sources"] = Count("organisation", distinct=True, filter=first)
        rows: Any = self._cells(indicators).values("indicator").annotate(**sums)
        for row in rows:
            self._with_rows[row["indicator"]] = row["sources"]
            self._keep(row["indicator"], row)

    def _keep(self, identifier: str, row: dict[str, int], prefix: str = "") -> None:
        for at, span in enumerate(self._spans):
            counts = Counts(row[f"{prefix}n{at}"], row[f"{prefix}d{at}"])
            self._counts[identifier, span] = counts

    def _count_things(self, indicators: Sequence[Indicator], reach: Reach) -> None:
        if not indicators:
            return
        path = f"{indicators[0].per}_path"
        counts: dict[str, Any] = {}
        any_of = Q(pk__in=())
        for place, indicator in enumerate(indicators):
            part, whole = filter_of(indicator, NUMERATOR), filter_of(indicator, DENOMINATOR)
            any_of |= counted(whole)
            for at, span in enumerate(self._spans):
                inside = Q(month__range=span.months)
                counts[f"i{place}n{at}"] = things(part, inside & counted(part))
                counts[f"i{place}d{at}"] = things(whole, inside & counted(whole))
        months = [month for span in self._spans for month in span.months]
        rows = records_for(READER).filter(reach.condition(path), any_of)
        row = rows.filter(month__range=(min(months), max(months))).order_by().aggregate(**counts)
        for place, indicator in enumerate(indicators):
            self._keep(indicator.id, row, f"i{place}")

    def _count_organisations(self, asked: Sequence[Indicator], indicators: Sequence[Indicator]) -> None:
        """Count who was there (one question), and of them who had such a record (another)."""
        alive: dict[str, Any] = {}
        for tree in sorted({i.per for i in asked}):
            there = self._reaches.of(tree).alive(self._spans[0], "placements__")
            alive[f"alive_{tree}"] = Count("pk", distinct=True, filter=there)
        for place, indicator in enumerate(indicators):
            kinds = Q(kind__in=kinds_of(indicator, DENOMINATOR))
            for at, span in enumerate(self._spans):
                there = self._reaches.of(indicator.per).alive(span, "placements__")
                alive[f"i{place}d{at}"] = Count("pk", distinct=True, filter=kinds & there)
        rows = organisations_for(READER)
        if (university_id := self._reaches.party.university_id) is not None:
            rows = rows.filter(university_id=university_id)
        row = rows.order_by().aggregate(**alive) if alive else {}
        self._alive = {tree: row.get(f"alive_{tree}", 0) for tree in TREES}
        having = self._having_records(indicators)
        for place, indicator in enumerate(indicators):
            mine = having.get(indicator.id, {})
            both = row | {f"i{place}n{at}": mine.get(f"n{at}", 0) for at in range(len(self._spans))}
            self._keep(indicator.id, both, f"i{place}")

    def _having_records(self, indicators: Sequence[Indicator]) -> dict[str, dict[str, int]]:
        if not indicators:
            return {}
        counts: dict[str, Any] = {}
        for at, span in enumerate(self._spans):
            there = self._per_tree(
                indicators,
                "indicator__in",
                lambda i: i.id,
                lambda reach, span=span: reach.alive(span, "organisation__placements__"),
            )
            inside = Q(month__range=span.months) & there
            counts[f"n{at}"] = Count("organisation", distinct=True, filter=inside)
        rows: Any = self._cells(indicators).values("indicator").annotate(**counts)
        return {row["indicator"]: row for row in rows}
