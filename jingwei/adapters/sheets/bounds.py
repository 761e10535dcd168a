"""Decides whether an uploaded workbook is safe to unpack at all, before any parser sees it."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import SEEK_END, BytesIO
from typing import BinaryIO

from jingwei.adapters.sheets.faults import SheetFault

MARKUP = 6
"""So much longer than its text is the markup of a workbook."""
_CHUNK = 1 << 18
_OVERLAP = 64
_DECLARES = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype", b"<!entity")
_PLAIN_COLUMNS = re.compile(rb' r="([A-Za-z]{2,})\d')
_UNUSUAL = (b"'", b"\t", b"\r", b"\n", b" =", b"= ")
_ROWS = re.compile(rb"\sr\s*=\s*[\"'][A-Za-z]*(\d+)")
_COLUMNS = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{2,})\d")
_CELLS = (b"<c ", b"<c>", b":c ", b":c>")
_LONG = 2048
_USED = re.compile(rb"<(?:\w+:)?v>\s*(\d{1,9})\s*<")
_SHARED = re.compile(rb"<(?:\w+:)?si[\s>].*?</(?:\w+:)?si>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a sheet is read: bytes, unpacked bytes, rows, columns, cells, copies of shared texts."""

    size: int = 50 * 1024 * 1024
    unpacked: int = 400 * 1024 * 1024
    ratio: int = 200
    rows: int = 200_000
    columns: int = 500
    cells: int = 6_000_000
    copies: int = 256 * 1024 * 1024


USUAL = Limits()


def guard(content: bytes, limits: Limits) -> None:
    """Refuse a workbook that would inflate, declare entities, or spread over too many cells."""
    budget, most = limits.unpacked, 0
    texts: dict[int, int] = {}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for member in archive.infolist():
            # Any part may be named as a worksheet by the workbook, so every part is looked at.
            spread, shared, tail, size = _Spread(member.filename, limits), _Shared(member.filename), b"", 0
            for chunk in _chunks(content, member):
                size += len(chunk)
                if size > budget or (size > 16 * _CHUNK and size > limits.ratio * member.compress_size):
                    raise SheetFault("file-inflates", part=member.filename)
                window = tail + chunk
                is_markup = _is_markup(member.filename)
                if is_markup and b"<!" in window and any(sign in window for sign in _DECLARES):
                    raise SheetFault("file-entities", part=member.filename)
                if is_markup and b"\0" in chunk:
                    raise SheetFault("file-damaged", file=member.filename)
                spread.look(window, chunk)
                shared.look(chunk)
                tail = window[-_OVERLAP:]
            if size != member.file_size:
                raise SheetFault("file-damaged", file=member.filename)
            budget -= size
            most, texts = max(most, spread.cells), texts | shared.long
        # A parser copies a shared text once for every cell that uses it; few sheets need to be counted.
        if max(texts.values(), default=0) * most > limits.copies:
            parts = (member for member in archive.infolist() if _is_markup(member.filename))
            if sum(_copied(content, member, texts) for member in parts) > limits.copies:
                raise SheetFault("file-inflates", part="xl/sharedStrings.xml")


def _copied(content: bytes, member: zipfile.ZipInfo, texts: Mapping[int, int]) -> int:
    """How long the long shared texts of one part are together, each as often as a cell uses it."""
    total, rest = 0, b""
    for chunk in _chunks(content, member):
        rest += chunk
        total += sum(texts.get(int(number), 0) for number in _USED.findall(rest))
        rest = rest[rest.rfind(b"<") :][-_OVERLAP:] if b"<" in rest else rest[-_OVERLAP:]
    return total


def heft(file: BinaryIO) -> int:
    """How much a sheet will take to read, as bytes of a text file that takes as much.

    A workbook says in its directory how large it is unpacked. It may lie: then `guard` refuses it.
    """
    size = file.seek(0, SEEK_END)
    try:
        with zipfile.ZipFile(file) as archive:
            return max(size, sum(member.file_size for member in archive.infolist()) // MARKUP)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return size


def _is_markup(part: str) -> bool:
    return part.lower().endswith((".xml", ".rels", ".vml"))


class _Spread:
    """How far the cells of one part reach: a parser makes room for the whole rectangle."""

    def __init__(self, part: str, limits: Limits) -> None:
        self.part, self.limits = part.rsplit("/", 1)[-1], limits
        self.rows = self.columns = self.cells = 0
        # A row number with fewer digits than this one breaks no limit, so that few need to be read.
        harmless = min(limits.rows, 4 * limits.cells // max(limits.columns, 26))
        self.far_rows = re.compile(rb' r="[A-Za-z]*(\d{%d,})' % len(str(harmless)))

    def look(self, window: bytes, chunk: bytes) -> None:
        """Take the next piece of the part into account."""
        # Nearly all sheets write r="A1"; the slower search is for those that do not.
        odd = any(sign in window for sign in _UNUSUAL)
        self.rows = max(self.rows, *map(int, set((_ROWS if odd else self.far_rows).findall(window))), 0)
        for letters in set((_COLUMNS if odd else _PLAIN_COLUMNS).findall(window)):
            self.columns = max(self.columns, column_number(letters.decode()))
        self.cells += sum(map(chunk.count, _CELLS))
        for code, count, limit in (
            ("too-many-rows", self.rows, self.limits.rows + 1000),
            ("too-many-columns", self.columns, self.limits.columns),
            ("too-many-cells", max(self.cells, self.rows * max(self.columns, 26) // 4), self.limits.cells),
        ):
            if count > limit:
                raise SheetFault(code, sheet=self.part, count=count, limit=limit)


class _Shared:
    """The long shared texts of a workbook: number and bytes of markup."""

    def __init__(self, part: str) -> None:
        self.part, self.count, self.pending = part, 0, b""
        self.long: dict[int, int] = {}
        self.is_table = part.lower().endswith("sharedstrings.xml")

    def look(self, chunk: bytes) -> None:
        """Take the next piece of the part into account."""
        if not self.is_table:
            return
        self.pending += chunk
        end = 0
        for item in _SHARED.finditer(self.pending):
            length, end = item.end() - item.start(), item.end()
            if length > _LONG:
                self.long[self.count] = length
            self.count += 1
        self.pending = self.pending[end:]
        if len(self.pending) > 4 * _CHUNK:
            raise SheetFault("file-inflates", part=self.part)


def column_number(letters: str) -> int:
    """Give 1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(index: int) -> str:
    """Give A for 0, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _chunks(content: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack one member ourselves: the size a member declares is only a claim."""
    if member.flag_bits & 1 or member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise SheetFault("file-damaged", file=member.filename)
    header = content[member.header_offset : member.header_offset + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise SheetFault("file-damaged", file=member.filename)
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    start = member.header_offset + 30 + name_length + extra_length
    packed = memoryview(content)[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        for at in range(0, len(packed), _CHUNK):
            yield bytes(packed[at : at + _CHUNK])
        return
    unpacker = zlib.decompressobj(-15)
    try:
        for at in range(0, len(packed), _CHUNK):
            piece = bytes(packed[at : at + _CHUNK])
            while piece:
                chunk = unpacker.decompress(piece, _CHUNK)
                if chunk:
                    yield chunk
                piece = unpacker.unconsumed_tail
                if unpacker.eof:
                    return
        rest = unpacker.flush()
    except zlib.error as error:
        raise SheetFault("file-damaged", file=member.filename) from error
    if rest:
        yield rest
