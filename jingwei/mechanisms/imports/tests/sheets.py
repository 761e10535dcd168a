"""What the tests of imports share: a sheet handed in, its report, and the organisations the sheets name."""

from __future__ import annotations

from typing import Any

from jingwei.adapters.worker import drain
from jingwei.foundation.organisations.actions import Founding, found_many, found_organisation
from jingwei.foundation.organisations.models import Organisation
from jingwei.kernel.listing import stream
from jingwei.mechanisms.imports.actions import hand_in
from jingwei.mechanisms.imports.models import Import
from jingwei.mechanisms.imports.queries import ROWS, plan_of, read_sheet
from jingwei.mechanisms.imports.rules import Plan
from tests.support.sheets import books
from tests.support.world import BUILDER, World

PEOPLE = ["学工号", "姓名", "人员类别", "政治面貌", "手机号", "单位编码", "党支部编码"]


def plan(world: World, content: bytes, filename: str, kind: str = "", account: str = "orgoffice") -> Plan:
    """What a sheet would change, in the eyes of an account."""
    found, table = read_sheet(content, filename, kind, importer=world.actor(account))
    return plan_of(world.actor(account), found, table)


def report(plan: Plan) -> list[tuple[int, str, str]]:
    """Every fault: row, column, code."""
    return sorted(
        (line.number, found.title, found.fault.code) for line in plan.faulty for found in line.faults
    )


def handed_in(
    world: World,
    rows: list[list[Any]] | bytes,
    kind: str = "",
    account: str = "orgoffice",
    name: str = "名册.xlsx",
) -> Import:
    """A preview of a sheet made of these rows, or of one that was made before."""
    batch = hand_in(
        world.universities["home"],
        actor=world.actor(account),
        pieces=[rows if isinstance(rows, bytes) else books.xlsx(rows)],
        file_name=name,
        kind=kind,
    )
    return settled(batch)


def settled(batch: Import) -> Import:
    """An import after the queue has done what is asked of it."""
    if batch.is_under_way:
        drain()
        batch.refresh_from_db()
    return batch


def shown(world: World, batch: Import) -> list[dict[str, Any]]:
    """The rows of a preview."""
    return list(stream(ROWS, world.actor("orgoffice"), {"batch": str(batch.pk)}))


def people(count: int = 3, **changes: Any) -> list[list[Any]]:
    """A roster of people of the world's faculty and branch."""
    rows = [
        dict(
            zip(
                PEOPLE,
                [f"N{at:03d}", f"柏如{at}", "教师", "中共党员", f"199{at:08d}", "faculty", "branch"],
                strict=True,
            )
        )
        for at in range(1, count + 1)
    ]
    return [PEOPLE, *([*(row | changes).values()] for row in rows)]


def found_units(world: World, *names: str) -> None:
    """Schools by these names, as the invented sheets name them."""
    for at, name in enumerate(names, 1):
        found_organisation(world["university"], actor=BUILDER, kind="faculty", code=f"{at:03d}", name=name)


def found_schools(world: World, schools: int = 24, branches: int = 11) -> None:
    """Schools 001… and eleven branches each, as the invented roster of thousands names them."""
    home = world.universities["home"].pk
    units = [
        Founding("faculty", f"{at:03d}", f"第{at}学院", parent=world["university"].pk)
        for at in range(1, schools + 1)
    ]
    found_many(home, actor=BUILDER, foundings=units)
    committee = world["committee"].pk
    party = [
        Founding("teacher-branch", f"{at:03d}{one:02d}", f"第{at}学院教师第{one}党支部", parent=committee)
        for at in range(1, schools + 1)
        for one in range(1, branches + 1)
    ]
    found_many(home, actor=BUILDER, foundings=party)


def paths() -> dict[str, str]:
    """Where each organisation stands, by code."""
    return dict(Organisation.objects.values_list("code", "path"))
