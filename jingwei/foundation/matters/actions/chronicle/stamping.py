"""Tells patterns again, many times, in one university: rows and lines of the ledger as the chronicle would write them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.db.models import Model

from jingwei.foundation.ledger.actions import Line, record_lines
from jingwei.foundation.matters.actions.chronicle.base import (
    ORDER,
    columns_of,
    fresh_ids,
    given_out,
    keep_numbers,
    require_the_platform,
)
from jingwei.foundation.matters.actions.chronicle.pattern import COUNTED, Pattern
from jingwei.foundation.matters.actions.chronicle.setting import Setting
from jingwei.foundation.universities.queries import University
from jingwei.kernel.actor import Actor
from jingwei.kernel.bulk import insert_many


class Stamping:
    """What was told and is not written yet; told in the order in which the matters were opened."""

    def __init__(self, university: University, *, actor: Actor) -> None:
        require_the_platform(actor)
        self.university = university
        self.numbers = given_out(university)
        self.rows: dict[type[Model], list[tuple[Any, ...]]] = {model: [] for model in ORDER}
        self.lines: list[Line] = []
        self._ids: dict[type[Model], Iterator[int]] = {model: fresh_ids(model) for model in ORDER}

    def tell(self, pattern: Pattern, setting: Setting, later: timedelta) -> None:
        """Tell a pattern in a setting, so much later than it was told first; whole weeks keep its working days."""
        year = (pattern.opens + later).year
        self.numbers[year] = self.numbers.get(year, 0) + 1
        given = setting.values(f"RH-{year}-{self.numbers[year]:04d}")
        values = pattern.told(given, self._ids, later)
        for model, rows in pattern.rows:
            self.rows[model] += [row(values) for row in rows]
        self.lines += [line(values) for line in pattern.lines]

    @transaction.atomic
    def write(self) -> int:
        """Write what was told; returns the number of records."""
        for model, rows in self.rows.items():
            insert_many(model, columns_of(model), rows)
            rows.clear()
        keep_numbers(self.university, self.numbers)
        written = record_lines(self.university.pk, sorted(self.lines, key=itemgetter(COUNTED)))
        self.lines.clear()
        return written
