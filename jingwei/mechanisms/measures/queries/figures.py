"""The figures of an organisation over spans of months: how many there were, and how many of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.mechanisms.measures.queries.counting import HAVING, SPELLS, SUMS, THINGS, Inside, Months
from jingwei.mechanisms.measures.queries.definitions import in_force
from jingwei.mechanisms.measures.queries.questions import (
    DENOMINATOR,
    adds_up,
    counts_organisations,
    formula,
    kinds_of,
    pieces,
)
from jingwei.mechanisms.measures.queries.reach import Reaches
from jingwei.mechanisms.measures.queries.spans import Span

TREES = ("party", "unit")


@dataclass(frozen=True)
class Counts:
    """A share as its two counts."""

    numerator: int = 0
    denominator: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(self.numerator + other.numerator, self.denominator + other.denominator)

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
    their dated placements, those with records by the roll-up. Spans that overlap take one more question each.
    """

    def __init__(
        self,
        reaches: Reaches,
        indicators: Sequence[Indicator],
        spans: Sequence[Span],
        on: date | None = None,
    ) -> None:
        """As of a day, only the months that were over by then are counted."""
        self._known = {span: span.known(on) for span in spans}
        self._first = self._known[spans[0]]
        self._reaches = reaches
        self._spans = tuple(dict.fromkeys(known for known in self._known.values() if known))
        self._pieces = tuple(
            dict.fromkeys(
                piece
                for span in self._spans
                for indicator in filter(counts_organisations, indicators)
                for piece in pieces(indicator, span)
            )
        )
        self._parts: dict[tuple[str, Span], int] = {}
        self._wholes: dict[tuple[str, Span], int] = {}
        self._with_rows: dict[tuple[str, Span], int] = {}
        self._alive: dict[str, int] = {}
        if self._spans:
            self._count(indicators)

    def _count(self, indicators: Sequence[Indicator]) -> None:
        self._sum_cells([i for i in indicators if adds_up(i)])
        self._count_alive(indicators)
        of_things = [i for i in indicators if not adds_up(i) and not counts_organisations(i)]
        for layer in layers(self._spans):
            for tree in TREES:
                self._count_things(tree, [i for i in of_things if i.per == tree], layer)
        for layer in layers(tuple(dict.fromkeys((*self._spans, *self._pieces)))):
            self._count_having_records(indicators, layer)
        for indicator in filter(counts_organisations, indicators):
            for span in self._spans:
                having = (self._having(indicator, piece) for piece in pieces(indicator, span))
                self._parts[indicator.id, span] = sum(having)

    def counts(self, indicator: Indicator, span: Span) -> Counts:
        """The two counts of an indicator in one of the spans."""
        if not (known := self._known[span]):
            return Counts()
        key = indicator.id, known
        return Counts(self._parts.get(key, 0), self._wholes.get(key, 0))

    def sources(self, indicator: Indicator) -> Sources:
        """From how many organisations the figure of the first span comes."""
        alive = self._alive.get(indicator.per, 0)
        if counts_organisations(indicator):
            return Sources(alive, alive)
        return Sources(self._having(indicator, self._first) if self._first else 0, alive)

    def _having(self, indicator: Indicator, span: Span) -> int:
        return self._with_rows.get((indicator.id, span), 0)

    def _inside(self, indicators: Iterable[Indicator], months: Months) -> Inside:
        """What each indicator reaches in its own tree in some months; nothing for a tree where nothing is reached."""
        formulas: dict[str, list[str]] = {tree: [] for tree in TREES}
        for indicator in indicators:
            formulas[indicator.per].append(formula(indicator))
        wanted = ((self._reaches.of(tree), tuple(those)) for tree, those in formulas.items())
        return tuple((reach.plain, months, those) for reach, those in wanted if reach.paths and those)

    def _sum_cells(self, indicators: Sequence[Indicator]) -> None:
        if not (inside := self._inside(indicators, outer(self._spans).months)):
            return
        months = [(span, *span.months) for span in self._spans]
        identifiers = {formula(i): i.id for i in indicators}
        for counted, month, part, whole in SUMS(inside):
            for span, first, last in months:
                if first <= month <= last:
                    key = identifiers[counted], span
                    self._parts[key] = self._parts.get(key, 0) + part
                    self._wholes[key] = self._wholes.get(key, 0) + whole

    def _count_things(self, tree: str, indicators: Sequence[Indicator], layer: Sequence[Span]) -> None:
        reach = self._reaches.of(tree)
        if not indicators or not reach.paths:
            return
        months = tuple(span.months for span in layer)
        known = tuple(map(in_force, indicators))
        for at, *counts in THINGS(reach.plain, outer(layer).months, months, per=tree, definitions=known):
            for indicator, part, whole in zip(indicators, counts[::2], counts[1::2], strict=True):
                key = indicator.id, layer[at]
                self._parts[key], self._wholes[key] = part, whole

    def _count_alive(self, indicators: Sequence[Indicator]) -> None:
        """Count who was there in each span, from the dated placements (one question)."""
        trees = {i.per: self._reaches.of(i.per) for i in indicators}
        reached = tuple((tree, reach.paths) for tree, reach in sorted(trees.items()) if reach.paths)
        around = outer(self._spans)
        university_id = self._reaches.party.university_id
        spells = [_Spell(*row) for row in SPELLS(reached, university_id, around.begins)] if reached else []
        self._all_settled = not any(spell.one and spell.since <= around.ends for spell in spells)
        for each in TREES:
            there = (s for s in spells if s.tree == each)
            self._alive[each] = _standing(there, self._first) if self._first else 0
        for indicator in filter(counts_organisations, indicators):
            kinds = kinds_of(indicator, DENOMINATOR)
            mine = [s for s in spells if s.tree == indicator.per and s.kind in kinds]
            for span in self._spans:
                standing = (_standing(mine, piece) for piece in pieces(indicator, span))
                self._wholes[indicator.id, span] = sum(standing)

    def _count_having_records(self, indicators: Sequence[Indicator], layer: Sequence[Span]) -> None:
        """Count who had a record in each span while being there (one question).

        Where records are counted, that is told of the first span alone.
        """
        around = outer(layer)
        inside = self._inside(filter(counts_organisations, indicators), around.months)
        if self._first and self._first in layer:
            inside += self._inside((i for i in indicators if not counts_organisations(i)), self._first.months)
        if not inside:
            return
        spans = tuple(
            (span.months, None if self._all_settled else (span.begins, span.ends)) for span in layer
        )
        identifiers = {formula(i): i.id for i in indicators}
        for counted, at, number in HAVING(inside, around.begins, spans):
            self._with_rows[identifiers[counted], layer[at]] = number


class _Spell(NamedTuple):
    """The days in which organisations stood in one place: the `number` that stand here now, or `one` that came or ended.

    Who came after the first day and stands here now is in both.
    """

    tree: str
    kind: str
    one: int
    since: date
    until: date | None
    number: int


def _standing(spells: Iterable[_Spell], span: Span) -> int:
    """How many organisations stood there on some day of a span, each once."""
    number, ones = 0, set()
    for spell in spells:
        if not spell.one:
            number += spell.number
            continue
        number -= spell.until is None
        if spell.since <= span.ends and (spell.until is None or spell.until >= span.begins):
            ones.add(spell.one)
    return number + len(ones)


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
