"""Decides how a paper is built: title, paragraphs, headings, tables, facts and signature after GB/T 9704-2012."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from jingwei.adapters.papers.layout import (
    HEI,
    SIZE_5,
    element,
    indent,
    set_indent,
    set_page,
    set_styles,
)

TYPE_AREA = 156
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FIXED = datetime(2000, 1, 1, tzinfo=UTC)


class Paper:
    """One document that grows from top to bottom."""

    def __init__(self, title: str) -> None:
        self._document = docx.Document()
        set_page(self._document)
        set_styles(self._document)
        about = self._document.core_properties
        about.title, about.author, about.comments = _legal(title)[:255], "", ""
        about.created = about.modified = _FIXED
        self._title = title

    def title(self, subtitle: str = "") -> None:
        """Set the title in the middle, and a line under it where there is one."""
        self._add(self._title, "Title")
        if subtitle:
            self._add(subtitle).alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._add("")

    def paragraph(self, text: str) -> None:
        """Add a paragraph of the body, indented by two characters."""
        for line in text.splitlines() or [""]:
            indent(self._add(line), 2)

    def heading1(self, text: str) -> None:
        """Add a heading of the first level, as in 一、"""
        indent(self._add(text, "Heading 1"), 2)

    def heading2(self, text: str) -> None:
        """Add a heading of the second level, as in （一）"""
        indent(self._add(text, "Heading 2"), 2)

    def table(
        self, headers: Sequence[str], rows: Iterable[Sequence[object]], widths: Sequence[float] = ()
    ) -> None:
        """Add a table whose header repeats on every page and whose rows never break; widths are shares."""
        table = self._new_table(widths or [1] * len(headers))
        table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
        for cell, words in zip(table.rows[0].cells, headers, strict=True):
            _write(cell, words, bold=True)
        for row in rows:
            cells = table.add_row().cells
            for cell, value in zip(cells, row, strict=True):
                _write(cell, "" if value is None else str(value))
        _keep_rows_whole(table)
        self._space_after_table()

    def facts(self, pairs: Iterable[tuple[str, object]]) -> None:
        """Add a table of two columns: what, and which."""
        pairs = list(pairs)
        if not pairs:
            return
        table = self._new_table([1, 3])
        for index, (label, value) in enumerate(pairs):
            cells = table.rows[0].cells if not index else table.add_row().cells
            _write(cells[0], label, bold=True)
            _write(cells[1], "" if value is None else str(value))
        _keep_rows_whole(table)
        self._space_after_table()

    def sign(self, organisation: str, day: date) -> None:
        """Set who signs, and the day, to the right, as a paper without a seal has them."""
        self._add("")
        for words, kept in ((organisation, True), (f"{day.year}年{day.month}月{day.day}日", False)):
            signed = self._add(words)
            signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            signed.paragraph_format.keep_with_next = kept
            set_indent(signed, rightChars="200", right="640")

    def bytes(self) -> bytes:
        """Give the document; the same content always gives the same bytes."""
        built, saved = io.BytesIO(), io.BytesIO()
        self._document.save(built)
        with zipfile.ZipFile(built) as before, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as after:
            for name in before.namelist():
                entry = zipfile.ZipInfo(name)
                entry.compress_type = zipfile.ZIP_DEFLATED
                after.writestr(entry, before.read(name))
        return saved.getvalue()

    def _add(self, text: str, style: str = "Normal") -> Paragraph:
        return self._document.add_paragraph(_legal(text), style)

    def _new_table(self, shares: Sequence[float]) -> Table:
        table = self._document.add_table(1, len(shares), "Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        whole = sum(shares)
        for column, share in zip(table.columns, shares, strict=True):
            column.width = Mm(TYPE_AREA * share / whole)
        return table

    def _space_after_table(self) -> None:
        after = self._add("")
        after.paragraph_format.line_spacing = Pt(10)


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)


def _write(cell: _Cell, words: str, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing = Pt(18)
    for index, line in enumerate(_legal(words).splitlines()):
        run = paragraph.add_run()
        if index:
            run.add_break()
        run.add_text(line)
        run.font.size = SIZE_5
        if bold:
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), HEI)
    if bold:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _keep_rows_whole(table: Table) -> None:
    for row in table._tbl.tr_lst:
        row.get_or_add_trPr().insert(0, element("w:cantSplit"))
