"""Decides what an uploaded file really is, and gives its sheets as plain rows of plain values."""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import python_calamine

from jingwei.adapters.sheets.bounds import USUAL, Limits, guard
from jingwei.adapters.sheets.faults import SheetFault
from jingwei.adapters.sheets.old import guard_old

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_OTHER = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<meta", b"<head", b"<style")
_EXTENSIONS = {
    "xlsx": "xlsx",
    "xlsm": "xlsx",
    "xls": "xls",
    "et": "xls",
    "csv": "csv",
    "txt": "csv",
    "tsv": "csv",
}

Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows start at the sheet's first row, so index + 1 is the row a person sees."""

    name: str
    rows: Sequence[Sequence[Any]]
    merges: tuple[Merge, ...] = field(default=())


def read(content: bytes, filename: str, limits: Limits = USUAL) -> tuple[Sheet, ...]:
    """Read all visible sheets that hold anything, or say why not."""
    shown = filename.rsplit("/", 1)[-1][-80:]
    if not content.strip():
        raise SheetFault("file-empty", file=shown)
    if len(content) > limits.size:
        raise SheetFault("file-too-large", size=len(content) >> 20, limit=limits.size >> 20)
    found = _sniff(content, shown)
    named = shown.rsplit(".", 1)[-1].lower() if "." in shown else ""
    if named not in _EXTENSIONS:
        raise SheetFault("file-not-sheet", file=shown)
    if _EXTENSIONS[named] != found:
        raise SheetFault("file-extension", named=named, found=found)
    sheets: tuple[Sheet, ...]
    if found == "csv":
        sheets = (_read_text(content, shown, limits),)
    else:
        if found == "xlsx":
            _guard(content, shown, limits)
        else:
            guard_old(content, shown, limits)
        sheets = _read_workbook(content, shown, limits)
    filled = tuple(sheet for sheet in sheets if sheet.rows)
    if not filled:
        raise SheetFault("sheet-empty")
    return filled


def _sniff(content: bytes, shown: str) -> str:
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise SheetFault("file-encrypted")
        if "WordDocument".encode("utf-16-le") in content and "Workbook".encode("utf-16-le") not in content:
            raise SheetFault("file-not-sheet", file=shown)
        return "xls"
    if content.startswith(_ZIP):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                names = set(archive.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise SheetFault("file-damaged", file=shown) from error
        if "xl/workbook.xml" not in names:
            raise SheetFault("file-not-sheet", file=shown)
        return "xlsx"
    if content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise SheetFault("file-web-page", file=shown)
    if content.startswith(_OTHER):
        raise SheetFault("file-not-sheet", file=shown)
    # A stray NUL in a text is dropped later; many of them mean that it is no text.
    if content[:4096].count(b"\0") > 40 and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SheetFault("file-not-sheet", file=shown)
    return "csv"


def _guard(content: bytes, shown: str, limits: Limits) -> None:
    try:
        guard(content, limits)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise SheetFault("file-damaged", file=shown) from error


def _read_workbook(content: bytes, shown: str, limits: Limits) -> tuple[Sheet, ...]:
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        sheets = []
        for about in book.sheets_metadata:
            is_sheet = about.typ == python_calamine.SheetTypeEnum.WorkSheet
            if not is_sheet or about.visible != python_calamine.SheetVisibleEnum.Visible:
                continue
            sheet = book.get_sheet_by_name(about.name)
            _bound(about.name, sheet.total_height, sheet.total_width, limits)
            merges = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
            rows = sheet.to_python(skip_empty_area=False) if sheet.height else []
            sheets.append(Sheet(about.name, _without_tail(rows), merges))
        return tuple(sheets)
    except python_calamine.PasswordError as error:
        raise SheetFault("file-encrypted") from error
    except SheetFault:
        raise
    # The parser is Rust: a broken file may also surface as a panic, which is a BaseException.
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        code = "file-encrypted" if "password" in str(error).lower() else "file-damaged"
        raise SheetFault(code, file=shown) from error


def _bound(sheet: str, rows: int, columns: int, limits: Limits) -> None:
    for code, count, limit in (
        ("too-many-rows", rows, limits.rows),
        ("too-many-columns", columns, limits.columns),
        ("too-many-cells", rows * columns, limits.cells * 4),
    ):
        if count > limit:
            raise SheetFault(code, sheet=sheet, count=count, limit=limit)


def _without_tail(rows: list[list[Any]]) -> list[list[Any]]:
    end = len(rows)
    while end and all(value == "" or value is None for value in rows[end - 1]):
        end -= 1
    return rows[:end]


def _read_text(content: bytes, shown: str, limits: Limits) -> Sheet:
    words = decode(content).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[Any]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(words, newline=""), delimiter=_delimiter(words)):
            rows.append(row)
            cells += len(row)
            if len(rows) > limits.rows or len(row) > limits.columns or cells > limits.cells:
                _bound(shown, len(rows), len(row), limits)
                _bound(shown, cells, 1, Limits(rows=limits.cells, cells=limits.cells))
    except csv.Error as error:
        raise SheetFault("file-damaged", file=shown) from error
    return Sheet(shown, _without_tail(rows))


def decode(content: bytes) -> str:
    """Give the words of a text file: by its mark, else strict UTF-8, else GB18030."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode(content, encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode(content, "gb18030")


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise SheetFault("text-encoding", row=content.count(b"\n", 0, error.start) + 1) from error


def _delimiter(words: str) -> str:
    lines = [line for line in words[:65536].split("\n") if line.strip()][:200]
    return max(",\t;|", key=lambda mark: (max((line.count(mark) for line in lines), default=0), mark == ","))
