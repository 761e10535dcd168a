"""Decides how a paper is written as .docx: each of its blocks after GB/T 9704-2012, fonts named and none embedded."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import assert_never

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

from jingwei.adapters.papers import measures
from jingwei.adapters.papers.charts import add_chart
from jingwei.adapters.papers.layout import (
    draw_red_line_under,
    hang,
    indent,
    name_font,
    set_indent,
    set_page,
    set_styles,
)
from jingwei.adapters.papers.package import packed
from jingwei.adapters.papers.paper import (
    Addressee,
    Attachments,
    Block,
    Chart,
    Facts,
    Heading,
    Items,
    Labelled,
    Letterhead,
    Paper,
    Paragraph,
    Signature,
    Table,
    legal,
)
from jingwei.adapters.papers.tables import add_facts, add_table

_FIXED = datetime(2000, 1, 1, tzinfo=UTC)


def written(paper: Paper) -> bytes:
    """The paper as a .docx; the same content always gives the same bytes."""
    document = docx.Document()
    set_page(document)
    set_styles(document)
    about = document.core_properties
    about.title, about.author, about.comments = paper.name[:255], "", ""
    about.created = about.modified = _FIXED
    if paper.letterhead:
        _add_letterhead(document, paper.letterhead)
    _add(document, paper.title, "Title")
    if paper.subtitle:
        _add(document, paper.subtitle).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add(document)
    for block in paper.blocks:
        _add_block(document, block)
    return packed(document)


def _add_block(document: Document, block: Block) -> None:
    match block:
        case Heading():
            indent(_add(document, block.text, f"Heading {block.level}"), 2)
        case Paragraph():
            for line in legal(block.text).splitlines() or [""]:
                indent(_add(document, line), 2)
        case Items():
            for line in block.lines:
                indent(_add(document, line), 2)
        case Addressee():
            _add(document, block.line)
        case Labelled():
            _add_labelled(document, block)
        case Facts():
            add_facts(document, block)
        case Table():
            add_table(document, block)
        case Chart():
            add_chart(document, block)
        case Attachments():
            _add_attachments(document, block)
        case Signature():
            _sign(document, block)
        case _:
            assert_never(block)


def _add(document: Document, text: str = "", style: str = "Normal") -> Line:
    return document.add_paragraph(legal(text), style)


def _add_letterhead(document: Document, head: Letterhead) -> None:
    mark = _add(document)
    mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
    mark.paragraph_format.space_before = Mm(measures.MARK_BELOW)
    mark.paragraph_format.line_spacing = Pt(measures.MARK_LINE)
    letters = mark.add_run(legal(head.mark))
    letters.font.size, letters.font.color.rgb = (
        Pt(measures.mark_size(head.mark)),
        RGBColor.from_string(measures.RED),
    )
    name_font(letters.font, measures.TITLE_SONG)
    for text in ("", "", head.number):
        line = _add(document, text)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    draw_red_line_under(line)
    for _blank in range(2):
        _add(document)


def _add_labelled(document: Document, block: Labelled) -> None:
    line = _add(document)
    label = line.add_run(legal(block.label) + "：")
    name_font(label.font, measures.HEI)
    first, *others = legal(block.text).splitlines() or [""]
    line.add_run(first)
    hang(line, 3 + len(block.label), 1 + len(block.label))
    for each in others:
        hang(_add(document, each), 3 + len(block.label), 0)


def _add_attachments(document: Document, block: Attachments) -> None:
    _add(document)
    number = 0 if len(block.names) < 2 else 1
    for index, text in enumerate(block.lines):
        line = _add(document, text if index else f"附件：{text}")
        hang(line, 5 + number, number if index else 3 + number)


def _sign(document: Document, block: Signature) -> None:
    _add(document)
    for text, blank in zip((block.organisation, block.day_words), block.blanks, strict=True):
        line = _add(document, text)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        line.paragraph_format.keep_with_next = text == block.organisation
        set_indent(line, right=blank)
