"""Decides how the measures of the standard are said in a .docx: page, grid, page number, styles, indents."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.font import Font
from docx.text.paragraph import Paragraph

from jingwei.adapters.papers import measures

# The page declares the grid; the text itself keeps to it by an exact line and a closer character, because programs
# disagree about a grid whose cells are narrower than its characters: LibreOffice gives every character two cells.
# For the same reason no space is put between Chinese and Latin letters. The pitch is in twentieths of a point, the
# character space in 4096ths of a point beyond the 16 pt of the body.
LINE_PITCH = 579
CHARACTER_SPACE = -848

# What must stand after the two properties that are put in by hand, in the order of the file format.
_AFTER_GRID = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr", "w:sectPr")
_BEFORE_GRID = ("w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid")
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
    section.page_width, section.page_height = Mm(measures.WIDTH), Mm(measures.HEIGHT)
    section.top_margin, section.bottom_margin = Mm(measures.TOP), Mm(measures.BOTTOM)
    section.left_margin, section.right_margin = Mm(measures.LEFT), Mm(measures.RIGHT)
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
    _set_font(body, measures.FANGSONG, measures.SIZE_3)
    body.paragraph_format.space_before = body.paragraph_format.space_after = Pt(0)
    body.paragraph_format.line_spacing = Pt(measures.LINE)
    body.paragraph_format.widow_control = False
    for off in ("w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid"):
        body.element.get_or_add_pPr().insert_element_before(element(off, val="0"), *_AFTER_GRID)
    look = body.element.get_or_add_rPr()
    look.insert_element_before(element("w:spacing", val=f"{measures.CLOSER * 20:.0f}"), *_AFTER_SPACING)
    look.insert_element_before(element("w:snapToGrid", val="0"), "w:vertAlign", "w:rtl", "w:cs", "w:lang")
    look.append(element("w:lang", val="zh-CN", eastAsia="zh-CN"))
    for name, font, size in (
        ("Title", measures.TITLE_SONG, measures.SIZE_2),
        ("Heading 1", measures.HEI, measures.SIZE_3),
        ("Heading 2", measures.KAI, measures.SIZE_3),
    ):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        _forget_look(style)
        _set_font(style, font, size)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = Pt(measures.TITLE_LINE if name == "Title" else measures.LINE)
        style.paragraph_format.keep_with_next = True
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def name_font(font: Font, chinese: str) -> None:
    """Name the font of Chinese letters and that of Latin ones; nothing is embedded."""
    font.name = measures.LATIN
    font.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), chinese)


def indent(paragraph: Paragraph, characters: int) -> None:
    """Indent the first line by whole characters of the grid."""
    set_indent(paragraph, firstLine=characters)


def hang(paragraph: Paragraph, left: int, by: int) -> None:
    """Indent all lines by `left` characters, the first by so many less."""
    set_indent(paragraph, left=left, hanging=by)


def set_indent(paragraph: Paragraph, **sides: float) -> None:
    """Indent by characters of the grid, and by the same length for programs that know no grid."""
    held = paragraph._p.get_or_add_pPr().get_or_add_ind()
    for side, characters in sides.items():
        held.set(qn(f"w:{side}Chars"), f"{characters * 100:.0f}")
        held.set(qn(f"w:{side}"), f"{characters * measures.SIZE_3 * 20:.0f}")


def draw_red_line_under(paragraph: Paragraph) -> None:
    """Draw the red line of a head as wide as the type area."""
    border = element("w:pBdr")
    border.append(element("w:bottom", val="single", sz="16", space="6", color=measures.RED))
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", *_BEFORE_GRID, *_AFTER_GRID
    )


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """Make one element of the word-processing namespace."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _set_font(style: ParagraphStyle, font: str, size: float) -> None:
    style.font.size, style.font.bold = Pt(size), False
    name_font(style.font, font)


def _forget_look(style: ParagraphStyle) -> None:
    for part in ("w:rPr", "w:pPr"):
        for old in style.element.findall(qn(part)):
            style.element.remove(old)


def _number_pages(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    paragraph.alignment = side
    set_indent(paragraph, **{"right" if side == WD_ALIGN_PARAGRAPH.RIGHT else "left": 1})
    for kind, words in (("", "— "), ("begin", ""), ("", " PAGE "), ("end", ""), ("", " —")):
        run = paragraph.add_run()
        run.font.size = Pt(measures.SIZE_4)
        name_font(run.font, measures.SONG)
        if kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        elif "PAGE" in words:
            instruction = OxmlElement("w:instrText")
            instruction.text = words
            run._r.append(instruction)
        else:
            run.text = words
