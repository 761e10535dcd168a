"""Papers that come in: what is in them as paragraphs, and a plain sentence for what cannot be read."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from jingwei.adapters.papers.read import paragraphs_of
from jingwei.kernel.errors import Invalid

LINES = ("一、责任", "党支部和实验室一起查隐患。", "二、检查")


def docx_of(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf_of(*lines: str, password: str = "") -> bytes:
    """A PDF of one page with lines of Latin text."""
    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    shown = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 50 700 Td {shown} ET".encode() if lines else b"")
    page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("文件.docx", docx_of(LINES[0], "", *LINES[1:])),
        ("文件.txt", "\n\n".join(LINES).encode()),
        ("文件.TXT", "\r\n".join(LINES).encode("utf-8-sig")),
        ("文件.txt", "\n".join(LINES).encode("gb18030")),
        ("文件.txt", "\n".join(LINES).encode("utf-16")),
    ],
)
def test_the_paragraphs_in_their_order(name: str, content: bytes) -> None:
    assert paragraphs_of(name, content) == LINES


def test_lines_of_a_pdf_become_paragraphs_again() -> None:
    found = paragraphs_of("a.pdf", pdf_of("1. The branch looks", " for hazards.", "- 2 -", "2. It reports."))

    assert found == ("1. The branch looksfor hazards.", "2. It reports.")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.pdf", pdf_of(), "扫描的图片"),
        ("a.pdf", pdf_of("text", password="x"), "加了密码"),
        ("a.pdf", b"%PDF-1.7 and nothing else", "打不开"),
        ("a.pdf", b"no pdf", "不是 .pdf"),
        ("a.docx", b"%PDF-1.7", "不是 .docx"),
        ("a.docx", b"PK\x03\x04 broken", "打不开"),
        ("a.doc", b"\xd0\xcf\x11\xe0 old", "另存为 .docx"),
        ("a.png", b"\x89PNG", "只能读"),
        ("a.txt", b"", "没有文字"),
        ("a.txt", b"\x00\x01\x02\x03", "认不出"),
        ("a.txt", b"\xff\xff\xff\xff", "认不出"),
        ("a.txt", b"a\n" * 3001, "超过 3000 段"),
        ("a.txt", b"a" * (20 * 1024 * 1024 + 1), "超过 20 MB"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(name: str, content: bytes, says: str) -> None:
    with pytest.raises(Invalid, match=says) as refused:
        paragraphs_of(name, content)

    assert [each.field for each in refused.value.errors] == ["file"]


def test_a_workbook_is_no_document() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as parts:
        parts.writestr("xl/workbook.xml", "<x/>")

    with pytest.raises(Invalid, match="打不开"):
        paragraphs_of("a.docx", file.getvalue())
