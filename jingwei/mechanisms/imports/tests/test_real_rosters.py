"""The rosters that Party offices really keep, with the very columns they have there."""

from __future__ import annotations

from typing import Any

import pytest

from jingwei.foundation.organisations.models import Appointment
from jingwei.foundation.people.models import Person
from jingwei.mechanisms.imports.actions import apply_import
from jingwei.mechanisms.imports.tests.sheets import handed_in, plan, report, settled, shown
from tests.support.sheets import books
from tests.support.sheets.invented import id_number
from tests.support.world import World

MEMBERS = (
    "学工号 姓名 身份证号码 二级党委名称 二级党委编码 所在党支部 党支部编码 党籍状态 组织关系转入时间 提交书面申请书时间 "
    "确定为入党积极分子时间 确定为发展对象时间 入党介绍人 加入党组织日期 入党时所在党支部 转为正式党员日期 转正时所在党支部 "
    "党内职务 党内奖励 其他奖励 来源 备注1 备注2 备注3"
).split()
BRANCHES = (
    "党支部名称 简称 成立时间 所属分党委 所属分党委编码 支部类别 所在单位属性 是否是教工党支部 是否是专业教师党支部 "
    "是否建立在团队 是否为大中型 是否国有独资 是否联合党支部 联系电话 传真 邮箱"
).split()
COMMITTEE = "所属分党委 编码 所属党支部 编码 姓名 学工号 职务 是否管理员".split()


def row(header: list[str], **cells: Any) -> list[Any]:
    """A row with these cells and nothing else."""
    return [cells.get(title, "") for title in header]


def member(serial: int, **cells: Any) -> list[Any]:
    """A row of the roster of members, in the branch of teachers."""
    number = {"学工号": f"M{serial:03d}", "姓名": "柏如舒", "身份证号码": id_number(serial)}
    return row(MEMBERS, **(number | {"党支部编码": "branch"} | cells))


@pytest.mark.parametrize(
    ("cells", "standing"),
    [
        ({"党籍状态": "正式党员", "加入党组织日期": "2019.7.1", "转为正式党员日期": "2020.7.1"}, "member"),
        ({"党籍状态": "正常", "加入党组织日期": "2019.7.1", "转为正式党员日期": "2020.7.1"}, "member"),
        ({"党籍状态": "正常", "加入党组织日期": "2026.7.1"}, "probationary"),
        ({"党籍状态": "预备党员"}, "probationary"),
        ({"党籍状态": "正常"}, "member"),
        ({"确定为发展对象时间": "2026.3.1", "确定为入党积极分子时间": "2025.3.1"}, "candidate"),
        ({"确定为入党积极分子时间": "2025.3.1"}, "activist"),
        ({"党籍状态": "已转出", "加入党组织日期": "2019.7.1"}, "other"),
        ({}, "other"),
    ],
)
def test_the_roster_of_members_says_by_its_dates_who_is_a_member(
    world: World, cells: dict[str, str], standing: str
) -> None:
    batch = handed_in(world, [MEMBERS, member(1, **cells)])
    apply_import(batch, actor=world.actor("orgoffice"))
    settled(batch)

    assert Person.objects.get(code="M001").standing == standing
    assert handed_in(world, [MEMBERS, member(1, **cells)]).same == 1


def test_what_is_inferred_goes_forward_only_and_is_shown_in_words(world: World) -> None:
    person = world.people["neighbour"]
    known = {"学工号": person.code, "姓名": person.name, "身份证号码": "", "党支部编码": ""}
    Person.objects.filter(pk=person.pk).update(standing="activist")

    batch = handed_in(world, [MEMBERS, member(1, **known, 党籍状态="正式党员")])

    assert [each["changes"] for each in shown(world, batch)] == [
        [{"label": "政治面貌", "old": "入党积极分子", "new": "中共党员"}]
    ]
    Person.objects.filter(pk=person.pk).update(standing="member")
    assert handed_in(world, [MEMBERS, member(1, **known, 加入党组织日期="2026.7.1")]).changed == 1
    assert handed_in(world, [MEMBERS, member(1, **known, 确定为入党积极分子时间="2025.3.1")]).same == 1


@pytest.mark.parametrize(("branch", "category"), [("branch", "teacher"), ("student_branch", "student")])
def test_somebody_new_is_what_the_branch_gathers(world: World, branch: str, category: str) -> None:
    batch = handed_in(world, [MEMBERS, member(1, 党支部编码=branch, 党籍状态="正式党员")])
    apply_import(batch, actor=world.actor("orgoffice"))
    settled(batch)

    assert Person.objects.get(code="M001").category == category


def test_a_bare_code_is_that_of_the_name_beside_it(world: World) -> None:
    person = world.people["neighbour"]
    branch, above = world.organisations["branch"], world.organisations["faculty_party"]
    rows = [
        COMMITTEE,
        [above.name, above.code, branch.name, branch.code, person.name, person.code, "组织委员", "否"],
    ]

    batch = handed_in(world, rows)
    apply_import(batch, actor=world.actor("orgoffice"))
    settled(batch)

    held = Appointment.objects.get(person=person, organisation=branch)
    assert (held.role, held.until) == ("branch-committee-member", None)


@pytest.mark.parametrize(
    ("word", "place", "role"),
    [
        ("副书记", "branch", "branch-committee-member"),
        ("宣传委员", "branch", "branch-committee-member"),
        ("副书记", "faculty_party", "deputy-secretary"),
        ("纪检委员", "faculty_party", "committee-member"),
        ("委员", "committee", "university-committee-member"),
    ],
)
def test_what_a_committee_calls_its_people_is_said_by_where_it_is(
    world: World, word: str, place: str, role: str
) -> None:
    person = world.people["teacher"]
    rows = [["学工号", "姓名", "职务", "组织编码"], [person.code, person.name, word, place]]

    batch = handed_in(world, rows)
    apply_import(batch, actor=world.actor("orgoffice"))
    settled(batch)

    assert Appointment.objects.get(person=person).role == role


def test_posts_are_offered_that_the_importer_gives(world: World) -> None:
    rows = [["学工号", "姓名", "职务", "组织编码"], ["T1", "柏舟", "炊事委员", "branch"]]

    found = plan(world, books.xlsx(rows), "任职.xlsx")

    (role,) = [each.fault for each in found.faulty[0].faults if each.fault.code == "choice-unknown"]
    assert role.mend == (
        "可以写：院系党组织书记、院长、系与团队负责人、党支部书记、组织员、院系党组织副书记、院系党组织委员、党支部委员、"
        "副院长、院系党政秘书、校学术委员会秘书、校党委委员、书记、委员、副书记"
    )


def test_every_fault_of_a_row_is_told_at_once_with_what_may_stand_there(world: World) -> None:
    rows = [
        BRANCHES,
        row(BRANCHES, 党支部名称="船舶第一党支部", 所属分党委="没有的党委", 支部类别="外星党支部"),
    ]

    found = plan(world, books.xlsx(rows), "支部名册.xlsx")

    assert report(found) == [
        (2, "所属分党委", "unknown-parent"),
        (2, "支部类别", "choice-unknown"),
    ]
    (kind,) = [each.fault for each in found.faulty[0].faults if each.fault.code == "choice-unknown"]
    assert kind.mend == (
        "可以写：教师党支部、学生党支部、机关后勤党支部、离退休党支部、功能型党支部、临时党支部"
    )
