"""Builds the bytes of old workbooks (.xls), sound ones and such as lie, from the records and sectors they are made of."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from typing import Any

SECTOR = 512
LARGE = 4 << 20
"""From here on sectors are of 4,096 bytes: the header has no room for more of the small ones."""
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def record(kind: int, body: bytes) -> bytes:
    """One record."""
    return struct.pack("<HH", kind, len(body)) + body


def begin(what: int) -> bytes:
    """The record with which the globals (5) or a sheet (16) begin."""
    return record(0x809, struct.pack("<HHHHII", 0x600, what, 0, 0, 0, 6))


def texts(words: Sequence[str], *, claimed: int | None = None) -> bytes:
    """The shared texts, in as many records as they need."""
    count = len(words) if claimed is None else claimed
    parts = [struct.pack("<II", count, count)]
    for word in words:
        item = struct.pack("<HB", len(word), 1) + word.encode("utf-16-le")
        if len(parts[-1]) + len(item) > 8000:
            parts.append(b"")
        parts[-1] += item
    return b"".join(record(0xFC if not at else 0x3C, part) for at, part in enumerate(parts))


def cells(rows: Iterable[Sequence[Any]], words: dict[str, int], first: int = 0) -> bytes:
    """The cells of a sheet: numbers as they are, all else as shared texts."""
    made = []
    for row, values in enumerate(rows, first):
        for column, value in enumerate(values):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, int | float):
                made.append(record(0x203, place + struct.pack("<d", value)))
            elif value:
                made.append(record(0xFD, place + struct.pack("<I", words[value])))
    return b"".join(made)


def stream(
    rows: Sequence[Sequence[Any]],
    *,
    more: bytes = b"",
    size: tuple[int, int] | None = None,
    claimed: int | None = None,
    extra_global: bytes = b"",
    sheets: int = 1,
) -> bytes:
    """The stream of a workbook with one sheet, named `sheets` times; `more` are further records of it."""
    words = list(
        dict.fromkeys(str(value) for row in rows for value in row if isinstance(value, str) and value)
    )
    height, width = size or (len(rows), max(map(len, rows), default=0))
    sheet = begin(16) + record(0x200, struct.pack("<IIHHH", 0, height, 0, width, 0))
    sheet += cells(rows, {word: at for at, word in enumerate(words)}) + more + record(0x0A, b"")

    def head(offset: int) -> bytes:
        named = [
            record(0x85, struct.pack("<IBBBB", offset, 0, 0, 2, 0) + f"S{n}".encode()) for n in range(sheets)
        ]
        return begin(5) + extra_global + b"".join(named) + texts(words, claimed=claimed) + record(0x0A, b"")

    return head(len(head(0))) + sheet


def container(held: bytes, name: str = "Workbook", *, ring: bool = False) -> bytes:
    """An OLE2 file with one stream; with `ring` its last sector leads back to its first."""
    sector, shift, version = (SECTOR, 9, 3) if len(held) < LARGE else (4096, 12, 4)
    held = held.ljust(max(4096, -(-len(held) // sector) * sector), b"\0")
    count, numbers = len(held) // sector, sector // 4
    tables = 1
    while tables * numbers < count + 1 + tables:
        tables += 1
    chain = [*range(1, count), 0 if ring else END]
    table = [*chain, END, *[TABLE] * tables]
    table += [FREE] * (tables * numbers - len(table))
    listed = list(range(count + 1, count + 1 + tables))
    header = bytearray(sector)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, version, 0xFFFE, shift, 6)
    struct.pack_into("<IIIIIIIII", header, 40, 0, tables, count, 0, 4096, END, 0, END, 0)
    struct.pack_into("<109I", header, 76, *listed, *[FREE] * (109 - len(listed)))
    # With large sectors some parsers want the root to hold something.
    entries = _entry("Root Entry", 5, END if version == 3 else 0, 0, child=1) + _entry(name, 2, 0, len(held))
    directory = entries.ljust(sector, b"\0")
    return bytes(header) + held + directory + struct.pack(f"<{len(table)}I", *table)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = FREE) -> bytes:
    words = name.encode("utf-16-le") + b"\0\0"
    made = bytearray(128)
    made[: len(words)] = words
    struct.pack_into("<HBBIII", made, 64, len(words), kind, 1, FREE, FREE, child)
    struct.pack_into("<II", made, 116, start, size)
    return bytes(made)


def xls(rows: Sequence[Sequence[Any]], **more: Any) -> bytes:
    """A workbook of one sheet."""
    return container(stream(rows, **more))
