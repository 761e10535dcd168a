"""Decides whether an old workbook (.xls) is safe to read: what it claims, and how far its cells reach, before any parser."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator

from jingwei.adapters.sheets.bounds import Limits
from jingwei.adapters.sheets.faults import SheetFault
from jingwei.adapters.sheets.ole import Container

ENCRYPTED = "EncryptedPackage"
BOF, EOF, PASSWORD, SHEET, SIZE, TEXTS, MORE = 0x809, 0x0A, 0x2F, 0x85, 0x200, 0xFC, 0x3C
MANY, TEXT = 0xBD, 0xFD
CELLS = frozenset((0x203, 0x204, 0x205, 0x27E, 0xD6, 0x06, 0x206, 0x406, MANY, TEXT))
"""Records that put something into a cell, each beginning with its row and its column."""
COPIES = 256 * 1024 * 1024
"""Bytes of texts that all cells together may come to: a parser copies a text for every cell that uses it."""


def guard_old(content: bytes, shown: str, limits: Limits) -> None:
    """Refuse an old workbook that is encrypted, leads in rings, or would spread over too many cells."""
    container = Container(content, shown)
    if ENCRYPTED in container.names():
        raise SheetFault("file-encrypted")
    seen = _Seen(shown, limits)
    for at, kind, body in _records(container.workbook()):
        seen.look(at, kind, body)
    seen.judge()


def _records(stream: bytes) -> Iterator[tuple[int, int, memoryview]]:
    """The records of a workbook: where each begins, its kind, its body."""
    held, at, end = memoryview(stream), 0, len(stream) - 4
    while at <= end:
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, held[at + 4 : at + 4 + length]
        at += 4 + length


class _Seen:
    """What a workbook claims and holds, sheet by sheet."""

    def __init__(self, shown: str, limits: Limits) -> None:
        self.shown, self.limits = shown, limits
        self.begins: set[int] = set()
        self.named: list[int] = []
        self.rows = self.columns = self.spread = 0
        self.uses: Counter[int] = Counter()
        self.texts: list[memoryview] = []
        self.is_texts = False

    def look(self, at: int, kind: int, body: memoryview) -> None:
        """Take the next record into account."""
        if kind in CELLS and len(body) >= 6:
            row, column, _form = struct.unpack_from("<HHH", body)
            if kind == MANY:
                (column,) = struct.unpack_from("<H", body, len(body) - 2)
            elif kind == TEXT and len(body) >= 10:
                self.uses[struct.unpack_from("<I", body, 6)[0]] += 1
            self.rows, self.columns = max(self.rows, row + 1), max(self.columns, column + 1)
            return
        if self.is_texts and kind == MORE:
            self.texts.append(body)
            return
        self.is_texts = kind == TEXTS
        if kind == PASSWORD:
            raise SheetFault("file-encrypted")
        if kind == BOF:
            self.begins.add(at)
        elif kind == EOF:
            self._bound(self.rows, self.columns)
            self.rows = self.columns = 0
        elif kind == SHEET and len(body) >= 4:
            self.named.append(struct.unpack_from("<I", body)[0])
        elif kind == SIZE:
            self._claim(body)
        elif kind == TEXTS:
            self.texts = [body]

    def judge(self) -> None:
        """Ask what can be told only at the end."""
        self._bound(self.rows, self.columns)
        # Each sheet has its own place: else one sheet would be read as often as it is named.
        if len(set(self.named)) < len(self.named) or not set(self.named) <= self.begins:
            raise SheetFault("file-damaged", file=self.shown)
        lengths = list(_lengths(self.texts, self.shown)) if self.texts else []
        used = sum(count * lengths[text] for text, count in self.uses.items() if text < len(lengths))
        if 2 * used > COPIES:
            raise SheetFault("file-inflates", part=self.shown)

    def _claim(self, body: memoryview) -> None:
        """What a sheet says of its own size: a parser makes room for it."""
        form = "<IIHH" if len(body) >= 14 else "<HHHH"
        if len(body) >= struct.calcsize(form):
            first, last, left, right = struct.unpack_from(form, body)
            self._within(max(0, last - first), max(0, right - left))

    def _bound(self, rows: int, columns: int) -> None:
        self.spread += rows * columns
        self._within(rows, columns)

    def _within(self, rows: int, columns: int) -> None:
        for code, count, limit in (
            ("too-many-rows", rows, max(self.limits.rows, 1 << 16)),
            ("too-many-columns", columns, self.limits.columns),
            ("too-many-cells", max(self.spread, rows * columns), self.limits.cells * 4),
        ):
            if count > limit:
                raise SheetFault(code, sheet=self.shown, count=count, limit=limit)


def _lengths(parts: list[memoryview], shown: str) -> Iterator[int]:
    """The length of each shared text, in characters; a text may go on in the next part, its form said again."""
    reader = _Reader(parts)
    reader.skip(4)
    (count,) = struct.unpack("<I", reader.take(4))
    if count > sum(map(len, parts)) // 3:
        raise SheetFault("file-damaged", file=shown)
    for _number in range(count):
        if reader.is_done:
            return
        length, form = struct.unpack("<HB", reader.take(3))
        runs = struct.unpack("<H", reader.take(2))[0] if form & 8 else 0
        extra = struct.unpack("<I", reader.take(4))[0] if form & 4 else 0
        reader.skip_text(length, form & 1)
        reader.skip(4 * runs + extra)
        yield length


class _Reader:
    """Reads on from part to part."""

    def __init__(self, parts: list[memoryview]) -> None:
        self.parts, self.part, self.at = parts, 0, 0

    @property
    def is_done(self) -> bool:
        """Whether nothing is left."""
        return self.part >= len(self.parts)

    def take(self, count: int) -> bytes:
        """The next bytes; behind the end, zeros."""
        taken = b""
        while len(taken) < count and not self.is_done:
            piece = self.parts[self.part][self.at : self.at + count - len(taken)]
            taken += bytes(piece)
            self._go(len(piece))
        return taken.ljust(count, b"\0")

    def skip(self, count: int) -> None:
        """Pass over bytes."""
        while count and not self.is_done:
            step = min(count, len(self.parts[self.part]) - self.at)
            count -= step
            self._go(step)

    def skip_text(self, characters: int, wide: int) -> None:
        """Pass over the characters of a text; where it goes on in the next part, a byte says how wide they are there."""
        while characters and not self.is_done:
            room = len(self.parts[self.part]) - self.at
            step = min(characters, room >> wide)
            characters -= step
            before = self.part
            self._go(step << wide)
            if characters and self.part == before:
                self._go(room - (step << wide))
            if characters and not self.is_done:
                wide = self.take(1)[0] & 1

    def _go(self, count: int) -> None:
        self.at += count
        while not self.is_done and self.at >= len(self.parts[self.part]):
            self.part, self.at = self.part + 1, 0
