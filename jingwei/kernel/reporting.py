"""What a room says in the report of an organisation about a period; rooms offer it, the report lays it out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from jingwei.kernel.errors import Text

MOST = 200
"""So many lines are listed of each kind; how many more there are is told."""


@dataclass(frozen=True)
class Told:
    """One thing told: a sentence, and a table where there is something to list, one share of its width a column.

    `more` lines are not listed, `hidden` ones are not open to the reader; `order` is where it stands among the others.
    """

    order: int
    title: Text
    words: str
    heads: tuple[Text, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    shares: tuple[int, ...] = ()
    more: int = 0
    hidden: int = 0


def listed(rows: QuerySet[Any]) -> tuple[list[Any], int]:
    """The rows that are listed, and how many there are; counted only where there are more."""
    found = list(rows[: MOST + 1])
    return found[:MOST], rows.count() if len(found) > MOST else len(found)
