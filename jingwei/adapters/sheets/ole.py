"""Decides whether the container of an old workbook (OLE2) can be walked at all, and gives the stream that holds its cells."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from jingwei.adapters.sheets.faults import SheetFault

END = 0xFFFFFFFA
"""From here on a number is no sector but a mark: the end of a chain, a free sector, a table."""
STREAM, ROOT = 2, 5
SMALL = 4096
"""Shorter streams lie in sectors of 64 bytes within the stream of the root."""
WORKBOOKS = ("Workbook", "Book")
ENTRY = 128


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class Container:
    """An OLE2 file. Its parser follows chains of sectors for ever: a ring is refused before it sees the file."""

    def __init__(self, content: bytes, shown: str) -> None:
        self.content, self.shown = content, shown
        if len(content) < 512:
            raise self._damaged()
        (shift,) = struct.unpack_from("<H", content, 30)
        self.size = 1 << shift if shift in (9, 12) else 0
        if not self.size:
            raise self._damaged()
        self.left = 2 * (len(content) // self.size) + 8
        """So many sectors may be walked in all: each belongs to one chain."""
        (directory,) = struct.unpack_from("<I", content, 48)
        (small_table,) = struct.unpack_from("<I", content, 60)
        self.table = self._numbers(self._table_sectors())
        self.entries = list(self._read_entries(self._chained(directory, self.table)))
        self.small_table = self._numbers(self._chain(small_table, self.table))
        self._walk_all()

    def names(self) -> set[str]:
        """The names of all streams."""
        return {entry.name for entry in self.entries}

    def workbook(self) -> bytes:
        """The stream that holds the workbook, or a fault where there is none."""
        for name in WORKBOOKS:
            for entry in self.entries:
                if entry.name == name and entry.kind == STREAM:
                    return self._content_of(entry)
        raise SheetFault("file-not-sheet", file=self.shown)

    def _content_of(self, entry: _Entry) -> bytes:
        if entry.size >= SMALL:
            return self._chained(entry.start, self.table)[: entry.size]
        root = next((one for one in self.entries if one.kind == ROOT), None)
        held = self._chained(root.start, self.table) if root else b""
        chain = self._chain(entry.start, self.small_table)
        return b"".join(held[at * 64 : at * 64 + 64] for at in chain)[: entry.size]

    def _walk_all(self) -> None:
        """Go along every chain that a parser may be sent along."""
        for entry in self.entries:
            if entry.kind in (STREAM, ROOT):
                is_small = entry.kind == STREAM and entry.size < SMALL
                for _sector in self._chain(entry.start, self.small_table if is_small else self.table):
                    pass
        self.left = 4 * (len(self.content) // 64) + 8

    def _table_sectors(self) -> Iterator[int]:
        """The sectors of the table of sectors: 109 named in the header, the others in sectors of their own."""
        yield from (n for n in struct.unpack_from("<109I", self.content, 76) if n < END)
        (further,) = struct.unpack_from("<I", self.content, 68)
        while further < END:
            *named, further = self._numbers([self._counted(further)])
            yield from (n for n in named if n < END)

    def _numbers(self, sectors: Iterator[int] | list[int]) -> list[int]:
        held = b"".join(self._sector(sector) for sector in sectors)
        return list(struct.unpack(f"<{len(held) // 4}I", held[: len(held) // 4 * 4]))

    def _chained(self, start: int, table: list[int]) -> bytes:
        return b"".join(map(self._sector, self._chain(start, table)))

    def _chain(self, start: int, table: list[int]) -> Iterator[int]:
        here = start
        while here < END:
            if here >= len(table):
                raise self._damaged()
            yield self._counted(here)
            here = table[here]

    def _counted(self, sector: int) -> int:
        self.left -= 1
        if self.left < 0:
            raise self._damaged()
        return sector

    def _sector(self, number: int) -> bytes:
        begins = (number + 1) * self.size
        if begins >= len(self.content):
            raise self._damaged()
        return self.content[begins : begins + self.size]

    def _read_entries(self, held: bytes) -> Iterator[_Entry]:
        for at in range(0, len(held) - ENTRY + 1, ENTRY):
            length, kind = struct.unpack_from("<HB", held, at + 64)
            name = held[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", held, at + 116)
            yield _Entry(name, kind, start, size)

    def _damaged(self) -> SheetFault:
        return SheetFault("file-damaged", file=self.shown)
