"""How many pages a file has is told by the file, and never guessed."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from pypdf import PdfWriter

from jingwei.adapters.papers.pages import MOST_BYTES, PROPERTIES, pages_of

APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Pages>{}</Pages></Properties>"
)


def pdf(pages: int, password: str = "") -> bytes:
    """A PDF of blank pages."""
    writer, made = PdfWriter(), io.BytesIO()
    for _page in range(pages):
        writer.add_blank_page(width=200, height=200)
    if password:
        writer.encrypt(password)
    writer.write(made)
    return made.getvalue()


def document(told: str | None) -> bytes:
    """A document whose properties tell its pages so, or that has none."""
    plain, made = io.BytesIO(), io.BytesIO()
    docx.Document().save(plain)
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            if name != PROPERTIES:
                after.writestr(name, before.read(name))
        if told is not None:
            after.writestr(PROPERTIES, told)
    return made.getvalue()


def pages(content: bytes) -> int | None:
    return pages_of(io.BytesIO(content), len(content))


@pytest.mark.parametrize("count", [1, 12])
def test_a_pdf_is_counted_and_a_document_says_it(count: int) -> None:
    assert (pages(pdf(count)), pages(document(APP.format(count)))) == (count, count)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        "两名".encode(),
        b"%PDF-1.7 broken",
        b"PK\x03\x04 broken",
        pdf(0),
        pdf(3, password="secret"),
        pdf(3, password="secret").replace(b"/Standard", b"/AnyOther"),
        pdf(3)[: len(pdf(3)) // 2],
        document(None),
        b"PK\x03\x04" + document(APP.format(3))[-500:],
        document("<broken"),
        document(APP.format("")),
        document(APP.format("0")),
        document(APP.format("-3")),
        document(APP.format("some")),
        document(APP.format("9" * 40)),
    ],
)
def test_what_tells_no_pages_has_none(content: bytes) -> None:
    assert pages(content) is None


def test_what_is_too_large_is_not_read() -> None:
    assert pages_of(io.BytesIO(pdf(1)), MOST_BYTES + 1) is None


def test_the_file_is_left_at_its_beginning() -> None:
    content = io.BytesIO(pdf(2))
    content.read(5)

    assert (pages_of(content, 100), content.tell()) == (2, 0)
