"""Decides how a paper stands on the pages of a PDF: the markup of its blocks, and the fonts that are looked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Template
from typing import Any, assert_never

from lxml.builder import E
from lxml.etree import tostring

from jingwei.adapters.papers import measures
from jingwei.adapters.papers.charts import drawn
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
    stays_whole,
)

# The font of the standard where the machine has it, then free ones of the same kind; the last of a row covers the
# rare characters of names that the others lack.
FONTS = {
    "fangsong": (measures.FANGSONG, "FangSong_GB2312", "仿宋", "FangSong", "FandolFang", "FandolFang R"),
    "title": (measures.TITLE_SONG, "FZXiaoBiaoSong-B05S", "FandolSong"),
    "kai": (measures.KAI, "KaiTi_GB2312", "楷体", "KaiTi", "LXGW WenKai", "AR PL KaitiM GB", "FandolKai"),
    "song": (measures.SONG, "SimSun", "FandolSong"),
}
_SERIF, _SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"


def marked_up(paper: Paper) -> str:
    """The paper as one page of markup, with its measures and without anything that would be fetched."""
    body = [*_head(paper), *(element for block in paper.blocks for element in _elements(block))]
    page = E.html(
        {"lang": "zh-CN"},
        E.head(E.meta(charset="utf-8"), E.title(paper.name), E.style(_measures())),
        E.body(*body),
    )
    return "<!doctype html>" + str(tostring(page, method="html", encoding="unicode"))


def _measures() -> str:
    """The style sheet with the numbers of the standard."""
    numbers = {name: value for name, value in vars(measures).items() if name.isupper()}
    (small, small_line), (large, large_line) = map(measures.table_measures, (False, True))
    families = {
        kind: ", ".join(f'"{name}"' for name in (*names, _SERIF)) for kind, names in FONTS.items()
    } | {"hei": f'"{measures.HEI}", "SimHei", "{_SANS}", "WenQuanYi Micro Hei"'}
    sheet = Template(Path(__file__).with_name("paper.css").read_text())
    return sheet.substitute(
        numbers | families,
        small=small,
        small_line=small_line,
        large=large,
        large_line=large_line,
        two_lines=2 * measures.LINE,
    )


def _head(paper: Paper) -> Iterator[Any]:
    if paper.letterhead:
        yield _letterhead(paper.letterhead)
    yield _lines("h1", paper.title)
    if paper.subtitle:
        yield _lines("p", paper.subtitle, {"class": "subtitle"})
    yield _blank()


def _letterhead(head: Letterhead) -> Any:
    size = {"class": "mark", "style": f"font-size: {measures.mark_size(head.mark)}pt"}
    return E.header(_lines("p", head.mark, size), _lines("p", head.number, {"class": "number"}))


def _elements(block: Block) -> Iterator[Any]:
    match block:
        case Heading():
            yield _lines(f"h{block.level + 1}", block.text)
        case Paragraph():
            yield from (_indented(line) for line in legal(block.text).splitlines() or [""])
        case Items():
            yield from map(_indented, block.lines)
        case Addressee():
            yield _lines("p", block.line)
        case Labelled():
            label = E.span({"class": "label"}, legal(block.label) + "：")
            first, *others = legal(block.text).splitlines() or [""]
            yield _hung(3 + len(block.label), 1 + len(block.label), label, first)
            yield from (_hung(3 + len(block.label), 0, each) for each in others)
        case Facts():
            yield from _facts(block)
        case Table():
            yield _table(block)
        case Chart():
            yield drawn(block)
        case Attachments():
            yield from _attachments(block)
        case Signature():
            yield from _signature(block)
        case _:
            assert_never(block)


def _facts(block: Facts) -> Iterator[Any]:
    if not block.rows:
        return
    rows = []
    for facts in block.rows:
        cells = []
        for fact in facts:
            value = _lines("td", fact.value)
            if len(facts) == 1:
                value.set("colspan", str(len(block.shares) - 1))
            cells += [_lines("th", fact.label), value]
        rows.append(_row(cells, max(fact.lines for fact in facts), [fact.value for fact in facts]))
    yield _grid(block, rows)


def _table(block: Table) -> Any:
    header = E.thead(_row([_lines("th", words) for words in block.headers], 1, block.headers))
    rows = [_row([_lines("td", words) for words in row], block.lines, row) for row in block.rows]
    return _grid(block, [header, E.tbody(*rows)])


def _grid(block: Facts | Table, rows: list[Any]) -> Any:
    whole = sum(block.shares)
    columns = [E.col(style=f"width: {100 * share / whole:.3f}%") for share in block.shares]
    return E.table({"class": "hands"} if block.is_for_hands else {}, E.colgroup(*columns), *rows)


def _row(cells: list[Any], lines: int, words: Iterable[str]) -> Any:
    row = E.tr(*cells)
    if lines > 1:
        row.set("style", f"height: {lines * measures.HAND_LINE}pt")
    if stays_whole(words):
        row.set("class", "whole")
    return row


def _attachments(block: Attachments) -> Iterator[Any]:
    yield _blank()
    number = 0 if len(block.names) < 2 else 1
    for index, text in enumerate(block.lines):
        if index:
            yield _hung(5 + number, number, legal(text))
        else:
            yield _hung(5 + number, 3 + number, legal(f"附件：{text}"))


def _signature(block: Signature) -> Iterator[Any]:
    yield _blank()
    for text, blank in zip((block.organisation, block.day_words), block.blanks, strict=True):
        yield _lines("p", text, {"class": "signature", "style": f"padding-right: {blank}em"})


def _hung(left: int, by: int, *content: Any) -> Any:
    return E.p({"style": f"padding-left: {left}em; text-indent: -{by}em"}, *content)


def _indented(text: str) -> Any:
    return _lines("p", text, {"class": "indented"})


def _blank() -> Any:
    return E.p({"class": "blank"})


def _lines(tag: str, text: str, attributes: dict[str, str] | None = None) -> Any:
    """An element with this text, in which a new line is one."""
    first, *others = legal(text).splitlines() or [""]
    element = E(tag, attributes or {}, first)
    for line in others:
        below = E.br()
        below.tail = line
        element.append(below)
    return element
