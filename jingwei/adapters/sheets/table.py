"""Decides what the rows under a header say: values, faults, what is kept aside, what is only a note."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import zip_longest
from typing import Any

from jingwei.adapters.sheets.bounds import USUAL, Limits
from jingwei.adapters.sheets.cells import READERS, Reader, choice, id_number
from jingwei.adapters.sheets.faults import CellFault, SheetFault, fault
from jingwei.adapters.sheets.headers import ColumnSet, Heading, find_heading
from jingwei.adapters.sheets.read import Sheet, read

_NOTE = re.compile(
    r"^\s*[(（【*※]?\s*(注|备注|附注|说明|填表|填报|制表|审核|审批|负责人|经办|联系人|合计|总计|小计|共计|以下空白|单位盖章|盖章|日期|共\s*\d+)"
    r"\s*($|[:：（(\d0-9、.．\s]|说明|人|日期|单位)"
)
_TOTAL = re.compile(r"\s*(合\s*计|总\s*计|小\s*计|共\s*计|以下空白)\s*")


@dataclass(frozen=True, slots=True)
class Found:
    """One fault in one row: the key, the column it stands in, and the fault itself."""

    key: str
    column: int
    title: str
    fault: CellFault


@dataclass(slots=True)
class Line:
    """One row of the sheet: its number as people see it, its values, its faults."""

    number: int
    values: dict[str, Any]
    faults: list[Found] = field(default_factory=list)
    aside: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet understood: where it stood, which columns it has, and its lines."""

    sheet: Sheet
    heading: Heading
    lines: list[Line]
    notes: list[int]

    def title(self, key: str) -> str:
        """Give the name that the sheet itself uses for a column."""
        held = self.heading.columns.get(key)
        return self.heading.titles[held[0]] if held else self.heading.set.spec(key).label

    def blame(self, line: Line, key: str, what: CellFault) -> None:
        """Add a fault, found later, to the right cell of a line."""
        held = self.heading.columns.get(key, ())
        filled = [at for at in held if not _blank(_at(self.sheet.rows[line.number - 1], at))]
        column = (filled or list(held) or [-1])[0]
        title = self.heading.titles[column] if column >= 0 else self.heading.set.spec(key).label
        line.faults.append(Found(key, column, title, what))


def parse(
    content: bytes,
    filename: str,
    *sets: ColumnSet,
    choices: Mapping[str, Mapping[str, str]] | None = None,
    offered: Mapping[str, Collection[str]] | None = None,
    adult_on: date | None = None,
    limits: Limits = USUAL,
) -> Table:
    """Read a file and understand the sheet in it that fits one of the column sets best.

    `choices` are the labels of a column with their values, `offered` those values that are named to whoever wrote none of them.
    """
    sheet, heading = find_heading(read(content, filename, limits), *sets)
    return understand(sheet, heading, choices=choices or {}, offered=offered, adult_on=adult_on)


def understand(
    sheet: Sheet,
    heading: Heading,
    *,
    choices: Mapping[str, Mapping[str, str]],
    offered: Mapping[str, Collection[str]] | None = None,
    adult_on: date | None = None,
) -> Table:
    """Turn the rows under a header into lines of values and faults."""
    plan = _plan(heading, choices, offered or {}, adult_on)
    known = [index for held in heading.columns.values() for index in held]
    must = [
        heading.columns[spec.key]
        for spec in heading.set.columns
        if spec.required and spec.key in heading.columns
    ]
    table = Table(sheet, heading, [], [])
    rows: list[Sequence[Any]] = []
    for index in range(heading.last_row + 1, len(sheet.rows)):
        row = sheet.rows[index]
        first = next((value for value in row if not _blank(value)), None)
        if first is None:
            continue
        if isinstance(first, str) and _is_note(first, row, must, below=bool(table.notes)):
            table.notes.append(index + 1)
            continue
        at = next((at for at in known if not _blank(_at(row, at))), None)
        if at is None or (isinstance(row[at], str) and row[at].strip() == heading.titles[at]):
            continue
        table.lines.append(Line(index + 1, {}))
        rows.append(row)
    if not rows:
        raise SheetFault("sheet-no-rows", sheet=sheet.name, row=heading.row)
    _fill(table, rows, plan)
    _whole_lines(table)
    _duplicates(table)
    return table


def _is_note(first: str, row: Sequence[Any], must: Sequence[tuple[int, ...]], *, below: bool) -> bool:
    """Tell a note from a row: such a sentence, or, below one, what stands alone."""
    # Notes are worded in Chinese: the codes and numbers with which most rows begin are none.
    is_worded = not first.isascii()
    if is_worded and _TOTAL.fullmatch(first):
        return True
    if below and sum(not _blank(value) for value in row) == 1:
        return True
    if not is_worded or not _NOTE.match(first):
        return False
    return len(must) < 2 or not all(any(not _blank(_at(row, at)) for at in held) for held in must)


# Key, first column, further columns, reader, whether required, what an empty cell means.
_Plan = list[tuple[str, int, tuple[int, ...], Reader, bool, Any]]


def _plan(
    heading: Heading,
    choices: Mapping[str, Mapping[str, str]],
    offered: Mapping[str, Collection[str]],
    adult_on: date | None,
) -> _Plan:
    plan: _Plan = []
    for spec in heading.set.columns:
        if spec.kind == "choice":
            own = choices.get(f"{heading.set.id}.{spec.key}") or choices.get(spec.key)
            reader: Reader = partial(choice, choices=own or spec.choices, offered=offered.get(spec.key))
        elif spec.kind == "id-number":
            reader = partial(id_number, adult_on=adult_on)
        else:
            reader = READERS[spec.kind]
        if spec.key in heading.columns:
            at, *others = heading.columns[spec.key]
            plan.append((spec.key, at, tuple(others), reader, spec.required, reader("")))
        elif spec.key in heading.set.fixed:
            plan.append((spec.key, -1, (), reader, False, reader(heading.set.fixed[spec.key])))
    return plan


def _fill(table: Table, rows: Sequence[Sequence[Any]], plan: _Plan) -> None:
    """Read column by column: what a column says many times is read once."""
    columns, sheet = [], list(zip_longest(*rows))
    for key, at, others, reader, required, empty in plan:
        values, has_fault = _read(_column(sheet, len(rows), at, others), reader, empty)
        columns.append(values)
        if not has_fault and not (required and ("" in values or None in values)):
            continue
        for line, value in zip(table.lines, values, strict=True):
            if isinstance(value, CellFault):
                table.blame(line, key, value)
            elif required and (value is None or value == ""):
                table.blame(line, key, fault("required", column=table.title(key)))
    keys = [key for key, *_rest in plan]
    for line, cells in zip(table.lines, zip(*columns, strict=True), strict=True):
        line.values = dict(zip(keys, cells, strict=True))
        if line.faults:
            line.values = {k: v for k, v in line.values.items() if not isinstance(v, CellFault)}
    for at, title in table.heading.unknown.items():
        for line, raw in zip(table.lines, _column(sheet, len(rows), at), strict=True):
            if not _blank(raw):
                line.aside[title] = str(raw).strip()


def _column(sheet: Sequence[Sequence[Any]], rows: int, at: int, others: Sequence[int] = ()) -> Sequence[Any]:
    """What stands in a column, or where it is blank in the first other column that is not."""
    column = sheet[at] if 0 <= at < len(sheet) else (None,) * rows
    if not others:
        return column
    besides = [sheet[other] for other in others if other < len(sheet)]
    return [
        next((held for other in besides if not _blank(held := other[row])), None) if _blank(raw) else raw
        for row, raw in enumerate(column)
    ]


def _read(column: Sequence[Any], reader: Reader, empty: Any) -> tuple[list[Any], bool]:
    """The values of a column, and whether there is a fault among them."""
    known: dict[str | None, Any] = {None: empty, "": empty}
    values, has_fault = [], False
    for raw in column:
        # Only words are looked up: 1, 1.0 and True are one key and three meanings.
        if type(raw) is str or raw is None:
            if raw not in known:
                known[raw] = reader(raw)
            value = known[raw]
        else:
            value = reader(raw)
        has_fault = has_fault or type(value) is CellFault
        values.append(value)
    return values, has_fault


def _whole_lines(table: Table) -> None:
    """Judge what columns say together."""
    there = set(table.heading.columns)
    ordered = [pair for pair in table.heading.set.ordered if there.issuperset(pair)]
    for line in table.lines:
        for group in table.heading.set.one_of:
            blamed = {found.key for found in line.faults}
            if not blamed.intersection(group) and not any(line.values.get(key) for key in group):
                present = next((key for key in group if key in there), group[0])
                table.blame(line, present, fault("required", column=table.title(present)))
        for early, late in ordered:
            last = line.values.get(late)
            if last and (first := line.values.get(early)) and last < first:
                words = {"early": table.title(early), "late": table.title(late)}
                table.blame(line, late, fault("dates-reversed", **words))


def _duplicates(table: Table) -> None:
    for keys in table.heading.set.unique:
        seen: dict[tuple[Any, ...], int] = {}
        for line in table.lines:
            held = tuple(line.values.get(key) for key in keys)
            if not held[0]:
                continue
            first = seen.setdefault(held, line.number)
            if first != line.number:
                what = fault("duplicate-in-sheet", column=table.title(keys[0]), row=first)
                table.blame(line, keys[0], what)


def _blank(value: Any) -> bool:
    if type(value) is str:
        return not value or not (value.isalnum() or value.strip("\u3000\xa0\ufeff \t\r\n'"))
    return value is None


def _at(row: Sequence[Any], index: int) -> Any:
    return row[index] if index < len(row) else None
