"""What stands on what an import brought in: while anything does, it cannot be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from jingwei.foundation.ledger.queries import records_between
from jingwei.foundation.organisations.queries.registers import (
    appointment_references,
    organisation_references,
)
from jingwei.foundation.people.queries import person_references
from jingwei.kernel.actions import Reason
from jingwei.kernel.errors import Text
from jingwei.mechanisms.imports.models import Import

MEMBERSHIP, COVERAGE = "organisations.membership", "organisations.coverage"
NAMES: dict[str, Text] = {
    "people.person": _l("后来的更正"),
    "people.account": pgettext_lazy("counted", "账号"),
    "organisations.organisation": _l("下级组织或更名"),
    "organisations.coverage": _l("覆盖关系"),
    "organisations.membership": _l("成员"),
    "organisations.appointment": _l("任职"),
    "organisations.deputation": _l("代行"),
}


@dataclass
class Made:
    """What an import made, by the records it left."""

    people: list[int] = field(default_factory=list)
    organisations: list[int] = field(default_factory=list)
    appointments: list[int] = field(default_factory=list)
    memberships: int = 0
    coverages: int = 0


def made_by(batch: Import) -> Made:
    """Read in the ledger what an import made."""
    made = Made()
    if not batch.first_seq:
        return made
    for verb, subject_id, part in records_between(batch.university_id, batch.first_seq, batch.last_seq):
        if verb == "people.register":
            made.people.append(subject_id)
        elif verb == "organisations.found":
            made.organisations.append(subject_id)
        elif verb == "appointments.make":
            made.appointments.append(int(part.partition(":")[2]))
        elif verb == "memberships.begin":
            made.memberships += 1
        elif verb == "organisations.cover":
            made.coverages += 1
    return made


def nothing_stands_on(batch: Import) -> Reason | None:
    """An import is taken back only while nothing stands on what it made, and where it changed nothing else."""
    if batch.changed:
        message = _("这次导入还更正了 {count} 行原有的内容，不能整批撤回；要改回去，请导入原来的表。")
        return Reason(message.format(count=batch.changed))
    made = made_by(batch)
    found: dict[str, int] = {}
    if made.people:
        found |= person_references(made.people)
        if found.get(MEMBERSHIP, 0) <= made.memberships:
            found.pop(MEMBERSHIP, None)
    if made.organisations:
        found |= organisation_references(made.organisations)
        if found.get(COVERAGE, 0) <= made.coverages:
            found.pop(COVERAGE, None)
    if made.appointments:
        found |= appointment_references(made.appointments)
    if found:
        return Reason(_("已经用在别处，不能撤回：{what}。").format(what=_listed(found)))
    return None


def _listed(found: dict[str, int]) -> str:
    labels: Sequence[str] = [
        _("{count} 项{name}").format(count=count, name=NAMES.get(label, label.partition(".")[2]))
        for label, count in found.items()
    ]
    return _("、").join(labels)
