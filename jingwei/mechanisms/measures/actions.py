"""Keeps the roll-up equal to the records: all of it anew, or the one cell a new record touches.

These are no verbs: a cell says nothing that the records do not say already, so it leaves no record.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.mechanisms.measures.models import Cell
from jingwei.mechanisms.measures.queries.questions import KEY, counting, formula, question, records_of

CHUNK = 2000


def recompute(indicators: Iterable[Indicator] | None = None) -> int:
    """Count the named indicators anew for all organisations and months, else every one; returns the cells."""
    chosen = registry.known_indicators() if indicators is None else tuple(indicators)
    return sum(_recompute(indicator) for indicator in chosen)


@transaction.atomic
def _recompute(indicator: Indicator) -> int:
    Cell.objects.filter(indicator=indicator.id).delete()
    digest = formula(indicator)
    cells = (
        Cell(indicator=indicator.id, formula=digest, **row)
        for row in question(indicator).iterator(chunk_size=CHUNK)
    )
    return len(Cell.objects.bulk_create(cells, batch_size=CHUNK))


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
