"""Decides the measures and fonts of GB/T 9704-2012: page, grid of 22 lines by 28 characters, page number, sizes."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

FANGSONG = "仿宋_GB2312"
TITLE_SONG = "方正小标宋简体"
HEI = "黑体"
KAI = "楷体_GB2312"
SONG = "宋体"
LATIN = "Times New Roman"

SIZE_2 = Pt(22)
SIZE_3 = Pt(16)
SIZE_4 = Pt(14)
SIZE_5 = Pt(10.5)

# The page declares the grid; the text itself keeps to it by an exact line and a closer character, because programs
# disagree about a grid whose cells are narrower than its characters: LibreOffice gives every character two cells.
# 22 lines share the 225 mm between the margins, 28 characters of 16 pt the 156 mm: pitch in twentieths of a
# point, character space in 4096ths of a point beyond the 16 pt of the body.
LINES, CHARACTERS = 22, 28
LINE_PITCH = 579
CHARACTER_SPACE = -848
LINE = Pt(28.95)
CLOSER = "-6"

# What must stand after the two properties that are put in by hand, in the order of the file format.
_AFTER_GRID = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr", "w:sectPr")
_AFTER_SPACING = (
    "w:w",
    "w:kern",
    "w:position",
    "w:sz",
    "w:szCs",
    "w:highlight",
    "w:u",
    "w:vertAlign",
    "w:lang",
)


def set_page(document: Document) -> Section:
    """Set A4, the four margins, the grid and the alternating page number."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(24.75)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(
        element("w:docGrid", type="linesAndChars", linePitch=str(LINE_PITCH), charSpace=str(CHARACTER_SPACE))
    )
    document.settings.odd_and_even_pages_header_footer = True
    # One character blank from the edge of the type area, right on odd pages and left on even ones.
    _number_pages(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _number_pages(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
    return section


def set_styles(document: Document) -> None:
    """Set the body and the headings in the fonts and sizes of the standard."""
    body = document.styles["Normal"]
    assert isinstance(body, ParagraphStyle)
    set_font(body, FANGSONG, SIZE_3)
    body.paragraph_format.space_before = body.paragraph_format.space_after = Pt(0)
    body.paragraph_format.line_spacing = LINE
    body.paragraph_format.widow_control = False
    body.element.get_or_add_pPr().insert_element_before(element("w:snapToGrid", val="0"), *_AFTER_GRID)
    look = body.element.get_or_add_rPr()
    look.insert_element_before(element("w:spacing", val=CLOSER), *_AFTER_SPACING)
    look.insert_element_before(element("w:snapToGrid", val="0"), "w:vertAlign", "w:rtl", "w:cs", "w:lang")
    for name, font, size in (
        ("Title", TITLE_SONG, SIZE_2),
        ("Heading 1", HEI, SIZE_3),
        ("Heading 2", KAI, SIZE_3),
    ):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        _forget_look(style)
        set_font(style, font, size)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = Pt(34) if name == "Title" else LINE
        style.paragraph_format.keep_with_next = True
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def set_font(style: ParagraphStyle, font: str, size: Pt) -> None:
    """Set the font for Chinese and for Latin letters, and the size."""
    style.font.name, style.font.size, style.font.bold = LATIN, size, False
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def indent(paragraph: Paragraph, characters: int) -> None:
    """Indent the first line by whole characters of the grid."""
    set_indent(paragraph, firstLineChars=str(characters * 100), firstLine=str(characters * 320))


def set_indent(paragraph: Paragraph, **sides: str) -> None:
    """Indent by characters of the grid, and by the same length for programs that know no grid."""
    held = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for side, value in sides.items():
        held.set(qn(f"w:{side}"), value)


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """Make one element of the word-processing namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _forget_look(style: ParagraphStyle) -> None:
    for part in ("w:rPr", "w:pPr"):
        for old in style.element.findall(qn(part)):
            style.element.remove(old)


def _number_pages(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    paragraph.alignment = side
    edge = "rightChars" if side == WD_ALIGN_PARAGRAPH.RIGHT else "leftChars"
    width = edge.removesuffix("Chars")
    set_indent(paragraph, **{edge: "100", width: "320"})
    for kind, words in (("", "— "), ("begin", ""), ("", " PAGE "), ("end", ""), ("", " —")):
        run = paragraph.add_run()
        run.font.size, run.font.name = SIZE_4, LATIN
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), SONG)
        if kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        elif "PAGE" in words:
            instruction = OxmlElement("w:instrText")
            instruction.text = words
            run._r.append(instruction)
        else:
            run.text = words
