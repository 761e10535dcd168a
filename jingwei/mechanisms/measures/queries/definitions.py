"""How an indicator was defined in the versions of its pack, and for which university in which months each definition counts.

A month is counted by the definition that was in force when it began, so that last year keeps last year's figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from django.db.models import Q

from jingwei.foundation.policy.queries import spells_of
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.pack import Pack
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.mechanisms.measures.queries.spans import YEAR, Span, month_count

ALWAYS = Span(0, 10_000 * YEAR - 1)
DEFINES = {"id", "per", "numerator", "denominator"}
Spells = tuple[tuple[tuple[int, ...], Span], ...]
"""Universities with the months that began under a definition."""


def said(indicator: Indicator) -> dict[str, Any]:
    """What is counted and for whom; the rest is wording."""
    return indicator.model_dump(mode="json", include=DEFINES)


@registry.kept
def definitions(indicator: Indicator) -> tuple[tuple[Indicator, frozenset[int]], ...]:
    """Each definition the indicator ever had, with the numbers of the versions that hold it; the oldest first."""
    versions: Mapping[int, Pack] = next(
        (v for v in _books() if any(indicator.id in each.indicators for each in v.values())), {}
    )
    found: list[tuple[Indicator, set[int]]] = []
    for number, version in versions.items():
        if (here := version.indicators.get(indicator.id)) is None:
            continue
        for known, numbers in found:
            if said(known) == said(here):
                numbers.add(number)
                break
        else:
            found.append((here, {number}))
    return tuple((known, frozenset(numbers)) for known, numbers in found) or ((indicator, frozenset()),)


def in_force(indicator: Indicator) -> tuple[tuple[Indicator, Spells | None], ...]:
    """Each definition with when it counts for whom, None for always; two questions where there are several."""
    known = definitions(indicator)
    if len(known) == 1:
        return ((known[0][0], None),)
    book = next(each for each in registry.packs() if indicator.id in _ids(each.id))
    spells = list(_spells(book.id))
    found = []
    for definition, numbers in known:
        universities: dict[Span, list[int]] = {}
        for university, version, span in spells:
            if version in numbers:
                universities.setdefault(span, []).append(university)
        found.append((definition, tuple((tuple(those), span) for span, those in universities.items())))
    return tuple(found)


def in_spells(spells: Spells | None) -> Q:
    """The condition on records made in these months."""
    if spells is None:
        return Q()
    where = Q(pk__in=())
    for universities, span in spells:
        where |= Q(university_id__in=universities, month__range=span.months)
    return where


def _books() -> Iterator[Mapping[int, Pack]]:
    return (registry.versions(each.id) for each in registry.packs())


def _ids(pack: str) -> set[str]:
    return {each for version in registry.versions(pack).values() for each in version.indicators}


def _spells(pack: str) -> Iterator[tuple[int, int, Span]]:
    """University, version and the months that began under it."""
    held: dict[int, list[tuple[int, int]]] = {}
    for university, version, since in spells_of(pack):
        first = month_count(since) + (since.day > 1) if since else ALWAYS.first
        held.setdefault(university, []).append((version, first))
    for university, spells in held.items():
        for (version, first), (_next, after) in pairwise([*spells, (0, ALWAYS.last + 1)]):
            if first < after:
                yield university, version, Span(first, after - 1)
