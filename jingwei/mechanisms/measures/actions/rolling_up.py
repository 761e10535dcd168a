"""Keeps the roll-up equal to the records: all of it anew, or the one cell a new record touches.

These are no verbs: a cell says nothing that the records do not say already, so it leaves no record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from jingwei.foundation.ledger.queries import chains
from jingwei.kernel.bulk import update_many
from jingwei.kernel.equal import make_equal
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.kernel.prepared import Prepared
from jingwei.mechanisms.measures.actions.making_ready import fall_behind
from jingwei.mechanisms.measures.models import Cell
from jingwei.mechanisms.measures.queries.at_once import Key, Together, answer_of, counted_at, groups, keys_of
from jingwei.mechanisms.measures.queries.questions import DENOMINATOR, KEY, NUMERATOR, counting, formula

COLUMNS = (*KEY, "indicator", "formula", NUMERATOR, DENOMINATOR)


def recompute(indicators: Iterable[Indicator] | None = None, university_id: int | None = None) -> int:
    """Count the named indicators anew in all months, else every one; returns the cells.

    University by university, so that none waits for another and each finds its records at hand.
    """
    chosen = registry.known_indicators() if indicators is None else tuple(indicators)
    universities = [each for each, *_head in chains()] if university_id is None else [university_id]
    return sum(_recompute(chosen, each) for each in universities if chosen)


@transaction.atomic
def _recompute(indicators: Sequence[Indicator], university_id: int) -> int:
    """Write what differs from the records and nothing else: a table that is right stays as it lies."""
    kept = Cell.objects.filter(university_id=university_id, indicator__in=[i.id for i in indicators])
    answers = (answer_of(together, university_id) for together in groups(indicators))
    fall_behind(university_id)
    return make_equal(kept, [each for each in answers if each], COLUMNS)


def outdated() -> tuple[Indicator, ...]:
    """The indicators whose cells follow an older definition, or that were never counted."""
    kept = set(Cell.objects.values_list("formula", flat=True).distinct())
    return tuple(i for i in registry.known_indicators() if formula(i) not in kept)


def count_again(record: Any) -> int:
    """Bring the cells that one record counts in up to date; doing it twice changes nothing. Returns the places looked at."""
    return sum(_count_group_again(together, record) for together in groups(counting(record.verb)))


@transaction.atomic
def _count_group_again(together: Together, record: Any) -> int:
    keys = keys_of(together, record)
    for key in keys:
        _count_at(together, key)
    if keys:
        fall_behind(record.university_id)
    return len(keys)


def _count_at(together: Together, key: Key) -> None:
    """Count the cells of one month at one place again under their locks, so that of two workers the later one has seen all."""
    named = dict(zip(KEY, key, strict=True))
    cells = HELD(*key, tuple(each.id for each in together))
    counts = counted_at(together, key)
    while lacking := [each for each in together if each.id in counts.keys() - {c.indicator for c in cells}]:
        blank = (Cell(**named, indicator=each.id, formula=formula(each)) for each in lacking)
        Cell.objects.bulk_create(blank, ignore_conflicts=True)
        cells = HELD(*key, tuple(each.id for each in together))
        counts = counted_at(together, key)
    formulas = {each.id: formula(each) for each in together}
    now = [(c, (formulas[c.indicator], *counts[c.indicator])) for c in cells if c.indicator in counts]
    changed = [(c.pk, *to) for c, to in now if to != (c.formula, c.numerator, c.denominator)]
    update_many(Cell, ("formula", NUMERATOR, DENOMINATOR), changed)
    if gone := [each.pk for each in cells if each.indicator not in counts]:
        Cell.objects.filter(pk__in=gone).delete()


def _held(
    university_id: int, organisation_id: int, path: str, month: int, indicators: tuple[str, ...]
) -> QuerySet[Cell]:
    """The cells of a place and month, locked, always in one order."""
    here = Cell.objects.filter(
        university_id=university_id, organisation_id=organisation_id, path=path, month=month
    )
    return here.filter(indicator__in=indicators).order_by("indicator").select_for_update(no_key=True)


HELD = Prepared(_held)
