"""Keeps the roll-up equal to the records: all of it anew, or the one cell a new record touches.

These are no verbs: a cell says nothing that the records do not say already, so it leaves no record.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Value

from jingwei.foundation.ledger.queries import chains
from jingwei.kernel.bulk import insert_from
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.mechanisms.measures.models import Cell
from jingwei.mechanisms.measures.queries.questions import (
    DENOMINATOR,
    KEY,
    NUMERATOR,
    counting,
    formula,
    question,
    records_of,
)

COLUMNS = (*KEY, NUMERATOR, DENOMINATOR, "indicator", "formula")


def recompute(indicators: Iterable[Indicator] | None = None, university_id: int | None = None) -> int:
    """Count the named indicators anew in all months, else every one; returns the cells.

    University by university, so that none waits for another and each finds its records at hand.
    """
    chosen = registry.known_indicators() if indicators is None else tuple(indicators)
    universities = [each for each, *_head in chains()] if university_id is None else [university_id]
    return sum(_recompute(indicator, each) for each in universities for indicator in chosen)


@transaction.atomic
def _recompute(indicator: Indicator, university_id: int) -> int:
    Cell.objects.filter(university_id=university_id, indicator=indicator.id).delete()
    cells = question(indicator).filter(university_id=university_id)
    cells = cells.annotate(indicator=Value(indicator.id), formula=Value(formula(indicator)))
    return insert_from(Cell, cells, {name: name for name in COLUMNS})


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
    key = records_of(indicator).filter(pk=record.pk).values(*KEY).first()
    if key is None:
        return 0
    named = key | {"indicator": indicator.id}
    Cell.objects.get_or_create(**named, defaults={"formula": formula(indicator)})
    cell = Cell.objects.select_for_update(no_key=True).get(**named)
    counts = question(indicator).filter(**key).get()
    cell.formula = formula(indicator)
    cell.numerator, cell.denominator = counts["numerator"], counts["denominator"]
    cell.save(update_fields=["formula", "numerator", "denominator"])
    return 1
