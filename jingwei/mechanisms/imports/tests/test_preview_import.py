"""Preview: it says what a sheet would change, and changes nothing."""

from typing import Any

import pytest

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.organisations.models import Membership, Organisation
from jingwei.foundation.people.actions import amend_person
from jingwei.foundation.people.models import Person
from jingwei.foundation.universities.queries import university_for
from jingwei.kernel.errors import Invalid, NotAllowed, NotFound, TooLarge
from jingwei.mechanisms.imports.actions import hand_in
from jingwei.mechanisms.imports.models import Import
from jingwei.mechanisms.imports.queries import import_for, planning
from jingwei.mechanisms.imports.tests.sheets import PEOPLE, handed_in, people, plan, report, shown
from tests.support.sheets import books
from tests.support.sheets.invented import id_number
from tests.support.world import BUILDER, World


def counts(batch: Import) -> tuple[int, int, int, int]:
    return batch.new, batch.changed, batch.same, batch.faulty


@pytest.mark.parametrize("account", ["branch", "faculty", "member", "sysadmin", "auditor"])
def test_who_does_not_hold_it_may_not_preview(world: World, account: str) -> None:
    with pytest.raises(NotAllowed):
        handed_in(world, people(1), account=account)

    assert Import.objects.count() == 0


def test_a_preview_changes_nothing_and_leaves_two_records(world: World) -> None:
    before = Record.objects.count(), Person.objects.count(), Membership.objects.count()

    batch = handed_in(world, people(3))

    assert (Record.objects.count(), Person.objects.count(), Membership.objects.count()) == (
        before[0] + len(("preview", "read")),
        *before[1:],
    )
    assert counts(batch) == (3, 0, 0, 0)
    assert (batch.kind, batch.state, batch.sheet) == ("people", "previewed", "名册")


def test_it_tells_new_changed_same_and_faulty_apart(world: World) -> None:
    neighbour = world.people["neighbour"]
    rows = [
        PEOPLE,
        ["N001", "柏如舒", "教师", "群众", "", "faculty", ""],
        [world.people["member"].code, "喻清川", "教师", "中共党员", "", "team", "branch"],
        [neighbour.code, "卫长风", "教师", "中共党员", "19900000009", "faculty", "branch"],
        ["N002", "禾初", "教师", "群众", "", "nowhere", ""],
    ]

    batch = handed_in(world, rows)

    assert counts(batch) == (1, 1, 1, 1)
    (new, changed, faulty) = sorted(shown(world, batch), key=lambda row: row["number"])
    assert (new["number"], new["title"], new["changes"]) == (2, "柏如舒 N001", [])
    assert changed["changes"] == [
        {"label": "电话", "old": "", "new": "199****0009"},
        {"label": "所在党支部", "old": "俄语教师党支部", "new": "智能农机教师党支部"},
        {"label": "所在单位", "old": "边贸语言服务队", "new": "机械工程学院"},
    ]
    assert faulty["faults"] == [
        {
            "column": "单位编码",
            "code": "unknown-organisation",
            "what": "找不到组织“nowhere”",
            "mend": "核对编码或名称，或先导入组织",
        }
    ]


def test_a_blank_cell_never_empties_what_is_known(world: World) -> None:
    member = world.people["member"]

    batch = handed_in(world, [PEOPLE, [member.code, member.name, "", "", "", "", ""]])

    assert counts(batch) == (0, 0, 1, 0)


def test_an_id_number_held_under_another_code_is_a_fault(world: World) -> None:
    amend_person(world.people["dean"], actor=BUILDER, id_number=id_number(7))
    rows = [["学工号", "姓名", "身份证号码"], ["N001", "柏鸿钧", id_number(7)]]

    found = plan(world, books.xlsx(rows), "名册.xlsx")

    assert report(found) == [(2, "身份证号码", "duplicate-existing")]
    assert "柏鸿钧 T0005" in found.faulty[0].faults[0].fault.what


def test_a_name_in_two_places_is_told_apart_by_the_committee(world: World) -> None:
    Organisation.objects.filter(pk=world["other_branch"].pk).update(name="教师第一党支部")
    Organisation.objects.filter(pk=world["branch"].pk).update(name="教师第一党支部")
    header = ["学工号", "姓名", "所在党支部", "二级党委名称"]
    rows = [header, ["N1", "柏舟", "教师第一党支部", ""], ["N2", "柏禾", "教师第一党支部", "外国语学院党委"]]

    found = plan(world, books.xlsx(rows), "名册.xlsx")

    assert report(found) == [(2, "所在党支部", "organisation-ambiguous")]
    assert found.new[0].joins == [(world["other_branch"].pk, None)]


def test_columns_that_are_not_taken_in_are_named(world: World) -> None:
    rows = [["学工号", "姓名", "民族", "宿舍"], ["N1", "柏舟", "汉", "3 号"]]

    assert handed_in(world, rows).aside.splitlines() == ["民族", "宿舍"]


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (["学工号", "姓名", "政治面貌"], "people"),
        (["编号", "名称", "组织类别", "上级编号"], "organisations"),
        (["单位编码", "单位名称", "上级单位"], "organisations"),
        (["党支部名称", "所属分党委编码", "支部类别"], "branches"),
        (["学工号", "姓名", "职务", "组织编码", "任职时间"], "appointments"),
        (["年度", "工作证号", "姓名", "联系党委编号", "联系党委", "任职时间"], "appointments"),
    ],
)
def test_the_kind_is_read_from_the_header(header: list[str], kind: str) -> None:
    content = books.xlsx([header, ["2026" for _ in header]])

    assert planning.read_sheet(content, "表.xlsx", importer=BUILDER)[0] == kind


def test_a_file_beyond_the_bound_is_too_large(world: World) -> None:
    pieces = (b"x" * (1 << 20) for _ in range(21))

    with pytest.raises(TooLarge):
        hand_in(world.universities["home"], actor=world.actor("orgoffice"), pieces=pieces, file_name="a.xlsx")


def test_a_file_that_is_no_sheet_says_so_at_its_field(world: World) -> None:
    with pytest.raises(Invalid) as refused:
        hand_in(
            world.universities["home"],
            actor=world.actor("orgoffice"),
            pieces=[b"%PDF-1.7"],
            file_name="名册.xlsx",
        )

    assert [error.field for error in refused.value.errors] == ["file"]


def test_another_university_sees_nothing_of_it(world: World) -> None:
    batch, stranger = handed_in(world, people(1)), world.actor("outsider")

    with pytest.raises(NotFound):
        import_for(stranger, batch.pk)
    assert university_for(stranger) != batch.university


def _tree(*rows: list[Any]) -> bytes:
    return books.xlsx([["编号", "名称", "组织类别", "上级编号"], *rows])


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (["X1", "船舶党支部", "教师党支部", "faculty"], (2, "上级编号", "refused")),
        (["X1", "船舶学院", "学院", "committee"], (2, "上级编号", "refused")),
        (["X1", "船舶党委", "院系党委", "faculty_party"], (2, "组织类别", "refused")),
        (["X1", "船舶党小组", "党小组", "committee"], (2, "组织类别", "refused")),
        (["faculty_party", "机械工程学院党委", "党总支", ""], (2, "组织类别", "refused")),
        (["faculty_party", "机械工程学院党委", "", "branch"], (2, "上级编号", "refused")),
    ],
)
def test_a_tree_that_cannot_be_is_a_fault(world: World, row: list[Any], fault: tuple[int, str, str]) -> None:
    assert report(plan(world, _tree(row), "组织.xlsx", "organisations")) == [fault]


def test_nobody_imports_what_he_could_not_do_by_hand(world: World) -> None:
    rows = [["编号", "名称", "组织类别", "上级编号"], ["X1", "船舶学院", "学院", "university"]]
    found = plan(world, books.xlsx(rows), "组织.xlsx", "organisations", account="organizer")
    roster = plan(world, books.xlsx(people(1)), "名册.xlsx", account="organizer")

    assert report(found) == [(2, "上级编号", "refused")]
    assert report(roster) == [(2, "学工号", "refused")]
