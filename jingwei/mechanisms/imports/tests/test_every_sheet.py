"""Every faulty sheet there is gets its report, with what only the university's own registers can tell besides."""

import time

import pytest

from jingwei.foundation.organisations.actions import found_organisation
from jingwei.foundation.people.actions import register_person
from jingwei.kernel.errors import Invalid, TooLarge
from jingwei.mechanisms.imports.queries import planning, read_sheet
from jingwei.mechanisms.imports.tests.sheets import found_schools, found_units, plan, report
from tests.support.sheets import Case, faulty_sheets, roster
from tests.support.world import BUILDER, World

CASES = list(faulty_sheets())
TOO_MUCH = planning.TOO_MUCH

# What the sheet alone cannot tell: row, column, code.
BESIDES: dict[str, list[tuple[int, str, str]]] = {
    "formula-texts": [(row, "所在单位", "unknown-organisation") for row in range(2, 8)],
    "parent-after-child": [(2, "组织类别", "required")],
    "unknown-parent": [(4, "组织类别", "required")],
    "cycle": [(5, "上级编号", "refused"), (5, "组织类别", "required")],
    "two-parents-of-one-name": [(row, "组织类别", "required") for row in (3, 4, 5)],
    "organizers": [(2, "角色", "refused")],
    "appointments": [(3, "学工号", "unknown-person"), (4, "学工号", "unknown-person")],
}


def there_are_what_it_names(world: World, kind: str) -> None:
    """The school, the branches and the person that the sheets name; trees are brought in whole."""
    if kind == "organisations":
        return
    found_units(world, "船舶学院")
    union = found_organisation(
        world["committee"], actor=BUILDER, kind="faculty-general-branch", code="2", name="船舶党委"
    )
    for code, name in (("3", "轮机党支部"), ("4", "船机党支部"), ("21", "造船党支部")):
        found_organisation(union, actor=BUILDER, kind="teacher-branch", code=code, name=name)
    register_person(world.universities["home"], actor=BUILDER, code="T1", name="柏舟")


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_faulty_sheet_gets_its_report(world: World, case: Case) -> None:
    if case.refused:
        with pytest.raises(TooLarge if case.refused in TOO_MUCH else Invalid) as refused:
            read_sheet(case.content, case.filename, case.kind, importer=BUILDER)
        assert str(refused.value)
        return

    there_are_what_it_names(world, case.kind)
    made = plan(world, case.content, case.filename, case.kind)

    assert report(made) == sorted([*case.faults, *BESIDES.get(case.name, [])])
    assert len(made.new) + len(made.changed) + made.same + len(made.faulty) == case.lines


def test_a_roster_of_six_thousand_shows_every_fault_and_no_other(world: World) -> None:
    found_schools(world)
    made = roster(6000, 0.03, seed=38)
    begun = time.perf_counter()

    found = plan(world, made.content, made.filename)

    assert time.perf_counter() - begun < 8
    assert report(found) == sorted(made.faults)
    assert (found.kind, len(found.new), len(found.changed), len(found.faulty)) == ("people", 5820, 0, 180)
    assert found.aside == ("宿舍",)
