"""What a sheet of posts would change: who is appointed, whose post has ended."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext_lazy as _l

from jingwei.adapters.sheets.faults import fault
from jingwei.adapters.sheets.table import Line, Table
from jingwei.foundation.organisations.rules import (
    KEPT_APART,
    NOT_YOURS_TO_END,
    gives_the_role,
    names_another,
    role_fits,
)
from jingwei.foundation.organisations.rules import TAKEN as HELD_BY_ANOTHER
from jingwei.kernel.packs import registry
from jingwei.mechanisms.imports.rules.plan import AppointmentStep, Plan, planned
from jingwei.mechanisms.imports.rules.registers import Registers
from jingwei.mechanisms.imports.rules.words import role_at

TAKEN = ("code", "name", "role", "organisation_code", "organisation_name", "since", "until")
KEYS = ("organisation_code", "organisation_name")
NO_MAKE = _l("你没有在这里任命的权限")
NO_END = _l("你没有在这里免职的权限")


class _Posts:
    """The posts that are held, those of the sheet added as they are planned."""

    def __init__(self, registers: Registers) -> None:
        self.today = registers.today
        self.terms: dict[tuple[int, str, int], list[Any]] = defaultdict(list)
        self.holders: dict[tuple[str, int], set[int]] = defaultdict(set)
        self.roles: dict[int, set[str]] = defaultdict(set)
        for held in registers.appointments:
            self.terms[held.person_id, held.role, held.organisation_id].append(held)
            if held.until is None or held.until >= self.today:
                self.hold(held.person_id, held.role, held.organisation_id)

    def hold(self, person_id: int, role: str, organisation_id: int) -> None:
        """Take a post as held now."""
        self.holders[role, organisation_id].add(person_id)
        self.roles[person_id].add(role)


def plan_appointments(table: Table, registers: Registers) -> Plan:
    """Compare a sheet of posts with the appointments there are."""
    posts = _Posts(registers)
    steps = []
    for line in table.lines:
        step = _step(table, line, registers, posts)
        if step:
            steps.append(step)
    return planned("appointments", table, steps, TAKEN)


def _step(table: Table, line: Line, registers: Registers, posts: _Posts) -> AppointmentStep | None:
    values = line.values
    code, name = values.get("code") or "", values.get("name") or ""
    person = registers.people.get(code)
    if person is None and code:
        table.blame(line, "code", fault("unknown-person", value=code))
    elif person is not None and name and name != person.name:
        table.blame(line, "name", fault("person-differs", code=code, name=name))
    place = registers.find(table, line, ("party", "unit"), KEYS)
    said = values.get("role")
    if person is None or place is None or not said or place.pk is None:
        return None
    role = role_at(said, place.kind)
    since, until = values.get("since"), values.get("until")
    label = str(registry.role(role).label)
    step = AppointmentStep(line, f"{person.name} {place.name} {label}", True, person_id=person.id)
    step.code, step.name, step.role, step.organisation_id = code, person.name, role, place.pk
    step.since, step.until = since, until
    terms = posts.terms[person.id, role, place.pk]
    present = next((held for held in terms if held.until is None), None)
    if until and any(held.until == until and held.since == (since or held.since) for held in terms):
        return None
    if present and not until:
        return None
    if present and until and (since is None or since == present.since):
        return _ended(table, line, registers, step, present)
    _judge(table, line, registers, posts, step, place)
    return step


def _ended(
    table: Table, line: Line, registers: Registers, step: AppointmentStep, present: Any
) -> AppointmentStep:
    if step.until < present.since:
        what = fault("dates-reversed", early=table.title("since"), late=table.title("until"))
        table.blame(line, "until", what)
    if not registers.holds("appointments.end", (registers.by_id[step.organisation_id].path,)):
        table.blame(line, "role", fault("refused", reason=NO_END))
    elif not gives_the_role(registers.actor, step.role):
        table.blame(line, "role", fault("refused", reason=NOT_YOURS_TO_END.message))
    step.is_new, step.appointment_id = False, present.id
    step.changes = [(_l("离任时间"), "", str(step.until))]
    return step


def _judge(
    table: Table, line: Line, registers: Registers, posts: _Posts, step: AppointmentStep, place: Any
) -> None:
    """Ask what the verb would ask: the grant, where the role is given and by whom, whether it is free."""
    spec = registry.role(step.role)
    begins = step.since or registers.today
    if step.until and step.until < begins:
        what = fault("dates-reversed", early=table.title("since"), late=table.title("until"))
        if "until" not in {found.key for found in line.faults}:
            table.blame(line, "until", what)
    now = step.until is None or step.until >= registers.today
    others = posts.holders[step.role, step.organisation_id] - {step.person_id}
    reason = role_fits(registers.actor, step.role, place.tree, place.kind)
    reason = reason or names_another(registers.actor, step.person_id)
    if not registers.holds("appointments.make", (place.path,)):
        table.blame(line, "role", fault("refused", reason=NO_MAKE))
    elif reason:
        table.blame(line, "role", fault("refused", reason=reason.message))
    elif now and spec.singular and others:
        table.blame(line, "role", fault("refused", reason=HELD_BY_ANOTHER.message))
    elif now and posts.roles[step.person_id] & set(spec.excludes):
        table.blame(line, "role", fault("refused", reason=KEPT_APART.message))
    elif now and not line.faults:
        posts.hold(step.person_id, step.role, step.organisation_id)
