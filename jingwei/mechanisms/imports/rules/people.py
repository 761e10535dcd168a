"""What a roster of people would change: who is new, whose data differ, who joins or leaves which organisation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters.sheets.faults import fault
from jingwei.adapters.sheets.table import Line, Table
from jingwei.foundation.people.rules import shown_value
from jingwei.kernel.errors import Text
from jingwei.mechanisms.imports.rules.plan import Node, PersonStep, Plan, planned
from jingwei.mechanisms.imports.rules.registers import Registers
from jingwei.mechanisms.imports.rules.words import CATEGORY_OF_BRANCH, is_further, standing_told

PARTY, UNIT = ("party",), ("unit",)
BRANCH_KEYS, UNIT_KEYS = ("branch_code", "branch_name"), ("unit_code", "unit_name")
COMMITTEE_KEYS = ("committee_code", "committee_name")

# column of the sheet: (keyword of the verb, label, longest)
FIELDS: dict[str, tuple[str, Text, int]] = {
    "name": ("name", _l("姓名"), 60),
    "gender": ("sex", _l("性别"), 1),
    "category": ("category", _l("类别"), 10),
    "standing": ("standing", _l("政治面貌"), 12),
    "id_number": ("id_number", _l("证件号"), 18),
    "phone": ("phone", _l("电话"), 20),
    "email": ("email", _l("邮箱"), 120),
    "title": ("job_title", _l("职称"), 40),
    "joined": ("joined_on", _l("入党时间"), 0),
    "confirmed": ("full_member_on", _l("转正时间"), 0),
}
TAKEN = ("code", *FIELDS, "membership", *BRANCH_KEYS, *UNIT_KEYS, *COMMITTEE_KEYS, "transferred")
LONGEST_CODE = 32
NO_REGISTER = _l("你现在的身份不能在本校登记人员")
NO_AMEND = _l("你现在的身份不能更正这个人的信息")
NO_BEGIN = _l("你现在的身份不能把人编入这个组织")
NO_END = _l("你现在的身份不能把人转出原来的组织")


def plan_people(table: Table, registers: Registers, lines: Iterable[Line]) -> Plan:
    """Compare a roster with the people of the university; `lines` are those of the table."""
    fields = [(key, *FIELDS[key]) for key in FIELDS if key in table.heading.columns]
    has = {key for key in (*BRANCH_KEYS, *UNIT_KEYS, *COMMITTEE_KEYS) if key in table.heading.columns}
    may_register = registers.holds("people.register", registers.whole)
    steps = []
    for line in lines:
        step = _step(table, line, registers, fields)
        if has:
            _belonging(table, line, registers, step)
        if step.is_new and "category" not in step.given:
            _category(registers, step)
        if step.person_id is None and not may_register:
            table.blame(line, "code", fault("refused", reason=NO_REGISTER))
        if step.is_new or step.given or step.joins:
            steps.append(step)
    return planned("people", table, steps, TAKEN)


def _step(
    table: Table, line: Line, registers: Registers, fields: list[tuple[str, str, Text, int]]
) -> PersonStep:
    values = line.values
    code = values.get("code") or ""
    known = registers.people.get(code)
    step = PersonStep(line, "", known is None, code=code, name=values.get("name") or "")
    step.title = f"{step.name} {code}"
    if known is not None:
        step.person_id = known.id
    if len(code) > LONGEST_CODE:
        table.blame(line, "code", fault("text-too-long", count=len(code), limit=LONGEST_CODE))
    given = step.given
    for key, name, label, longest in fields:
        value = values.get(key)
        if value is None or value == "":
            continue
        if longest and len(value) > longest:
            table.blame(line, key, fault("text-too-long", count=len(value), limit=longest))
        elif known is None:
            given[name] = value
        elif not registers.is_same(known, name, value):
            given[name] = value
            step.changes.append((label, registers.shown(known, name), shown_value(name, value)))
    if not values.get("standing"):
        _standing(table, line, registers, step, known)
    if number := values.get("id_number"):
        holder = registers.holder_of(number)
        if holder is not None and holder.code != code:
            holder_title = f"{holder.name} {holder.code}"
            table.blame(
                line,
                "id_number",
                fault("duplicate-existing", column=table.title("id_number"), holder=holder_title),
            )
    if known is not None and given and not registers.holds("people.amend", _stands(registers, known.id)):
        table.blame(line, "code", fault("refused", reason=NO_AMEND))
    return step


def _standing(table: Table, line: Line, registers: Registers, step: PersonStep, known: Any) -> None:
    """A roster of members has no column for the standing: its dates and its 党籍状态 say it."""
    told = standing_told(line.values, table.heading.columns)
    if not told or (known is not None and not is_further(told, known.standing)):
        return
    step.given["standing"] = told
    if known is not None:
        step.changes.append(
            (FIELDS["standing"][1], registers.shown(known, "standing"), shown_value("standing", told))
        )


def _stands(registers: Registers, person_id: int) -> tuple[str, ...]:
    held = registers.memberships.get(person_id, ())
    return tuple(registers.by_id[place].path for place in held) or registers.whole


def _belonging(table: Table, line: Line, registers: Registers, step: PersonStep) -> None:
    """The branch and the unit that a row names: joined, or moved to from another."""
    values = line.values
    held = [registers.by_id[place] for place in registers.memberships.get(step.person_id or 0, ())]
    if values.get("branch_code") or values.get("branch_name"):
        below = ""
        if values.get("committee_code") or values.get("committee_name"):
            committee = registers.find(table, line, PARTY, COMMITTEE_KEYS)
            below = committee.path if committee else ""
        branch = registers.find(table, line, PARTY, BRANCH_KEYS, below=below)
        if branch and branch not in held:
            leaving = [node for node in held if node.tree == "party"]
            _move(table, line, registers, step, branch, leaving, values.get("transferred"))
    if values.get("unit_code") or values.get("unit_name"):
        unit = registers.find(table, line, UNIT, UNIT_KEYS)
        mine = [node for node in held if node.tree == "unit"]
        # Who belongs to a team of the school belongs to the school; only a single other unit is moved from.
        if unit and not any(node.path.startswith(unit.path) for node in mine):
            above = [node for node in mine if unit.path.startswith(node.path)]
            _move(table, line, registers, step, unit, mine if len(mine) == 1 and not above else [], None)


def _category(registers: Registers, step: PersonStep) -> None:
    """Somebody new of whom the sheet does not say it is what the branch gathers."""
    for place, _since in step.joins:
        if category := CATEGORY_OF_BRANCH.get(registers.by_id[place].kind):
            step.given["category"] = category


def _move(
    table: Table,
    line: Line,
    registers: Registers,
    step: PersonStep,
    to: Node,
    leaving: list[Node],
    since: date | None,
) -> None:
    key = BRANCH_KEYS if to.tree == "party" else UNIT_KEYS
    at = key[0] if line.values.get(key[0]) else key[1]
    if not registers.holds("memberships.begin", (to.path,)):
        table.blame(line, at, fault("refused", reason=NO_BEGIN))
    if leaving and not all(registers.holds("memberships.end", (node.path,)) for node in leaving):
        table.blame(line, at, fault("refused", reason=NO_END))
    if leaving:
        last = (since or registers.today) - timedelta(days=1)
        step.leaves += [(node.pk or 0, last) for node in leaving]
    step.joins.append((to.pk or 0, since))
    if not step.is_new:
        label = _l("所在党支部") if to.tree == "party" else _l("所在单位")
        step.changes.append((label, _("、").join(node.name for node in leaving), to.name))
