"""A paper has the page, the grid, the fonts and the tables of GB/T 9704-2012."""

import io
import re
import zipfile
from datetime import date

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from jingwei.adapters.papers.gbt9704 import Paper


def filled() -> Paper:
    paper = Paper("融合事项台账")
    paper.title("船舶学院 2026年")
    paper.heading1("一、基本情况")
    paper.facts([("名称", "虚拟仿真实训"), ("牵头支部", "造船教师党支部")])
    paper.heading2("（一）进展")
    paper.paragraph("四月完成第一轮。\n五月核实。")
    paper.table(["日期", "记录"], [[date(2026, 4, 16), "开课"], ["5月6日", None]], [1, 3])
    paper.sign("北疆理工大学党委组织部", date(2026, 6, 30))
    return paper


@pytest.fixture(scope="module")
def opened() -> Document:
    return docx.Document(io.BytesIO(filled().bytes()))


def test_the_page_is_a4_with_the_margins_of_the_standard(opened: Document) -> None:
    section = opened.sections[0]
    lengths = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    sides = (section.left_margin, section.right_margin)

    assert [round(length.mm) for length in (*lengths, *sides) if length] == [210, 297, 37, 35, 28, 26]


def test_the_grid_is_22_lines_of_28_characters(opened: Document) -> None:
    (grid,) = opened.sections[0]._sectPr.findall(qn("w:docGrid"))

    assert grid.get(qn("w:type")) == "linesAndChars"
    pitch, space = int(grid.get(qn("w:linePitch"))), int(grid.get(qn("w:charSpace")))
    assert int((297 - 37 - 35) / 25.4 * 1440 / pitch) == 22
    assert int((210 - 28 - 26) / 25.4 * 72 / (16 + space / 4096)) == 28


def test_the_text_keeps_to_22_lines_of_28_characters_in_any_program(opened: Document) -> None:
    body = opened.styles["Normal"]
    closer = int(body.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20

    assert int((210 - 28 - 26) / 25.4 * 72 / (16 + closer)) == 28
    assert int((297 - 37 - 35) / 25.4 * 72 / body.paragraph_format.line_spacing.pt) == 22
    assert body.element.pPr.find(qn("w:snapToGrid")).get(qn("w:val")) == "0"
    assert body.element.rPr.find(qn("w:snapToGrid")).get(qn("w:val")) == "0"


def test_body_title_and_headings_have_their_fonts_and_sizes(opened: Document) -> None:
    found = {}
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = opened.styles[name]
        found[name] = (style.element.rPr.rFonts.get(qn("w:eastAsia")), style.font.size.pt)

    assert found == {
        "Normal": ("仿宋_GB2312", 16),
        "Title": ("方正小标宋简体", 22),
        "Heading 1": ("黑体", 16),
        "Heading 2": ("楷体_GB2312", 16),
    }


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(opened: Document) -> None:
    section = opened.sections[0]

    assert opened.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, 2), (section.even_page_footer, 0)):
        (paragraph,) = footer.paragraphs
        assert paragraph.alignment == side
        assert paragraph.text == "—  —"
        assert paragraph._p.xpath(".//w:instrText")[0].text.strip() == "PAGE"


def test_paragraphs_are_indented_by_two_characters(opened: Document) -> None:
    (body,) = (paragraph for paragraph in opened.paragraphs if paragraph.text == "四月完成第一轮。")

    assert body._p.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_header_rows_repeat_and_rows_stay_whole(opened: Document) -> None:
    facts, table = opened.tables

    assert [bool(row._tr.trPr.findall(qn("w:tblHeader"))) for row in table.rows] == [True, False, False]
    assert all(row._tr.trPr.findall(qn("w:cantSplit")) for each in (facts, table) for row in each.rows)
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == [
        ["2026-04-16", "开课"],
        ["5月6日", ""],
    ]
    assert abs(sum(column.width.mm for column in table.columns) - 156) < 1
    assert table.columns[1].width / table.columns[0].width == pytest.approx(3, rel=0.01)


def test_the_signature_stands_right(opened: Document) -> None:
    organisation, day = opened.paragraphs[-2:]

    assert (organisation.text, day.text) == ("北疆理工大学党委组织部", "2026年6月30日")
    assert organisation.alignment == day.alignment == 2


def test_the_same_content_gives_the_same_bytes() -> None:
    assert filled().bytes() == filled().bytes()
    with zipfile.ZipFile(io.BytesIO(filled().bytes())) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_stand_in_the_order_that_word_wants() -> None:
    with zipfile.ZipFile(io.BytesIO(filled().bytes())) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    wanted = "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs snapToGrid spacing ind jc rPr"

    for properties in tree.iter(qn("w:pPr")):
        order = [wanted.split().index(etree.QName(child).localname) for child in properties]
        assert order == sorted(order)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_any_words_make_a_paper_that_opens(words: str) -> None:
    paper = Paper(words)
    paper.title()
    paper.paragraph(words)
    paper.table(["甲"], [[words]])

    opened = docx.Document(io.BytesIO(paper.bytes()))

    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", words)
    said = "".join(paragraph.text for paragraph in opened.paragraphs[2:])
    assert re.sub(r"\s", "", said) == re.sub(r"\s", "", kept)
