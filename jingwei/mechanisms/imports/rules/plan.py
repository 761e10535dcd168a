"""A plan: what each row of a sheet would change, what stays as it is, and what is in the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from jingwei.adapters.sheets.table import Line, Table
from jingwei.adapters.sm3 import sm3
from jingwei.kernel.errors import Text

TOGETHER = 3000
"""So many steps for people are kept, and carried out, together: few enough that memory stays flat."""


@dataclass(slots=True)
class Step:
    """What one row changes. `changes` says it for people: label, old value, new value."""

    line: Line
    title: str
    is_new: bool
    changes: list[tuple[Text, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class PersonStep(Step):
    """A person entered (`person_id` None) or corrected, and the organisations joined and left."""

    person_id: int | None = None
    code: str = ""
    name: str = ""
    given: dict[str, Any] = field(default_factory=dict)
    joins: list[tuple[int, Any]] = field(default_factory=list)
    leaves: list[tuple[int, Any]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Node:
    """An organisation that is there (`pk`) or would be founded; `path` is its own or that of the nearest there is."""

    tree: str
    kind: str
    code: str
    name: str
    path: str
    pk: int | None = None
    short_name: str = ""
    is_top: bool = False


@dataclass(slots=True)
class OrganisationStep(Step):
    """An organisation founded below `parent`, or renamed, moved, given a unit to cover."""

    node: Node | None = None
    parent: Node | None = None
    since: Any = None
    rename: tuple[str, str] | None = None
    move: Node | None = None
    cover: Node | None = None


@dataclass(slots=True)
class AppointmentStep(Step):
    """A person appointed, or (`appointment_id`) an appointment ended."""

    person_id: int = 0
    code: str = ""
    name: str = ""
    role: str = ""
    organisation_id: int = 0
    since: Any = None
    until: Any = None
    appointment_id: int | None = None


@dataclass(slots=True)
class RoomStep(Step):
    """What another room takes in, as it made it of the row."""

    what: Any = None


@dataclass(slots=True)
class Plan:
    """All of a sheet: steps in the order they are taken, rows without change counted, columns left aside."""

    kind: str
    table: Table
    steps: list[Any]
    same: int
    aside: tuple[str, ...]

    @property
    def new(self) -> list[Any]:
        """The steps that make something."""
        return [step for step in self.steps if step.is_new]

    @property
    def changed(self) -> list[Any]:
        """The steps that change something."""
        return [step for step in self.steps if not step.is_new]

    @property
    def faulty(self) -> list[Line]:
        """The rows that cannot be taken, as the sheet has them."""
        return [line for line in self.table.lines if line.faults]

    @property
    def fault_digest(self) -> str:
        """Tells one set of faults from another."""
        found = [(line.number, fault.key, fault.fault.code) for line in self.faulty for fault in line.faults]
        return sm3(repr(found).encode())


def planned(kind: str, table: Table, steps: Iterable[Step], taken: Iterable[str]) -> Plan:
    """Put a plan together; `taken` names the columns whose values go somewhere."""
    kept = [step for step in steps if not step.line.faults]
    used = set(taken)
    heading = table.heading
    unused = [heading.titles[held[0]] for key, held in heading.columns.items() if key not in used]
    faulty = sum(1 for line in table.lines if line.faults)
    aside = tuple(dict.fromkeys([*unused, *heading.unknown.values()]))
    return Plan(kind, table, kept, len(table.lines) - faulty - len(kept), aside)
