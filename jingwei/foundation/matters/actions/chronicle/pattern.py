"""A life told once with marks, so that it can be told again elsewhere, by others, at another time, at hardly any cost.

Everything that one telling of it says lies in one list: what the setting gives, ids, days, moments, filled sentences,
constants. A row or a line of the ledger is then a choice out of that list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count, islice
from operator import itemgetter
from typing import Any

from django.db.models import Model

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import Line, lines_of
from jingwei.foundation.matters.actions.chronicle.base import ORDER
from jingwei.foundation.matters.actions.chronicle.setting import FIELDS, FIRST, Marked
from jingwei.foundation.matters.actions.chronicle.whole import Chronicle
from jingwei.foundation.matters.models import Deed, Matter
from jingwei.kernel.actor import Actor

Chosen = Callable[[list[Any]], tuple[Any, ...]]
Slot = tuple[Any, ...]
AT, COUNTED, MONTH, SUBJECT = 0, 1, 2, 10
"""Where a line holds its moment, the same counted, its month and the id of what it is about."""
MODELS = {model._meta.model_name: model for model in ORDER}
_varying = re.compile(
    rf'[\ue000-\uf8ff]|RH-\d{{4}}-\d{{4}}|(?<=")\d{{4}}-\d\d-\d\d(?=")|(?<="deed_id":)\d+'
    rf"|(?<=^)(?:{'|'.join(map(str, MODELS))}):\d+(?=$)"
)
NUMBER = FIELDS.index("number")


class Rehearsal(Chronicle):
    """A chronicle that is told with marks and never written."""

    def __init__(self, marked: Marked, *, actor: Actor) -> None:
        super().__init__(marked.university, actor=actor)

    def _given_out(self) -> dict[int, int]:
        return {}

    def _fresh(self, model: type[Model]) -> Iterator[int]:
        return count(1)


@dataclass(frozen=True)
class Pattern:
    """What a rehearsal told, ready to be told again: opened on the day `opens`, come to `state`."""

    opens: date
    state: str
    widths: tuple[tuple[type[Model], int], ...]
    days: tuple[date, ...]
    moments: tuple[datetime, ...]
    counted: tuple[int, ...]
    isos: tuple[date, ...]
    texts: tuple[tuple[str, Chosen], ...]
    constants: tuple[Any, ...]
    rows: tuple[tuple[type[Model], tuple[Chosen, ...]], ...]
    lines: tuple[Chosen, ...]

    def told(
        self, values: list[Any], ids: Mapping[type[Model], Iterator[int]], later: timedelta
    ) -> list[Any]:
        """Everything that this telling says, with ids out of these, so much later than the first."""
        for model, width in self.widths:
            values += islice(ids[model], width)
        values += [day + later for day in self.days]
        moments = [moment + later for moment in self.moments]
        values += moments
        values += [each + int(later.total_seconds()) * 1_000_000 for each in self.counted]
        values += [moment.year * 100 + moment.month for moment in moments]
        values += [(day + later).isoformat() for day in self.isos]
        values += [pattern % chosen(values) for pattern, chosen in self.texts]
        values += self.constants
        return values


class _Slots:
    """Collects what a telling says, each thing once, in the order in which it can be known."""

    ORDER = ("given", "id", "day", "moment", "counted", "month", "iso", "text", "constant")

    def __init__(self, given: int, widths: dict[type[Model], int]) -> None:
        self.kept: dict[str, dict[Any, int]] = {kind: {} for kind in self.ORDER}
        self.kept["given"] = {at: at for at in range(given)}
        self.kept["id"] = {}
        for model, width in widths.items():
            for at in range(1, width + 1):
                self.kept["id"][model, at] = len(self.kept["id"])

    def add(self, kind: str, value: Any) -> Slot:
        """The slot of a value."""
        kept = self.kept[kind]
        # 1, True and Decimal(1) are equal and not the same.
        key = (type(value), value) if kind == "constant" else value
        return kind, kept.setdefault(key, len(kept))

    def column(self, value: Any) -> Slot:
        """The slot of a value of a row or a line that says by itself what it is."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.add("day", value)
        if isinstance(value, int) and value < 0:
            return self.add("given", -1 - value)
        return self.add("constant", value)

    def moment(self, at: datetime) -> Slot:
        """A moment, with its month beside it."""
        at = at.astimezone(clock.ZONE)
        self.add("month", at)
        return self.add("moment", at)

    def _text(self, text: str) -> Slot:
        slots: list[Slot] = []

        def found(match: re.Match[str]) -> str:
            slot, before = self._varying(match[0])
            slots.append(slot)
            return f"{before}\0"

        pattern = _varying.sub(found, text)
        if not slots:
            return self.add("constant", text)
        if pattern == "\0":
            return slots[0]
        return self.add("text", (pattern.replace("%", "%%").replace("\0", "%s"), tuple(slots)))

    def _varying(self, found: str) -> tuple[Slot, str]:
        """The slot of a part of a text that is another each time, and what stands before it."""
        if found.startswith("RH-"):
            return self.add("given", NUMBER), ""
        if found.isdigit():
            return self.add("id", (Deed, int(found))), ""
        if (letter := ord(found[0])) >= FIRST:
            return self.add("given", letter - FIRST), ""
        model, colon, number = found.partition(":")
        if colon:
            return self.add("id", (MODELS[model], int(number))), f"{model}:"
        return self.add("iso", date.fromisoformat(found)), ""

    def starts(self) -> dict[str, int]:
        """Where each kind begins in the list of all."""
        starts, at = {}, 0
        for kind in self.ORDER:
            starts[kind] = at
            at += len(self.kept[kind])
        return starts


def pattern_of(told: Rehearsal, given: int) -> Pattern:
    """Make a pattern of one life that was told; `given` is how many values its setting has."""
    widths = {model: max((row.pk for row in rows), default=0) for model, rows in told.rows.items()}
    slots = _Slots(given, widths)
    rows = {model: [_row(slots, row) for row in each] for model, each in told.rows.items()}
    lines = [_line(slots, line) for line in lines_of(sorted(told.entries, key=lambda entry: entry.at))]
    starts = slots.starts()

    def chosen(row: tuple[Slot, ...]) -> Chosen:
        places = [starts[kind] + at for kind, at in row]
        # Asked for one thing alone, a getter gives it bare.
        return itemgetter(*places) if len(places) > 1 else lambda values: (values[places[0]],)

    kept = slots.kept
    (matter,) = told.rows[Matter]
    return Pattern(
        opens=matter.opened_on,
        state=matter.state,
        widths=tuple((model, width) for model, width in widths.items() if width),
        days=tuple(kept["day"]),
        moments=tuple(kept["moment"]),
        counted=tuple(kept["counted"]),
        isos=tuple(kept["iso"]),
        texts=tuple((words, chosen(parts)) for words, parts in kept["text"]),
        constants=tuple(value for _type, value in kept["constant"]),
        rows=tuple((model, tuple(map(chosen, each))) for model, each in rows.items() if each),
        lines=tuple(map(chosen, lines)),
    )


def _row(slots: _Slots, row: Any) -> tuple[Slot, ...]:
    return tuple(_field(slots, field, getattr(row, field.attname)) for field in row._meta.concrete_fields)


def _field(slots: _Slots, field: Any, value: Any) -> Slot:
    model = field.model if field.primary_key else field.remote_field and field.remote_field.model
    if model in ORDER and value is not None:
        return slots.add("id", (model, value))
    return slots.column(value)


def _line(slots: _Slots, line: Line) -> tuple[Slot, ...]:
    columns = [slots.column(value) for value in line]
    columns[COUNTED] = slots.add("counted", line[COUNTED])
    columns[MONTH] = slots.add("month", line[AT].astimezone(clock.ZONE))
    columns[SUBJECT] = slots.add("id", (Matter, line[SUBJECT]))
    return tuple(columns)
