"""A paper as PDF has the measures of GB/T 9704-2012 on its pages, the words of the .docx, and is printed apart."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections import Counter

import docx
import pypdf
import pytest
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph as Line

from jingwei.adapters.papers import printed, written
from jingwei.adapters.papers.paper import Paper, Paragraph, facts, table
from jingwei.adapters.papers.printing import LONGEST, NotPrinted, pressed
from jingwei.kernel.errors import Invalid
from tests.support.papers import NAME, Shown, of_every_block, of_full_pages, shown_on


@pytest.fixture(scope="module")
def full() -> list[list[Shown]]:
    return shown_on(printed(of_full_pages()))


@pytest.fixture(scope="module")
def whole() -> bytes:
    return printed(of_every_block())


def body_of(page: list[Shown]) -> list[Shown]:
    return [each for each in page if each.letter == "字"]


def test_a_full_page_has_22_lines_of_28_characters(full: list[list[Shown]]) -> None:
    lines = Counter(round(each.top) for each in body_of(full[1]))

    assert (len(lines), set(lines.values())) == (22, {28})


def test_lines_stand_10_2_mm_apart(full: list[list[Shown]]) -> None:
    tops = sorted({round(each.top, 2) for each in body_of(full[1])})

    assert (tops[-1] - tops[0]) / 21 == pytest.approx(225 / 22, abs=0.02)


def test_the_margins_are_those_of_the_standard(full: list[list[Shown]]) -> None:
    left, right = (
        side(getattr(e, name) for e in body_of(full[1])) for side, name in ((min, "left"), (max, "right"))
    )
    # A line is 10.2 mm high and its characters 5.6 mm: half of the rest stands above the first and below the last.
    first, last = min(e.top for e in body_of(full[1])), max(e.bottom for e in body_of(full[1]))

    assert left == pytest.approx(28, abs=0.2)
    assert 210 - right == pytest.approx(26, abs=1)
    assert (first, 297 - last) == (pytest.approx(37, abs=2.4), pytest.approx(35, abs=2.4))


def test_the_page_is_a4(whole: bytes) -> None:
    sizes = {
        tuple(round(float(side) * 25.4 / 72) for side in page.mediabox[2:])
        for page in pypdf.PdfReader(io.BytesIO(whole)).pages
    }

    assert sizes == {(210, 297)}


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(full: list[list[Shown]]) -> None:
    feet = [[each for each in page if each.top > 297 - 35] for page in full]
    said = ["".join(each.letter for each in foot).strip() for foot in feet]
    dashes = [[each for each in foot if each.letter == "—"] for foot in feet]

    assert said == ["— 1 —", "— 2 —", "— 3 —"]
    assert max(e.right for e in dashes[0]) == pytest.approx(210 - 26 - 5.6, abs=0.5)
    assert min(e.left for e in dashes[1]) == pytest.approx(28 + 5.6, abs=0.5)
    assert (dashes[0][0].top + dashes[0][0].bottom) / 2 == pytest.approx(297 - 35 + 7, abs=0.5)


def test_both_files_say_the_same_in_the_same_order(whole: bytes) -> None:
    document = docx.Document(io.BytesIO(written(of_every_block())))
    shown = "".join(each.letter for page in shown_on(whole) for each in page)

    assert squeezed(re.sub("— [0-9]+ —", "", shown)) == squeezed(said_in(document))


def test_the_rare_letters_of_a_name_are_there(whole: bytes) -> None:
    cells = [each for page in shown_on(whole) for each in page if each.letter in NAME]

    assert {each.letter for each in cells} == set(NAME)
    assert all(each.right - each.left > 3 for each in cells)


def test_the_header_of_a_long_table_repeats() -> None:
    pages = shown_on(printed(Paper("名单", (table(["序号", "姓名"], [[n, "李喆"] for n in range(90)]),))))

    assert ["".join(e.letter for e in page).count("序号") for page in pages] == [1] * len(pages)
    assert len(pages) > 1


def test_a_row_that_is_longer_than_a_page_begins_where_it_stands_and_loses_nothing() -> None:
    pages = shown_on(printed(Paper("记录", (facts([("要点", "字" * 2500)]), Paragraph("完")))))
    counts = [len(body_of(page)) for page in pages]

    assert (sum(counts), min(counts) > 100) == (2500, True)


def test_the_same_content_gives_the_same_pdf(whole: bytes) -> None:
    assert printed(of_every_block()) == whole


def test_the_title_and_the_language_are_told_to_those_who_listen(whole: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(whole))

    assert reader.metadata and reader.metadata.title == "关于召开第18次党委常委会会议的通知"
    assert (reader.root_object["/Lang"], reader.root_object["/MarkInfo"]) == ("zh-CN", {"/Marked": True})


@pytest.mark.parametrize(
    "words", ["<img src='file:///etc/hostname'>", "</style><b>&amp;", "\x00\x0b\ud800\uffff字"]
)
def test_words_are_words(words: str) -> None:
    shown = "".join(
        each.letter for page in shown_on(printed(Paper("题", (Paragraph(words),)))) for each in page
    )

    assert squeezed(shown) == "题" + squeezed(re.sub("[\x00\x0b\ud800\uffff]", "", words)) + "—1—"


@pytest.mark.parametrize(
    "markup",
    [
        "<img src='file:///etc/hostname'>",
        "<link rel=stylesheet href='http://127.0.0.1:9/a.css'>",
        "<style>@import 'ftp://127.0.0.1/a.css';</style>",
        "<style>p { background: url(file:///etc/hostname) }</style><p>字",
    ],
)
def test_nothing_is_fetched(markup: str) -> None:
    with pytest.raises(NotPrinted):
        pressed(markup)


def test_what_takes_too_long_is_ended() -> None:
    with pytest.raises(NotPrinted) as refused:
        pressed("<p>字", seconds=0.01)

    assert refused.value.status == 503


def test_a_paper_of_hundreds_of_pages_is_refused_before_it_is_printed() -> None:
    with pytest.raises(Invalid, match=r"请下载 \.docx"):
        printed(Paper("长", (Paragraph("字" * LONGEST),)))


def test_what_writes_and_prints_is_fetched_late_and_the_printer_never() -> None:
    heavy = ("docx", "docxtpl", "lxml", "pypdf", "weasyprint")
    script = (
        "import json, sys\nimport jingwei.adapters.papers as papers\n"
        "from jingwei.adapters.papers.paper import Paper\n"
        f"before = [name for name in {heavy!r} if name in sys.modules]\n"
        "papers.printed(Paper('题', ()))\n"
        "print(json.dumps([before, 'weasyprint' in sys.modules]))"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)

    assert json.loads(done.stdout) == [[], False]


def test_a_web_process_at_rest_holds_nothing_that_reads_or_draws_papers() -> None:
    heavy = ("docx", "docxtpl", "lxml", "pypdf", "segno", "weasyprint", "xlsxwriter")
    script = f"import json, sys, jingwei.config.wsgi\nprint(json.dumps([name for name in {heavy!r} if name in sys.modules]))"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)

    assert json.loads(done.stdout) == []


def said_in(document: Document) -> str:
    """All words of a document in their order, cells row by row."""
    found = []
    for part in document.iter_inner_content():
        if isinstance(part, Line):
            found.append(part.text)
        else:
            assert isinstance(part, Table)
            found += [cell.text for row in part.rows for cell in dict.fromkeys(row.cells)]
    return "".join(found)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
