"""What is there already, as an import compares with it: looked up by code and by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jingwei.adapters.sheets.faults import CellFault, fault
from jingwei.adapters.sheets.table import Line, Table
from jingwei.foundation.people.queries import number_marks, numbers_of, shown_numbers
from jingwei.foundation.people.rules import MASKS, shown_value
from jingwei.kernel.actor import Actor
from jingwei.mechanisms.imports.rules.plan import Node


@dataclass
class Registers:
    """The university's people by code, organisations, memberships, appointments and coverage links."""

    actor: Actor
    whole: tuple[str, ...]
    today: Any
    people: dict[str, Any] = field(default_factory=dict)
    nodes: list[Node] = field(default_factory=list)
    memberships: dict[int, list[int]] = field(default_factory=dict)
    appointments: list[Any] = field(default_factory=list)
    covers: Collection[tuple[int, int]] = ()
    _held: dict[tuple[str, str], bool] = field(default_factory=dict)
    _found: dict[tuple[Any, ...], Node | CellFault] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[int, Node]:
        """Organisations by id."""
        return {node.pk: node for node in self.nodes if node.pk}

    @cached_property
    def by_code(self) -> dict[tuple[str, str], Node]:
        """Organisations by tree and code."""
        return {(node.tree, node.code): node for node in self.nodes}

    @cached_property
    def by_name(self) -> dict[tuple[str, str], list[Node]]:
        """Organisations by tree and name, the short one too."""
        found: dict[tuple[str, str], list[Node]] = defaultdict(list)
        for node in self.nodes:
            for name in {node.name, node.short_name} - {""}:
                found[node.tree, name].append(node)
        return found

    @cached_property
    def tops(self) -> dict[str, Node]:
        """The university itself in each tree."""
        return {node.tree: node for node in self.nodes if node.is_top}

    @cached_property
    def id_numbers(self) -> dict[str, Any]:
        """People by the mark of their ID number."""
        return {person.id_number_mark: person for person in self.people.values() if person.id_number_mark}

    def holder_of(self, id_number: str) -> Any:
        """Who has an ID number; None where nobody has."""
        if not self.id_numbers:
            return None
        found = map(self.id_numbers.get, self._marks("id_number", id_number))
        return next(filter(None, found), None)

    def is_same(self, known: Any, name: str, value: Any) -> bool:
        """Whether a person has this value already; numbers are compared by their marks, without revealing any."""
        if name in MASKS:
            return getattr(known, f"{name}_mark") in self._marks(name, value)
        return bool(getattr(known, name) == value)

    def shown(self, known: Any, name: str) -> str:
        """The value that a person has, numbers masked."""
        if name in MASKS:
            return shown_numbers(numbers_of(known))[name]
        return shown_value(name, getattr(known, name))

    def _marks(self, name: str, value: str) -> list[str]:
        return number_marks(self.actor.university_id or 0, name, value)

    def holds(self, verb: str, paths: Iterable[str]) -> bool:
        """Whether the importer may do this at one of these places; asked once a place."""
        for path in paths:
            if (verb, path) not in self._held:
                self._held[verb, path] = self.actor.holds(verb, path)
            if self._held[verb, path]:
                return True
        return False

    def find(
        self, table: Table, line: Line, trees: tuple[str, ...], keys: tuple[str, str], *, below: str = ""
    ) -> Node | None:
        """The organisation that a row names by code or name in two columns; blames the cell otherwise."""
        code, name = line.values.get(keys[0]), line.values.get(keys[1])
        if not code and not name:
            return None
        asked = (trees, code, name, below)
        if asked not in self._found:
            self._found[asked] = (
                self._coded(trees, code, name) if code else self._named(trees, name or "", below)
            )
        found = self._found[asked]
        if isinstance(found, CellFault):
            table.blame(line, keys[0] if code else keys[1], found)
            return None
        return found

    def _coded(self, trees: tuple[str, ...], code: str, name: Any) -> Node | CellFault:
        found = [self.by_code[tree, code] for tree in trees if (tree, code) in self.by_code]
        if len(found) != 1:
            return fault("organisation-ambiguous" if found else "unknown-organisation", value=code)
        if name and name not in (found[0].name, found[0].short_name):
            return fault("organisation-differs", code=code, name=name)
        return found[0]

    def _named(self, trees: tuple[str, ...], name: str, below: str) -> Node | CellFault:
        found = [node for tree in trees for node in self.by_name.get((tree, name), ())]
        if below and len(found) > 1:
            found = [node for node in found if node.path.startswith(below)]
        if len(found) == 1:
            return found[0]
        return fault("organisation-ambiguous" if found else "unknown-organisation", value=name)
