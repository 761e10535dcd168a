"""A sheet read and compared with what is there: what it would change, and what is in the way."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock, storage
from jingwei.adapters.progress import Progress
from jingwei.adapters.secrets.concealing import reveal_content
from jingwei.adapters.sheets.bounds import Limits
from jingwei.adapters.sheets.columns import KINDS
from jingwei.adapters.sheets.faults import SheetFault
from jingwei.adapters.sheets.headers import ColumnSet
from jingwei.adapters.sheets.kinds import offered
from jingwei.adapters.sheets.table import Table, parse
from jingwei.foundation.organisations.queries.registers import (
    appointments_register,
    coverages_register,
    memberships_register,
    organisations_register,
)
from jingwei.foundation.people.queries import register_of
from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, NotFound, Text, TooLarge
from jingwei.mechanisms.imports.models import kind_labels as kind_labels
from jingwei.mechanisms.imports.rules import (
    Plan,
    Registers,
    choices,
    offered_to,
    plan_appointments,
    plan_offered,
    plan_organisations,
    plan_people,
)
from jingwei.mechanisms.imports.rules.appointments import TAKEN as APPOINTMENT_COLUMNS
from jingwei.mechanisms.imports.rules.organisations import TAKEN as ORGANISATION_COLUMNS
from jingwei.mechanisms.imports.rules.people import TAKEN as PEOPLE_COLUMNS
from jingwei.mechanisms.imports.rules.plan import Node

BOUNDS = Limits(size=20 * 1024 * 1024, rows=120_000, cells=3_000_000)
SHEETS: dict[str, Text] = {
    "party": _l("党组织"),
    "unit": _l("业务单位"),
    "branches": _l("党支部"),
    "people": _l("人员"),
    "appointments": _l("任职"),
    "organizers": _l("组织员"),
}
TAKEN = {
    "organisations": ORGANISATION_COLUMNS,
    "branches": ORGANISATION_COLUMNS,
    "people": PEOPLE_COLUMNS,
    "appointments": APPOINTMENT_COLUMNS,
}
TOO_MUCH = frozenset(
    {"file-too-large", "file-inflates", "too-many-rows", "too-many-columns", "too-many-cells"}
)


def sheets_there_are() -> dict[str, Text]:
    """The blank sheets: each set of columns by its id, as people call it."""
    return SHEETS | {id: label for kind in offered().values() for id, label in kind.sheets.items()}


def place_of(kind: str) -> str:
    """Where what a sheet of a kind brought in is found."""
    if kind in offered():
        return offered()[kind].url
    return "/people/" if kind == "people" else "/organisations/"


def kind_columns() -> dict[str, tuple[ColumnSet, ...]]:
    """The sets of columns of each kind of sheet."""
    return KINDS | {name: kind.columns for name, kind in offered().items()}


def _choices() -> dict[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = dict(choices())
    for kind in offered().values():
        found.update(kind.choices())
    return found


def kept_sheet(digest: str) -> bytes:
    """The sheet that was handed in, revealed."""
    with storage.fetch(digest) as file:
        return reveal_content(file.read())


def read_sheet(content: bytes, filename: str, kind: str = "", *, importer: Actor) -> tuple[str, Table]:
    """The rows of a file and their kind: as asked, else the one whose columns fit best, as `importer` may hand it in."""
    sets = {one.id: (name, one) for name, several in kind_columns().items() for one in several}
    wanted = [one for name, one in sets.values() if kind in ("", name)]
    if not wanted:
        raise Invalid.field("kind", kind)
    try:
        table = parse(
            content, filename, *wanted, choices=_choices(), offered=offered_to(importer), limits=BOUNDS
        )
    except SheetFault as fault:
        if fault.code in TOO_MUCH:
            raise TooLarge(fault.code, str(fault)) from fault
        raise Invalid.field("file", str(fault)) from fault
    return sets[table.heading.set.id][0], table


def plan_of(actor: Actor, kind: str, table: Table, progress: Progress | None = None) -> Plan:
    """Compare a sheet with what is there now."""
    registers = _registers(actor, kind, table)
    if kind == "people":
        watching = progress or Progress()
        return plan_people(table, registers, watching.watched(table.lines, "compare", len(table.lines)))
    if kind == "appointments":
        return plan_appointments(table, registers)
    if kind in offered():
        return plan_offered(offered()[kind], table, registers)
    return plan_organisations(table, registers)


def template_of(set_id: str) -> tuple[str, list[str]]:
    """The title and the column names of an empty sheet of one set, those that are taken in and no others."""
    taken = TAKEN | {name: tuple(kind.taken) for name, kind in offered().items()}
    for kind, several in kind_columns().items():
        for one in several:
            if one.id == set_id:
                names = [spec.label for spec in one.columns if spec.key in taken[kind]]
                return str(sheets_there_are()[set_id]), names
    raise NotFound


def _registers(actor: Actor, kind: str, table: Table) -> Registers:
    registers = Registers(actor, university_for(actor).grant_paths, clock.today())
    registers.nodes = [
        Node(o.tree, o.kind, o.code, o.name, o.path, o.id, o.short_name, o.is_top)
        for o in organisations_register(actor)
    ]
    if kind in ("people", "appointments"):
        said = {key: {line.values.get(key) or "" for line in table.lines} for key in ("code", "id_number")}
        registers.people = register_of(actor, said["code"] - {""}, said["id_number"] - {""})
    if kind == "people":
        places = {node.pk for node in registers.nodes}
        known = [person.id for person in registers.people.values()]
        registers.memberships = {
            person: [place for place in held if place in places]
            for person, held in memberships_register(actor, known).items()
        }
    elif kind == "appointments":
        registers.appointments = appointments_register(actor)
    elif kind not in offered():
        registers.covers = coverages_register(actor)
    return registers
