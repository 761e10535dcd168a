"""Decides which row of a sheet is its header, and which column holds what, by the names of the columns."""

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from jingwei.adapters.sheets.faults import SheetFault
from jingwei.adapters.sheets.read import Sheet

DEEPEST = 200
BARE = ("编码", "编号", "代码")
_BRACKETED = re.compile(r"[(\[【<][^)\]】>]*[)\]】>]")
_NOISE = re.compile(r"[\s*#:：、。·_\-/]+")


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column that may stand in a sheet; the first name is the one shown to people."""

    key: str
    names: tuple[str, ...]
    kind: str = "text"
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """Give the name of the column as people know it."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class ColumnSet:
    """The columns of one kind of sheet, what makes a row unique, and which row it hangs under."""

    id: str
    columns: tuple[ColumnSpec, ...]
    unique: tuple[tuple[str, ...], ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    ordered: tuple[tuple[str, str], ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)

    def spec(self, key: str) -> ColumnSpec:
        """Give the column of this key."""
        return next(spec for spec in self.columns if spec.key == key)


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the header stands and which columns hold which key, best first; indexes start at 0."""

    set: ColumnSet
    first_row: int
    last_row: int
    columns: Mapping[str, tuple[int, ...]]
    titles: Mapping[int, str]
    unknown: Mapping[int, str]
    missing: tuple[ColumnSpec, ...]

    @property
    def row(self) -> int:
        """Give the row number of the header as a person sees it."""
        return self.last_row + 1


@lru_cache(8192)
def folded(title: str) -> str:
    """Fold a column name so that width, blanks, stars and case make no difference."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", title)).lower()


@lru_cache(8192)
def _forms(title: str) -> tuple[str, ...]:
    whole = folded(title)
    bare = folded(_BRACKETED.sub("", unicodedata.normalize("NFKC", title)))
    return (whole, bare) if bare and bare != whole else (whole,)


_Candidate = tuple[int, list[str], list[tuple[str, ...]]]


def find_heading(sheets: Sequence[Sheet], *sets: ColumnSet) -> tuple[Sheet, Heading]:
    """Find the sheet, the header and the column set that fit best, or say which columns are missing."""
    best: tuple[Sheet, Heading] | None = None
    rank = (-1, -1, -1)
    for sheet in sheets:
        for columns in sets:
            heading = _best_in(sheet, columns)
            if heading is None:
                continue
            understood = sum(map(len, heading.columns.values()))
            fit = (not heading.missing, understood, len(heading.columns))
            if fit > rank:
                best, rank = (sheet, heading), fit
    if best is None:
        labels = "、".join(spec.label for spec in sets[0].columns if spec.required)
        raise SheetFault("no-header", limit=DEEPEST, columns=labels)
    sheet, heading = best
    if heading.missing:
        near = _near(heading)
        raise SheetFault(
            "missing-column" if near else "missing-column-alone",
            sheet=sheet.name,
            row=heading.row,
            columns="、".join(spec.label for spec in heading.missing),
            near="、".join(near),
        )
    return best


def _best_in(sheet: Sheet, columns: ColumnSet) -> Heading | None:
    aliases = {
        folded(alias): spec.key for spec in reversed(columns.columns) for alias in reversed(spec.names)
    }
    best: Heading | None = None
    best_rank = (1, 0, 0)
    for index, row in enumerate(sheet.rows[:DEEPEST]):
        lower = _whose([_title(value) for value in row], aliases)
        if not any(lower):
            continue
        candidates: list[_Candidate] = [(index, lower, [(title,) for title in lower])]
        if index:
            upper = _spread(sheet, index - 1)
            candidates.append((index - 1, _joined(upper, lower), _pairs(upper, lower)))
        for first, titles, ways in candidates:
            found = _match(ways, aliases)
            keys = len(set(found.values()))
            rank = (keys, first - index, -index)
            if keys > 1 and rank > best_rank:
                best_rank = rank
                best = _heading(columns, first, index, titles, found)
    return best


def _whose(titles: list[str], aliases: Mapping[str, str]) -> list[str]:
    """A bare 编码 is that of the name to its left, where such a column is known: 所属党支部 编码."""
    pairs = zip(["", *titles], titles, strict=False)
    return [
        before + title if title in BARE and folded(before + title) in aliases else title
        for before, title in pairs
    ]


def _title(value: Any) -> str:
    return value.strip() if isinstance(value, str) and len(value) < 120 else ""


def _spread(sheet: Sheet, index: int) -> list[str]:
    titles = [_title(value) for value in sheet.rows[index]]
    for top, left, bottom, right in sheet.merges:
        if top <= index <= bottom and left < len(sheet.rows[top]):
            held = _title(sheet.rows[top][left])
            titles += [""] * (right + 1 - len(titles))
            titles[left : right + 1] = [held] * (right + 1 - left)
    return titles


def _pairs(upper: list[str], lower: list[str]) -> list[tuple[str, ...]]:
    width = max(len(upper), len(lower))
    above, below = upper + [""] * (width - len(upper)), lower + [""] * (width - len(lower))
    return [(a + b, b) if a and b else (b or a,) for a, b in zip(above, below, strict=True)]


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    return [ways[-1] for ways in _pairs(upper, lower)]


def _match(ways: Sequence[tuple[str, ...]], aliases: Mapping[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for index, titles in enumerate(ways):
        for title in titles:
            key = next((aliases[form] for form in _forms(title) if form in aliases), None) if title else None
            if key is not None:
                found[index] = key
                break
    return found


def _heading(
    columns: ColumnSet, first: int, last: int, titles: list[str], found: Mapping[int, str]
) -> Heading:
    held: dict[str, tuple[int, ...]] = {}
    for spec in columns.columns:
        order = {folded(alias): place for place, alias in enumerate(spec.names)}
        indexes = [index for index, key in found.items() if key == spec.key]
        if indexes:
            held[spec.key] = tuple(sorted(indexes, key=lambda at: (order.get(folded(titles[at]), 99), at)))
    missing = [spec for spec in columns.columns if spec.required and spec.key not in held]
    for group in columns.one_of:
        if not any(key in held for key in group):
            missing.append(columns.spec(group[0]))
    unknown = {index: title for index, title in enumerate(titles) if title and index not in found}
    return Heading(columns, first, last, held, dict(enumerate(titles)), unknown, tuple(missing))


def _near(heading: Heading) -> list[str]:
    near: list[str] = []
    for spec in heading.missing:
        close = difflib.get_close_matches(spec.label, list(heading.unknown.values()), n=2, cutoff=0.4)
        near += [title for title in close if title not in near]
    return near
