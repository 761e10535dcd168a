"""A paper as .docx has the page, the grid, the fonts and the tables of GB/T 9704-2012."""

import io
import re
import zipfile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from jingwei.adapters.papers import written
from jingwei.adapters.papers.paper import Paper, Paragraph, facts, table
from tests.support.papers import of_every_block


@pytest.fixture(scope="module")
def opened() -> Document:
    return docx.Document(io.BytesIO(written(of_every_block())))


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(written(of_every_block()))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


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
    off = [body.element.pPr.find(qn(f"w:{name}")) for name in ("snapToGrid", "autoSpaceDE", "autoSpaceDN")]

    assert int((210 - 28 - 26) / 25.4 * 72 / (16 + closer)) == 28
    assert int((297 - 37 - 35) / 25.4 * 72 / body.paragraph_format.line_spacing.pt) == 22
    assert [each.get(qn("w:val")) for each in off] == ["0", "0", "0"]
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


def test_fonts_are_named_and_none_is_embedded() -> None:
    named = {
        font.get(qn("w:eastAsia"))
        for name in ("word/document.xml", "word/footer1.xml", "word/footer2.xml")
        for font in etree.fromstring(parts()[name]).iter(qn("w:rFonts"))
    }

    assert named == {"黑体", "宋体", "方正小标宋简体"}
    assert [name for name in parts() if name.startswith("word/fonts/")] == []
    assert b"embedTrueTypeFonts" not in parts()["word/settings.xml"]


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(opened: Document) -> None:
    section = opened.sections[0]

    assert opened.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, 2), (section.even_page_footer, 0)):
        (paragraph,) = footer.paragraphs
        assert paragraph.alignment == side
        assert paragraph.text == "—  —"
        assert paragraph._p.xpath(".//w:instrText")[0].text.strip() == "PAGE"


def test_every_block_stands_in_its_order(opened: Document) -> None:
    said = [(p.style.name, p.text) for p in opened.paragraphs if p.style and p.text]

    assert said == [
        ("Normal", "中共北疆理工大学委员会文件"),
        ("Normal", "北理工党发〔2026〕18号"),
        ("Title", "关于召开第18次党委常委会会议的通知"),
        ("Normal", "（第18次）"),
        ("Normal", "各党总支，机关各部门："),
        ("Normal", "现将有关事项通知如下。"),
        ("Normal", "请准时到会。"),
        ("Heading 1", "一、会议议题"),
        ("Heading 2", "（一）审议事项"),
        ("Normal", "1. 审议实训室建设方案"),
        ("Normal", "2. 听取换届工作汇报"),
        ("Normal", "出席：璟玥堃喆、李喆、王犇，以及各党总支书记、机关各部门主要负责人和教师代表"),
        ("Normal", "附件：1. 会议材料清单"),
        ("Normal", "2. 参会回执"),
        ("Normal", "北疆理工大学党委办公室"),
        ("Normal", "2026年6月30日"),
    ]


@pytest.mark.parametrize(
    ("text", "indents"),
    [
        ("现将有关事项通知如下。", {"firstLineChars": "200"}),
        ("1. 审议实训室建设方案", {"firstLineChars": "200"}),
        ("出席", {"leftChars": "500", "hangingChars": "300"}),
        ("附件：1. 会议材料清单", {"leftChars": "600", "hangingChars": "400"}),
        ("2. 参会回执", {"leftChars": "600", "hangingChars": "100"}),
        ("北疆理工大学党委办公室", {"rightChars": "200"}),
        # Eleven characters and two blank: the day, six and a half wide, begins two characters after the name.
        ("2026年6月30日", {"rightChars": "450"}),
    ],
)
def test_lines_are_indented_by_characters(opened: Document, text: str, indents: dict[str, str]) -> None:
    found = next(p for p in opened.paragraphs if p.text.startswith(text))
    indent = found._p.pPr.find(qn("w:ind"))

    assert {etree.QName(k).localname: v for k, v in indent.attrib.items() if k.endswith("Chars")} == indents


def test_the_red_head_is_red_and_has_its_line(opened: Document) -> None:
    mark, number = (
        next(p for p in opened.paragraphs if p.text.startswith(t)) for t in ("中共", "北理工党发")
    )

    assert (mark.alignment, number.alignment) == (1, 1)
    assert str(mark.runs[0].font.color.rgb) == "FF0000"
    assert round(mark.paragraph_format.space_before.mm) == 35
    assert number._p.pPr.find(qn("w:pBdr"))[0].get(qn("w:color")) == "FF0000"


def test_header_rows_repeat_and_rows_stay_whole(opened: Document) -> None:
    dated = opened.tables[2]

    assert [bool(row._tr.trPr.findall(qn("w:tblHeader"))) for row in dated.rows] == [True, False, False]
    assert all(row._tr.trPr.findall(qn("w:cantSplit")) for each in opened.tables for row in each.rows)
    assert [[cell.text for cell in row.cells] for row in dated.rows][1:] == [
        ["2026-04-16", "开课"],
        ["5月6日", ""],
    ]
    assert abs(sum(column.width.mm for column in dated.columns) - 156) < 1
    assert dated.columns[1].width / dated.columns[0].width == pytest.approx(3, rel=0.01)


def test_a_row_that_is_longer_than_a_page_may_break() -> None:
    paper = Paper("记录", (facts([("要点", "字" * 4000), ("时间", "九点")]),))

    (grid,) = docx.Document(io.BytesIO(written(paper))).tables

    assert [
        bool(row._tr.trPr is not None and row._tr.trPr.findall(qn("w:cantSplit"))) for row in grid.rows
    ] == [
        False,
        True,
    ]


def test_a_title_of_two_lines_has_a_name_of_one() -> None:
    document = docx.Document(io.BytesIO(written(Paper("关于召开会议的\n通知", ()))))

    assert (document.core_properties.title, document.paragraphs[0].text) == (
        "关于召开会议的通知",
        "关于召开会议的\n通知",
    )


def test_two_facts_share_a_row_and_one_alone_takes_it_whole(opened: Document) -> None:
    shared = opened.tables[1]

    assert [cell.text for cell in shared.rows[0].cells] == ["汇报单位", "船舶学院", "汇报人", "璟玥堃喆"]
    assert [len(row._tr.tc_lst) for row in shared.rows] == [4, 2]


def test_a_hand_finds_room(opened: Document) -> None:
    heights = [[row.height and row.height.pt for row in opened.tables[index].rows] for index in (1, 3)]

    assert heights == [[None, 64], [None, 32, 32]]


def test_the_same_content_gives_the_same_bytes() -> None:
    once = written(of_every_block())

    assert written(of_every_block()) == once
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_stand_in_the_order_that_word_wants() -> None:
    wanted = (
        "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs autoSpaceDE autoSpaceDN "
        "snapToGrid spacing ind jc rPr"
    ).split()

    for part in ("word/document.xml", "word/footer1.xml"):
        for properties in etree.fromstring(parts()[part]).iter(qn("w:pPr")):
            order = [wanted.index(etree.QName(child).localname) for child in properties]
            assert order == sorted(order)


@settings(max_examples=40)
@given(st.text(max_size=80))
def test_any_words_make_a_paper_that_opens(words: str) -> None:
    paper = Paper(words, (Paragraph(words), table(["甲"], [[words]])))

    opened = docx.Document(io.BytesIO(written(paper)))

    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", words)
    said = "".join(paragraph.text for paragraph in opened.paragraphs[2:])
    assert re.sub(r"\s", "", said) == re.sub(r"\s", "", kept)
