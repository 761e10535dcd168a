"""Who or what a field may be filled with: suggested while a name is typed, found again by the same rows when it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from jingwei.kernel.errors import Text

MOST = 12
GAP = "　"


@dataclass(frozen=True)
class Candidate:
    """A row to choose: `text` is what is sent for it, `beside` says where it belongs."""

    row: Any
    text: str
    beside: str


def text_of(row: Any) -> str:
    """The name and the code of a row: readable, and meaning that row alone."""
    return f"{row.name}{GAP}{row.code}"


@dataclass(frozen=True)
class Candidates:
    """`rows` are those the actor may choose here, in the order to suggest; each has a `name` and a `code` of its own.

    `narrow` is the condition that a few typed characters mean; `beside` says of some rows where each belongs, in
    one question; `numbered` is what people call the code.
    """

    rows: QuerySet[Any]
    narrow: Callable[[str], Q]
    beside: Callable[[Sequence[Any]], Mapping[int, str]]
    numbered: Text

    def suggested(self, typed: str = "") -> list[Candidate]:
        """The first rows that fit what is typed so far."""
        rows = self.rows.filter(self.narrow(typed)) if typed else self.rows
        return self._told(list(rows[:MOST]))

    def named(self, typed: str) -> list[Candidate]:
        """The rows that are called so: one where the code is told, several where only a shared name is."""
        name, _gap, code = typed.replace(GAP, " ").rpartition(" ")
        exact = Q(code=typed) | Q(name=typed) | Q(name=name.strip(), code=code)
        found = list(self.rows.filter(exact)[: MOST + 1])
        told = [row for row in found if row.code in (typed, code)]
        return self._told(told[:1] or found)

    def _told(self, rows: Sequence[Any]) -> list[Candidate]:
        beside = self.beside(rows) if rows else {}
        return [Candidate(row, text_of(row), beside.get(row.pk, "")) for row in rows]
