"""Keeps the roll-up equal to the records: all of it anew, or the one cell a new record touches.

These are no verbs: a cell says nothing that the records do not say already, so it leaves no record.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Value

from jingwei.foundation.ledger.queries import chains
from jingwei.kernel.bulk import make_equal
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.mechanisms.measures.models import Cell
from jingwei.mechanisms.measures.queries.definitions import in_force
from jingwei.mechanisms.measures.queries.questions import (
    CELL_OF,
    CELLS_UNDONE,
    COUNTED_IN,
    DENOMINATOR,
    KEY,
    NUMERATOR,
    counting,
    formula,
    question,
    undoing,
)

IDENTITY = ("university_id", "indicator", "organisation_id", "path", "month")
COLUMNS = (*IDENTITY, NUMERATOR, DENOMINATOR, "formula")


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
    first, *others = (_counted(indicator, university_id) for indicator in indicators)
    return make_equal(kept, first.union(*others, all=True), COLUMNS, IDENTITY)


def _counted(indicator: Indicator, university_id: int) -> QuerySet[Any, Any]:
    rows = question(indicator).filter(university_id=university_id)
    named = rows.annotate(indicator=Value(indicator.id), formula=Value(formula(indicator)))
    return named.values_list(*COLUMNS)


def outdated() -> tuple[Indicator, ...]:
    """The indicators whose cells follow an older definition, or that were never counted."""
    kept = set(Cell.objects.values_list("formula", flat=True).distinct())
    return tuple(i for i in registry.known_indicators() if formula(i) not in kept)


def count_again(record: Any) -> int:
    """Bring the cells that one record counts in up to date; doing it twice changes nothing."""
    return sum(_count_again(indicator, record) for indicator in counting(record.verb))


@transaction.atomic
def _count_again(indicator: Indicator, record: Any) -> int:
    """Count one cell again under its lock, so that of two workers the later one has seen all."""
    known = {"indicator": indicator, "definitions": in_force(indicator)}
    touched = CELLS_UNDONE if record.verb in undoing(indicator) else CELL_OF
    keys = list(touched(record.pk, **known))
    for key in keys:
        named = dict(zip(KEY, key, strict=True)) | {"indicator": indicator.id}
        held = Cell.objects.select_for_update(no_key=True).filter(**named)
        cell = held.first()
        if cell is None:
            Cell.objects.get_or_create(**named, defaults={"formula": formula(indicator)})
            cell = held.get()
        counts = list(COUNTED_IN(*key, **known))
        if not counts:
            cell.delete()
            continue
        ((cell.numerator, cell.denominator),) = counts
        cell.formula = formula(indicator)
        cell.save(update_fields=["formula", "numerator", "denominator"])
    return len(keys)
