"""Decides how people get their own sheet back: every cell where it was, the faulty ones marked, and why.

What writes it is fetched with the first faulty sheet: most processes never need it.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from jingwei.adapters.sheets.table import Found, Line, Table
from jingwei.adapters.sheets.write import is_dangerous, legal, sheet_name

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

COMMENTS = 2000
_ROOM = (8, 40)
_FAULTY = "#FBE3DC"


def marked(table: Table) -> bytes:
    """Give the sheet as a workbook with its faulty cells filled and commented, and a last column that says all."""
    saved = io.BytesIO()
    book: Workbook = import_module("xlsxwriter").Workbook(
        saved, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    # The same sheet always gives the same bytes.
    book.set_properties({"created": datetime(2000, 1, 1)})
    page = book.add_worksheet(sheet_name(table.sheet.name))
    pen = _Pen(book, page)
    rows = table.sheet.rows
    last = _problem_column(table)
    faulty = {line.number - 1: line for line in table.lines if line.faults}
    across = {merge[0]: merge for merge in table.sheet.merges if merge[0] == merge[2]}
    for at, width in enumerate(_widths(rows)):
        page.set_column(at, at, width)
    page.set_column(last, last, 60)
    page.freeze_panes(table.heading.row, 0)
    for index, row in enumerate(rows):
        style = "bold" if table.heading.first_row <= index <= table.heading.last_row else ""
        blamed = {found.column: found for found in faulty[index].faults} if index in faulty else {}
        pen.row(index, row[:last], style, blamed, across.get(index))
        if index == table.heading.last_row:
            pen.cell(index, last, _("问题"), "bold")
        elif index in faulty:
            pen.cell(index, last, said(faulty[index]), "faulty")
            pen.explain(index, faulty[index].faults)
    book.close()
    return saved.getvalue()


def said(line: Line) -> str:
    """Say all faults of a line in one cell: which column, what, how to mend it."""
    return "\n".join(
        _("%(column)s：%(what)s。%(mend)s。")
        % {"column": found.title, "what": found.fault.what, "mend": found.fault.mend}
        for found in line.faults
    )


def _problem_column(table: Table) -> int:
    """Take the column of an earlier marking again, else the first free one."""
    for at, title in table.heading.unknown.items():
        if title in ("问题", _("问题")):
            return at
    return max((len(row) for row in table.sheet.rows), default=0)


def _widths(rows: Sequence[Sequence[Any]]) -> list[int]:
    seen: list[int] = []
    for row in rows[:200]:
        for at, value in enumerate(row):
            if at == len(seen):
                seen.append(_ROOM[0])
            if len(row) > 1 and row[1:] != [""] * (len(row) - 1):
                longest = max((len(part) for part in str(value).split("\n")), default=0)
                seen[at] = max(
                    seen[at], min(_ROOM[1], 2 + longest * 2 if not str(value).isascii() else longest + 2)
                )
    return seen


class _Pen:
    """Writes cells of any kind into one worksheet, always as values and never as formulas."""

    def __init__(self, book: Workbook, page: Worksheet) -> None:
        self.page = page
        self.book = book
        self.comments = 0
        self.formats: dict[tuple[str, str], Format] = {}

    def row(
        self,
        index: int,
        row: Sequence[Any],
        style: str,
        blamed: Mapping[int, Found],
        merge: tuple[int, int, int, int] | None,
    ) -> None:
        """Write one row; a cell merged across it stays merged."""
        for at, value in enumerate(row):
            if merge and at == merge[1] and at < merge[3] < len(row):
                self.page.merge_range(*merge, "", self._format("bold"))
            self.cell(index, at, value, "faulty" if at in blamed else style)

    def cell(self, row: int, column: int, value: Any, style: str = "") -> None:
        """Write one cell by its kind."""
        if value is None or value == "":
            if style == "faulty":
                self.page.write_blank(row, column, None, self._format(style))
        elif isinstance(value, bool):
            self.page.write_boolean(row, column, value, self._format(style))
        elif isinstance(value, int | float) and math.isfinite(value):
            self.page.write_number(row, column, value, self._format(style))
        elif isinstance(value, datetime) and value.year >= 1900:
            self.page.write_datetime(row, column, value, self._format(style, "yyyy-mm-dd hh:mm"))
        elif isinstance(value, date) and value.year >= 1900:
            self.page.write_datetime(row, column, value, self._format(style, "yyyy-mm-dd"))
        elif isinstance(value, time):
            self.page.write_datetime(row, column, value, self._format(style, "hh:mm"))
        else:
            words = legal(str(value))
            self.page.write_string(
                row, column, words, self._format(style, "@" if is_dangerous(words) else "")
            )

    def explain(self, row: int, faults: Sequence[Found]) -> None:
        """Put what is wrong and how to mend it beside the cells, as far as a program opens them quickly."""
        words: dict[int, list[str]] = {}
        for found in faults:
            words.setdefault(found.column, []).append(f"{found.fault.what}\n{found.fault.mend}")
        for column, lines in words.items():
            if column >= 0 and self.comments < COMMENTS:
                self.comments += 1
                self.page.write_comment(row, column, "\n".join(lines), {"x_scale": 2, "y_scale": 0.8})

    def _format(self, style: str, shape: str = "") -> Format | None:
        if not style and not shape:
            return None
        if (style, shape) not in self.formats:
            wanted: dict[str, Any] = {"num_format": shape} if shape else {}
            if shape == "@":
                wanted["quote_prefix"] = True
            if style == "bold":
                wanted["bold"] = True
            elif style == "faulty":
                wanted.update(bg_color=_FAULTY, border=1, border_color="#B5442E")
            self.formats[style, shape] = self.book.add_format(wanted)
        return self.formats[style, shape]
