"""Decides how tables stand in a .docx: facts in pairs, rows under a header that repeats, room for a hand to write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as Grid
from docx.table import _Cell, _Row

from jingwei.adapters.papers import measures
from jingwei.adapters.papers.layout import element
from jingwei.adapters.papers.paper import Facts, Table, legal, stays_whole


def add_facts(document: Document, block: Facts) -> None:
    """Add the facts, one or two in a row; one that stands alone reaches to the edge."""
    if not block.rows:
        return
    grid = _new_grid(document, block.shares)
    for index, facts in enumerate(block.rows):
        row = grid.rows[0] if not index else grid.add_row()
        cells = list(row.cells)
        if len(facts) == 1 and len(cells) > 2:
            cells[1] = cells[1].merge(cells[-1])
        for place, fact in enumerate(facts):
            _write(cells[2 * place], fact.label, block.is_for_hands, is_label=True)
            _write(cells[2 * place + 1], fact.value, block.is_for_hands)
        _set_height(row, max(fact.lines for fact in facts))
        _keep_whole(row, [fact.value for fact in facts])
    _leave_room(document)


def add_table(document: Document, block: Table) -> None:
    """Add the rows under a header that repeats on every page."""
    grid = _new_grid(document, block.shares)
    grid.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
    _keep_whole(grid.rows[0], block.headers)
    for cell, words in zip(grid.rows[0].cells, block.headers, strict=True):
        _write(cell, words, block.is_for_hands, is_label=True)
    for said in block.rows:
        row = grid.add_row()
        for cell, words in zip(row.cells, said, strict=True):
            _write(cell, words, block.is_for_hands)
        _set_height(row, block.lines)
        _keep_whole(row, said)
    _leave_room(document)


def _new_grid(document: Document, shares: Sequence[float]) -> Grid:
    _leave_room(document)
    grid = document.add_table(1, len(shares), "Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    whole = sum(shares)
    for column, share in zip(grid.columns, shares, strict=True):
        column.width = Mm(measures.TYPE_AREA * share / whole)
    return grid


def _write(cell: _Cell, words: str, is_for_hands: bool, *, is_label: bool = False) -> None:
    size, line = measures.table_measures(is_for_hands)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.line_spacing = Pt(line)
    for index, text in enumerate(legal(words).splitlines()):
        run = paragraph.add_run()
        if index:
            run.add_break()
        run.add_text(text)
        run.font.size = Pt(size)
        if is_label:
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), measures.HEI)
    if is_label:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_height(row: _Row, lines: int) -> None:
    if lines > 1:
        row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        row.height = Pt(lines * measures.HAND_LINE)


def _keep_whole(row: _Row, words: Iterable[str]) -> None:
    if stays_whole(words):
        row._tr.get_or_add_trPr().insert(0, element("w:cantSplit"))


def _leave_room(document: Document) -> None:
    document.add_paragraph("").paragraph_format.line_spacing = Pt(measures.BESIDE_TABLE)
