"""Decides what a paper can say: its blocks from top to bottom, described once for every file that is written of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

HAND = 2
"""So many lines high, at least, is a cell that a hand is to write in."""
LONG_CELL = 500
"""A row with a cell of more characters may break over pages; all others stay whole."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The red head (版头): who issues or what is issued, the number under it, and the red line."""

    mark: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom the paper is sent to (主送机关), at the very left."""

    names: str

    @property
    def line(self) -> str:
        """The names with the colon that ends them."""
        return self.names.rstrip(" ：:") + "："


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: 一、 of the first level, （一） of the second; the number is part of the text."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, indented by two characters; a new line begins another."""

    text: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and what stands behind it, line under line, as 出席：… in minutes."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """Paragraphs counted from one."""

    texts: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Every item behind its number."""
        return tuple(f"{number}. {text}" for number, text in enumerate(self.texts, 1))


@dataclass(frozen=True, slots=True)
class Fact:
    """What, and which; `lines` is the least height, so that a hand finds room."""

    label: str
    value: str = ""
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Facts:
    """A table of facts, one or two in a row; a fact that stands alone takes the whole row."""

    rows: tuple[tuple[Fact, ...], ...]

    @property
    def is_for_hands(self) -> bool:
        """Whether somebody writes in it with a pen: then its letters are larger."""
        return any(fact.lines >= HAND for row in self.rows for fact in row)

    @property
    def shares(self) -> tuple[int, ...]:
        """How the width is shared among the columns."""
        return (5, 7, 4, 7) if any(len(row) > 1 for row in self.rows) else (1, 3)


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header repeats on every page and whose rows never break; `lines` is the least height of a row."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    lines: int = 1

    @property
    def is_for_hands(self) -> bool:
        """Whether somebody writes in it with a pen: then its letters are larger."""
        return self.lines >= HAND


@dataclass(frozen=True, slots=True)
class Chart:
    """Shares of a hundred as bars, one group a place, a value of each series in it; None where there is none.

    `label` says the values to those who do not see them.
    """

    label: str
    places: tuple[str, ...]
    series: tuple[tuple[str, tuple[int | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Attachments:
    """What is attached (附件说明), a line under the body; one has no number, several are counted."""

    names: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The names, each behind its number where there are several."""
        return self.names if len(self.names) < 2 else Items(self.names).lines


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, and the day under it, as a paper without a seal has them."""

    organisation: str
    day: date

    @property
    def day_words(self) -> str:
        """The day as it is written in a paper."""
        return f"{self.day.year}年{self.day.month}月{self.day.day}日"

    @property
    def blanks(self) -> tuple[float, float]:
        """Characters left free to the right of either line: the day begins two characters after the name."""
        name, day = _width(self.organisation), _width(self.day_words)
        if name > 24:
            return 2, 2
        return (2, name - day) if name - day >= 2 else (4 + day - name, 2)


Block = Addressee | Heading | Paragraph | Labelled | Items | Facts | Table | Chart | Attachments | Signature


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: its head where it has one, its title in the middle, and the blocks under it.

    A long title is broken where its writer puts a new line: a word is not torn apart.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    letterhead: Letterhead | None = None

    @property
    def name(self) -> str:
        """The title in one line, as files and readers have it."""
        return legal("".join(self.title.splitlines()))


def facts(pairs: Iterable[tuple[object, object]]) -> Facts:
    """Facts one under the other, of whatever values."""
    return Facts(tuple((Fact(_words(label), _words(value)),) for label, value in pairs))


def table(
    headers: Sequence[object],
    rows: Iterable[Sequence[object]],
    shares: Sequence[float] = (),
    *,
    lines: int = 1,
) -> Table:
    """A table of whatever values; nothing is an empty cell; the columns are equally wide unless shares are given."""
    said = tuple(tuple(map(_words, row)) for row in rows)
    if any(len(row) != len(headers) for row in said) or len(shares or headers) != len(headers):
        raise ValueError("every row and the shares have as many cells as the header")
    return Table(tuple(map(_words, headers)), said, tuple(shares or [1] * len(headers)), lines)


def stays_whole(cells: Iterable[str]) -> bool:
    """Whether a row with these cells is kept on one page."""
    return all(len(words) <= LONG_CELL for words in cells)


def legal(text: str) -> str:
    """The text without the characters that no office file can hold."""
    return _ILLEGAL.sub("", text)


def _words(value: object) -> str:
    return "" if value is None else str(value)


def _width(text: str) -> float:
    """How many characters wide: letters and digits of the West are half as wide."""
    return sum(1 if unicodedata.east_asian_width(letter) in "WFA" else 0.5 for letter in text)
