"""What a sheet of organisations or branches would change: founded, renamed, moved, given a unit to cover."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _l

from jingwei.adapters.sheets.faults import fault
from jingwei.adapters.sheets.order import parents_first
from jingwei.adapters.sheets.table import Line, Table
from jingwei.foundation.organisations.rules import stands_under
from jingwei.kernel.packs import registry
from jingwei.mechanisms.imports.rules.kinds import kind_by_name
from jingwei.mechanisms.imports.rules.plan import Node, OrganisationStep, Plan, planned
from jingwei.mechanisms.imports.rules.registers import Registers

TAKEN = (
    "code name short_name kind since parent_code parent_name unit_code unit_name is_staff is_teaching".split()
)
PARENT_KEYS, UNIT_KEYS = ("parent_code", "parent_name"), ("unit_code", "unit_name")
LONGEST = {"code": 40, "name": 80, "short_name": 40}
OTHER_KIND = _l("它现在是另一类组织，导入不改类别")
OTHER_TREE = _l("上级在另一棵树里：党组织设在党组织下，业务单位设在业务单位下")
UNDER_ITSELF = _l("不能划到它自己或它的下级下面。")
PARENT_FAULTY = _l("它的上级（第 %(row)s 行）有问题")
NO_FOUND = _l("你现在的身份不能在这里设立组织")
NO_RENAME = _l("你现在的身份不能给这个组织更名")
NO_MOVE = _l("你现在的身份不能把组织划转到这里")
NO_COVER = _l("你现在的身份不能确定它覆盖哪个单位")


@dataclass
class _Sheet:
    """A sheet being compared: rows by code and name, and the organisation that each row stands for."""

    table: Table
    registers: Registers
    of_line: dict[int, Node] = field(default_factory=dict)
    by_code: dict[str, Line] = field(default_factory=dict)
    by_name: dict[str, list[Line]] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)


def plan_organisations(table: Table, registers: Registers) -> Plan:
    """Compare a sheet of organisations, or of branches, with both trees of the university."""
    sheet = _Sheet(table, registers)
    is_branches = table.heading.set.id == "branches"
    lines = table.lines
    if not is_branches:
        names = Counter(name for node in registers.nodes for name in {node.name, node.short_name} - {""})
        lines = parents_first(table, codes={node.code for node in registers.nodes}, names=names)
        for line in reversed(table.lines):
            if code := line.values.get("code"):
                sheet.by_code[code] = line
            sheet.by_name.setdefault(line.values.get("name") or "", []).append(line)
    sheet.codes = {node.code for node in registers.nodes} | set(sheet.by_code)
    steps = []
    for line in lines:
        step = _step(sheet, line)
        if step and (step.is_new or step.rename or step.move or step.cover):
            steps.append(step)
    return planned("branches" if is_branches else "organisations", table, steps, TAKEN)


def _step(sheet: _Sheet, line: Line) -> OrganisationStep | None:
    table, registers, values = sheet.table, sheet.registers, line.values
    name, code = values.get("name") or "", values.get("code") or ""
    for key, longest in LONGEST.items():
        if len(values.get(key) or "") > longest:
            table.blame(line, key, fault("text-too-long", count=len(values[key]), limit=longest))
    said = values.get("kind") or ""
    set_id = table.heading.set.id
    kind = said or kind_by_name(set_id, name, values)
    tree = registry.kind(kind).tree if kind else ("unit" if set_id == "unit" else "party")
    if kind and registry.kind(kind).is_tenant_root and tree in registers.tops:
        # The university itself is already there, whatever code the sheet gives it.
        sheet.of_line[line.number] = registers.tops[tree]
        return None
    parent = _parent(sheet, line, tree)
    known = registers.by_code.get((tree, code)) if code else _named_below(registers, tree, name, parent)
    step = (
        _founded(sheet, line, parent, kind, tree)
        if known is None
        else _changed(sheet, line, known, parent, said)
    )
    if step and step.node:
        sheet.of_line[line.number] = step.node
        _coverage(sheet, line, step)
    return step


def _parent(sheet: _Sheet, line: Line, tree: str) -> Node | None:
    """The parent a row names, in the sheet or already there; None where it names none or a faulty one."""
    code, name = (line.values.get(key) for key in PARENT_KEYS)
    above = sheet.by_code.get(code) if code else None
    if above is None and not code and name and len(sheet.by_name.get(name, ())) == 1:
        above = sheet.by_name[name][0]
    if above is not None:
        if above.faults and not line.faults:
            reason = str(PARENT_FAULTY) % {"row": above.number}
            sheet.table.blame(line, _key(line), fault("refused", reason=reason))
        return sheet.of_line.get(above.number)
    if not (code or name) or any(found.key in PARENT_KEYS for found in line.faults):
        return None
    before = len(line.faults)
    found = sheet.registers.find(sheet.table, line, (tree,), PARENT_KEYS)
    if len(line.faults) > before:
        elsewhere = {"party": "unit", "unit": "party"}[tree]
        there = sheet.registers.by_code.get((elsewhere, code)) if code else None
        what = fault("refused", reason=OTHER_TREE) if there else fault("unknown-parent", value=code or name)
        if line.faults[-1].fault.code != "organisation-differs":
            line.faults.pop()
            sheet.table.blame(line, _key(line), what)
    return found


def _key(line: Line) -> str:
    return "parent_code" if line.values.get("parent_code") else "parent_name"


def _named_below(registers: Registers, tree: str, name: str, parent: Node | None) -> Node | None:
    """A branch without a code is known by its name below its parent."""
    if parent is None or not name:
        return None
    same = registers.by_name.get((tree, name), ())
    return next((node for node in same if node.path.startswith(parent.path) and node is not parent), None)


def _founded(sheet: _Sheet, line: Line, parent: Node | None, kind: str, tree: str) -> OrganisationStep | None:
    table, registers, values = sheet.table, sheet.registers, line.values
    if not kind:
        if "kind" not in {found.key for found in line.faults}:
            table.blame(line, "kind", fault("required", column=table.title("kind")))
        return None
    parent = parent or (registers.tops.get(tree) if not any(values.get(k) for k in PARENT_KEYS) else None)
    if parent is None:
        return None
    if parent.tree != tree:
        table.blame(line, _key(line), fault("refused", reason=OTHER_TREE))
    elif reason := stands_under(kind, parent.kind):
        table.blame(line, "kind", fault("refused", reason=reason.message))
    if not registers.holds("organisations.found", (parent.path,)):
        table.blame(line, _key(line), fault("refused", reason=NO_FOUND))
    code = values.get("code") or _free_code(sheet, parent)
    name = values.get("name") or ""
    node = Node(tree, kind, code, name, parent.path, short_name=values.get("short_name") or "")
    label = str(registry.kind(kind).label)
    step = OrganisationStep(line, f"{name} {code}", True, node=node, parent=parent, since=values.get("since"))
    step.changes = [(_l("类别"), "", label), (_l("上级"), "", parent.name)]
    return step


def _free_code(sheet: _Sheet, parent: Node) -> str:
    """A code for a branch that has none: its parent's and the next number."""
    number = 1
    while (code := f"{parent.code}-{number:02d}") in sheet.codes:
        number += 1
    sheet.codes.add(code)
    return code


def _changed(
    sheet: _Sheet, line: Line, known: Node, parent: Node | None, said: str
) -> OrganisationStep | None:
    table, registers, values = sheet.table, sheet.registers, line.values
    name, short = values.get("name") or known.name, values.get("short_name") or known.short_name
    step = OrganisationStep(line, f"{known.name} {known.code}", False, node=known)
    if said and said != known.kind:
        table.blame(line, "kind", fault("refused", reason=OTHER_KIND))
    if (name, short) != (known.name, known.short_name) and not known.is_top:
        if not registers.holds("organisations.rename", (known.path,)):
            table.blame(line, "name", fault("refused", reason=NO_RENAME))
        step.rename = (name, short)
        if name != known.name:
            step.changes.append((_l("名称"), known.name, name))
        if short != known.short_name:
            step.changes.append((_l("简称"), known.short_name, short))
    if parent is not None and not known.is_top and not _is_child(known, parent):
        if parent.tree != known.tree:
            table.blame(line, _key(line), fault("refused", reason=OTHER_TREE))
        elif parent.path.startswith(known.path):
            table.blame(line, _key(line), fault("refused", reason=UNDER_ITSELF))
        elif reason := stands_under(known.kind, parent.kind):
            table.blame(line, _key(line), fault("refused", reason=reason.message))
        elif not registers.holds("organisations.move", (known.path,)):
            table.blame(line, _key(line), fault("refused", reason=NO_MOVE))
        step.move = parent
        above = next((n for n in registers.nodes if _is_child(known, n)), None)
        step.changes.append((_l("上级"), above.name if above else "", parent.name))
    return step


def _is_child(node: Node, parent: Node) -> bool:
    return parent.pk is not None and node.path[:-4] == parent.path


def _coverage(sheet: _Sheet, line: Line, step: OrganisationStep) -> None:
    node, registers = step.node, sheet.registers
    if node is None or node.tree != "party" or not any(line.values.get(key) for key in UNIT_KEYS):
        return
    unit = registers.find(sheet.table, line, ("unit",), UNIT_KEYS)
    if unit is None or (node.pk and (node.pk, unit.pk) in registers.covers):
        return
    if not registers.holds("organisations.cover", (node.path,)):
        sheet.table.blame(line, UNIT_KEYS[0], fault("refused", reason=NO_COVER))
    step.cover = unit
    step.changes.append((_l("覆盖单位"), "", unit.name))
