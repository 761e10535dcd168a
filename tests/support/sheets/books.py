"""Builds the bytes of sheets: plain, with titles and merged cells, as text in any encoding, and broken."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

import openpyxl

Rows = Sequence[Sequence[Any]]


def xlsx(rows: Rows, *, merges: Iterable[str] = (), others: Iterable[tuple[str, Rows]] = ()) -> bytes:
    """Build a workbook of one filled sheet, and others after it; a leading = stays text."""
    book = openpyxl.Workbook()
    book.active.title = "名册"
    for title, content in (("名册", rows), *others):
        sheet = book[title] if title in book.sheetnames else book.create_sheet(title)
        for at_row, row in enumerate(content, 1):
            for at_column, value in enumerate(row, 1):
                if value is None or value == "":
                    continue
                cell = sheet.cell(at_row, at_column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
                elif isinstance(value, date):
                    cell.number_format = "yyyy-mm-dd"
    for merge in merges:
        book["名册"].merge_cells(merge)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def text(rows: Rows, encoding: str = "utf-8", mark: str = ",") -> bytes:
    """Build a text file of rows."""
    lines = []
    for row in rows:
        cells = ["" if value is None else str(value) for value in row]
        lines.append(mark.join(f'"{cell}"' if mark in cell or "\n" in cell else cell for cell in cells))
    return "\r\n".join(lines).encode(encoding)


def replaced(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Change the bytes of one part of a workbook."""
    saved = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            held = before.read(name)
            after.writestr(name, held.replace(old, new, 1) if name == part else held)
    return saved.getvalue()


@cache
def bomb(content: bytes, size: int = 64 * 1024 * 1024) -> bytes:
    """Let one sheet of a workbook inflate out of all proportion."""
    return replaced(content, "xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData>" + b" " * size)


def lying_bomb(content: bytes, size: int = 64 * 1024 * 1024) -> bytes:
    """Let one sheet inflate and claim in the directory that it does not."""
    packed = bytearray(bomb(content, size))
    with zipfile.ZipFile(io.BytesIO(bytes(packed))) as archive:
        real = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    claim, at = real.to_bytes(4, "little"), 0
    while (at := packed.find(claim, at)) >= 0:
        packed[at : at + 4] = (1000).to_bytes(4, "little")
        at += 4
    return bytes(packed)


def entities(content: bytes) -> bytes:
    """Put a document type with entities that grow into a sheet."""
    grown = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><worksheet'
    return replaced(content, "xl/worksheets/sheet1.xml", b"<worksheet", grown)


def far_cell(content: bytes) -> bytes:
    """Put one cell at the far corner: a parser would make room for the whole rectangle."""
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return replaced(content, "xl/worksheets/sheet1.xml", b"</sheetData>", corner)


def encrypted() -> bytes:
    """Give the outline of an encrypted workbook: an OLE file that holds an encrypted package."""
    outline = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
    return outline + "EncryptedPackage".encode("utf-16-le") + b"\0" * 480
