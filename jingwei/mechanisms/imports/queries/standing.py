"""What stands on what an import brought in: while anything does, it cannot be taken back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from jingwei.adapters.sheets.kinds import offered
from jingwei.foundation.ledger.queries import records_between
from jingwei.foundation.organisations.queries.registers import (
    appointment_references,
    departures,
    holders_of,
    organisation_references,
)
from jingwei.foundation.organisations.queries.registers import names_of as names_of_organisations
from jingwei.foundation.people.queries import names_of as names_of_people
from jingwei.foundation.people.queries import person_references
from jingwei.kernel.actions import Reason
from jingwei.kernel.bulk import FEW, Standing
from jingwei.kernel.errors import Text
from jingwei.mechanisms.imports.models import Import

MEMBERSHIP, COVERAGE, DEPARTURE = "organisations.membership", "organisations.coverage", "departures"
NAMES: dict[str, Text] = {
    "people.person": _l("后来的更正"),
    "people.account": pgettext_lazy("counted", "账号"),
    "organisations.organisation": _l("下级组织或更名"),
    "organisations.coverage": _l("覆盖关系"),
    "organisations.membership": _l("成员"),
    "departures": pgettext_lazy("counted", "转出"),
    "organisations.appointment": _l("任职"),
    "organisations.deputation": _l("代行"),
}
Named = Callable[[Collection[int]], Sequence[str]]


@dataclass
class Made:
    """What an import made, by the records it left."""

    people: list[int] = field(default_factory=list)
    organisations: list[int] = field(default_factory=list)
    appointments: list[int] = field(default_factory=list)
    elsewhere: dict[str, list[int]] = field(default_factory=dict)
    memberships: int = 0
    coverages: int = 0

    @property
    def count(self) -> int:
        """The rows of the sheet that made something of their own."""
        own = len(self.people) + len(self.organisations) + len(self.appointments)
        return own + sum(map(len, self.elsewhere.values()))


def made_by(batch: Import) -> Made:
    """Read in the ledger what an import made."""
    made = Made()
    if not batch.first_seq:
        return made
    rooms = {room.made_by: name for name, room in offered().items()}
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
        elif verb in rooms:
            made.elsewhere.setdefault(rooms[verb], []).append(subject_id)
    return made


def made_nothing_but_new(batch: Import) -> Reason | None:
    """An import is taken back whole, so it must not have changed what was there before."""
    if batch.changed:
        message = _("这次导入还更正了 {count} 行原有的内容，不能整批撤回；要改回去，请导入原来的表。")
        return Reason(message.format(count=batch.changed))
    return None


def nothing_stands_on(made: Made) -> Reason | None:
    """An import is taken back only while nothing stands on what it made."""
    found: list[str] = []
    if made.people:
        on_people = person_references(made.people)
        _spare(on_people, MEMBERSHIP, made.memberships)
        if (gone := departures(made.people)).count:
            on_people[DEPARTURE] = gone
        found += _told(on_people, names_of_people)
    if made.organisations:
        on_organisations = organisation_references(made.organisations)
        _spare(on_organisations, COVERAGE, made.coverages)
        found += _told(on_organisations, names_of_organisations)
    if made.appointments:
        found += _told(appointment_references(made.appointments), holders_of)
    for name, ids in made.elsewhere.items():
        room = offered()[name]
        found += _told(room.standing(ids), room.titles)
    if found:
        return Reason(_("已经用在别处，不能撤回：{what}。").format(what=_("、").join(found)))
    return None


def _spare(found: dict[str, Standing], label: str, own: int) -> None:
    """What the import itself made stands in nobody's way."""
    if label in found and found[label].count <= own:
        del found[label]


def _told(found: Mapping[Any, Standing], named: Named) -> list[str]:
    """Each kind of what is in the way: how many, and on whom the first of them stand."""
    told = []
    for label, there in found.items():
        whom = _("、").join(named(there.on))
        if there.count > FEW:
            whom = _("{names} 等").format(names=whom)
        what = NAMES.get(label, label.partition(".")[2] or label)
        told.append(_("{count} 项{name}（{whom}）").format(count=there.count, name=what, whom=whom))
    return told
