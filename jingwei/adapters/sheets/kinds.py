"""Decides what a room says of a kind of sheet that it takes in, so that the importer reads, shows, writes and takes it back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from jingwei.adapters.sheets.headers import ColumnSet
from jingwei.adapters.sheets.table import Line, Table
from jingwei.kernel.actor import Actor
from jingwei.kernel.bulk import Standing
from jingwei.kernel.errors import Text
from jingwei.kernel.manifest import installed


@dataclass(frozen=True, slots=True)
class Brought:
    """One row that brings something new: its title, its values in words, and what its room made of it."""

    line: Line
    title: str
    says: tuple[tuple[Text, str], ...]
    what: Any


class Spot(Protocol):
    """An organisation that a row names."""

    pk: int | None
    kind: str
    path: str
    name: str


class Finds(Protocol):
    """Finds the organisation of a Party tree that a row names by code or name; blames the cell where there is none."""

    def __call__(self, line: Line, code: str, name: str, *, below: str = "") -> Any:
        """The organisation of these two columns, or None; `below` a path where several bear the name."""


@dataclass(frozen=True)
class SheetKind:
    """A kind of sheet as its room takes it in. It only brings what is new: a row that is known changes nothing.

    `sheets` names each set of columns, `taken` the columns that are taken in. `plan` blames what cannot be, and gives
    what is new; `write` writes it, `made_by` is the verb of the records that it leaves, `standing` says what stands on
    what was made, by what it is called, and `take_back` takes that back. Records about `compared_with` make a plan old.
    """

    name: str
    label: Text
    holds: Text
    columns: tuple[ColumnSet, ...]
    sheets: Mapping[str, Text]
    taken: Collection[str]
    choices: Callable[[], Mapping[str, Mapping[str, str]]]
    plan: Callable[[Actor, Table, Finds], Sequence[Brought]]
    write: Callable[..., Any]
    made_by: str
    standing: Callable[[Collection[int]], Mapping[Text, Standing]]
    titles: Callable[[Collection[int]], Sequence[str]]
    take_back: Callable[..., Any]
    compared_with: tuple[str, ...]
    url: str


def offered() -> dict[str, SheetKind]:
    """The kinds that rooms declare in their manifests, by name."""
    return {kind.name: kind for room in installed() for kind in room.sheets}
