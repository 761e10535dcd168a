"""What a sheet of a kind that another room declares would bring in: the room plans it, the rows are shown like our own."""

from __future__ import annotations

from typing import Any

from jingwei.adapters.sheets.kinds import SheetKind
from jingwei.adapters.sheets.table import Line, Table
from jingwei.mechanisms.imports.rules.plan import Plan, RoomStep, planned
from jingwei.mechanisms.imports.rules.registers import Registers


def plan_offered(kind: SheetKind, table: Table, registers: Registers) -> Plan:
    """Let the room compare its sheet with what it has."""

    def find(line: Line, code: str, name: str, *, below: str = "") -> Any:
        return registers.find(table, line, ("party",), (code, name), below=below)

    brought = kind.plan(registers.actor, table, find)
    steps = [
        RoomStep(each.line, each.title, True, [(label, "", said) for label, said in each.says], each.what)
        for each in brought
    ]
    return planned(kind.name, table, steps, kind.taken)
