"""Apply: whole or nothing, or all valid rows; twice changes nothing; never a stale preview."""

from datetime import date
from typing import Any

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links
from jingwei.foundation.organisations.actions import found_organisation
from jingwei.foundation.organisations.models import Appointment, Coverage, Membership, Organisation
from jingwei.foundation.people.actions import register_person
from jingwei.foundation.people.models import Person
from jingwei.kernel.call import Call, calling
from jingwei.kernel.errors import EditedMeanwhile, NotAllowed, StepNotOpen
from jingwei.mechanisms.imports.actions import apply_import
from jingwei.mechanisms.imports.models import Import, ImportRow
from jingwei.mechanisms.imports.tests.sheets import (
    PEOPLE,
    found_schools,
    handed_in,
    people,
    plan,
    report,
    settled,
)
from tests.support.sheets import books, roster
from tests.support.world import BUILDER, World


def applied(world: World, rows: list[list[Any]], kind: str = "", **more: Any) -> Import:
    return settled(apply_import(handed_in(world, rows, kind), actor=world.actor("orgoffice"), **more))


def test_only_who_holds_it_may_apply(world: World) -> None:
    batch = handed_in(world, people(1))

    with pytest.raises(NotAllowed):
        apply_import(batch, actor=world.actor("committee"))


def test_people_come_in_with_their_memberships_and_records(world: World) -> None:
    batch = applied(world, people(2))

    made = Person.objects.filter(code__startswith="N").order_by("code")
    assert [(p.code, p.name, p.category, p.standing, p.phone) for p in made] == [
        ("N001", "柏如1", "teacher", "member", "19900000001"),
        ("N002", "柏如2", "teacher", "member", "19900000002"),
    ]
    held = Membership.objects.filter(person__in=made, until=None)
    assert sorted(held.values_list("person__code", "organisation__code")) == [
        ("N001", "branch"),
        ("N001", "faculty"),
        ("N002", "branch"),
        ("N002", "faculty"),
    ]
    verbs = Record.objects.filter(university_id=batch.university_id, seq__gte=batch.first_seq).order_by("seq")
    assert list(verbs.values_list("verb", flat=True)) == [
        *["people.register"] * 2,
        *["memberships.begin"] * 4,
        "imports.write",
    ]
    assert (batch.state, batch.last_seq - batch.first_seq) == ("applied", 5)
    assert list(broken_links()) == []


def test_the_same_sheet_twice_changes_nothing(world: World) -> None:
    applied(world, people(3))
    before = Record.objects.count()

    again = applied(world, people(3))

    assert (again.new, again.changed, again.same, again.first_seq) == (0, 0, 3, 0)
    assert Record.objects.count() == before + len(("preview", "read", "apply", "write"))


def test_with_a_faulty_row_nothing_comes_in_unless_asked_so(world: World) -> None:
    rows = [*people(2), ["N009", "", "教师", "", "", "", ""]]
    batch = handed_in(world, rows)

    with pytest.raises(StepNotOpen, match="有 1 行有问题"):
        apply_import(batch, actor=world.actor("orgoffice"))
    assert Person.objects.filter(code__startswith="N").count() == 0

    batch = apply_import(batch, actor=world.actor("orgoffice"), valid_only=True)
    assert Person.objects.filter(code__startswith="N").count() == 2
    assert list(ImportRow.objects.filter(batch=batch).values_list("outcome", flat=True)) == ["faulty"]


def test_a_preview_that_no_longer_holds_is_refused(world: World) -> None:
    rows = [["学工号", "姓名", "单位编码"], ["N1", "柏舟", "S1"]]
    batch = handed_in(world, rows)
    found_organisation(world["university"], actor=BUILDER, kind="faculty", code="S1", name="船舶学院")

    with pytest.raises(EditedMeanwhile):
        apply_import(batch, actor=world.actor("orgoffice"), valid_only=True)
    assert not Person.objects.filter(code="N1").exists()


def test_what_came_in_meanwhile_is_not_doubled(world: World) -> None:
    batch = handed_in(world, people(2))
    register_person(world.universities["home"], actor=BUILDER, code="N001", name="柏如1")

    batch = apply_import(batch, actor=world.actor("orgoffice"))

    assert (batch.new, batch.changed) == (1, 1)
    assert Person.objects.filter(code="N001").count() == 1


def test_a_resent_apply_gets_the_first_answer(world: World) -> None:
    batch = handed_in(world, people(1))
    with calling(Call(idempotency_key="k1")):
        first = apply_import(batch, actor=world.actor("orgoffice"))
        again = apply_import(batch, actor=world.actor("orgoffice"))

    assert (first.pk, again.state) == (again.pk, "applied")
    with pytest.raises(StepNotOpen):
        apply_import(batch, actor=world.actor("orgoffice"))


def test_who_moves_to_another_branch_leaves_the_first(world: World) -> None:
    mover = world.people["neighbour"]
    header = [*PEOPLE, "组织关系转入时间"]
    row = [mover.code, mover.name, "", "", "", "", "branch", "2026.3.1"]

    applied(world, [header, row])

    party = Membership.objects.filter(person=mover, organisation__tree="party").order_by("since")
    assert list(party.values_list("organisation__code", "since", "until")) == [
        ("other_branch", date(2024, 9, 1), date(2026, 2, 28)),
        ("branch", date(2026, 3, 1), None),
    ]


def test_both_trees_come_in_parents_first_with_coverage(world: World) -> None:
    header = ["编号", "名称", "组织类别", "上级编号", "所属单位编码"]
    units = [["单位编码", "单位名称", "上级单位"], ["S2", "造船系", "船舶学院"], ["S1", "船舶学院", ""]]
    party = [
        header,
        ["P3", "造船教师党支部", "", "P2", "S2"],
        ["P2", "船舶工程学院党委", "", "1", "S1"],
        ["1", "校党委", "", "", ""],
    ]

    applied(world, units, "organisations")
    batch = applied(world, party, "organisations")

    made = {o.code: o for o in Organisation.objects.filter(code__in=("S1", "S2", "P2", "P3"))}
    assert {code: o.kind for code, o in made.items()} == {
        "S1": "faculty",
        "S2": "institute",
        "P2": "faculty-committee",
        "P3": "teacher-branch",
    }
    assert made["P3"].path.startswith(made["P2"].path) and made["P2"].path.startswith(world["committee"].path)
    assert Organisation.objects.find_problems() == ([], [], [], [], [])
    assert sorted(
        Coverage.objects.filter(party__code__startswith="P").values_list("party__code", "unit__code")
    ) == [
        ("P2", "S1"),
        ("P3", "S2"),
    ]
    assert (batch.new, batch.same) == (2, 1)
    again = applied(world, party, "organisations")
    assert (again.new, again.changed, again.same) == (0, 0, 3)


def test_a_sheet_renames_and_moves_what_is_there(world: World) -> None:
    header = ["编号", "名称", "上级编号"]

    with clock_at(date(2026, 3, 2)):
        batch = applied(world, [header, ["branch", "农机教师党支部", "other_faculty_party"]], "organisations")

    moved = Organisation.objects.get(pk=world["branch"].pk)
    assert (moved.name, moved.path[:-4]) == ("农机教师党支部", world["other_faculty_party"].path)
    assert batch.changed == 1
    again = applied(world, [header, ["branch", "农机教师党支部", "other_faculty_party"]], "organisations")
    assert again.same == 1


def test_branches_without_codes_get_them_once(world: World) -> None:
    header = ["党支部名称", "所属分党委", "是否是教工党支部", "是否是专业教师党支部"]
    rows = [
        header,
        ["农机第二党支部", "机械工程学院党委", "是", "是"],
        ["机械本科第一支部", "机械工程学院党委", "否", "否"],
    ]

    first, again = applied(world, rows), applied(world, rows)

    made = Organisation.objects.filter(code__startswith="faculty_party-").order_by("code")
    assert [(o.code, o.kind) for o in made] == [
        ("faculty_party-01", "teacher-branch"),
        ("faculty_party-02", "student-branch"),
    ]
    assert (first.kind, first.new, again.new, again.same) == ("branches", 2, 0, 2)


def test_posts_are_given_and_ended(world: World) -> None:
    header = ["学工号", "姓名", "职务", "组织编码", "任职时间", "离任时间"]
    member, secretary = world.people["member"], world.people["branch"]
    rows = [
        header,
        [member.code, member.name, "书记", "student_branch", "2026.3.1", ""],
        [secretary.code, secretary.name, "党支部书记", "branch", "", "2026.2.28"],
    ]

    batch, again = applied(world, rows), applied(world, rows)

    assert (batch.new, batch.changed, again.same) == (1, 1, 2)
    made = Appointment.objects.get(person=member)
    assert (made.role, made.organisation.code, made.since) == (
        "branch-secretary",
        "student_branch",
        date(2026, 3, 1),
    )
    assert Appointment.objects.get(person=secretary).until == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("role", "place", "what"),
    [
        ("书记", "branch", "现在有人"),
        ("党支部书记", "faculty_party", "不设在这一类组织里"),
        ("校党委书记", "committee", "由安全保密管理员任命，不由你现在的身份任命"),
    ],
)
def test_a_post_that_may_not_be_given_is_a_fault(world: World, role: str, place: str, what: str) -> None:
    member = world.people["member"]
    rows = [["学工号", "姓名", "职务", "组织编码"], [member.code, member.name, role, place]]

    found = plan(world, books.xlsx(rows), "任职.xlsx", "appointments")

    assert [(r, c) for r, _, c in report(found)] == [(2, "refused")]
    assert what in found.faulty[0].faults[0].fault.what


def test_two_rows_cannot_take_one_post(world: World) -> None:
    a, b = world.people["member"], world.people["teacher"]
    header = ["学工号", "姓名", "职务", "组织编码"]
    rows = [header, *([p.code, p.name, "支部书记", "student_branch"] for p in (a, b))]

    found = plan(world, books.xlsx(rows), "任职.xlsx", "appointments")

    assert report(found) == [(3, "职务", "refused")]


def test_six_thousand_come_in_at_once_without_the_faulty(world: World) -> None:
    found_schools(world)
    made = roster(6000, 0.03, seed=38)
    rows = [list(made.rows[0]), *([*row.values()] for row in made.rows)]

    batch = applied(world, rows, valid_only=True)
    again = applied(world, rows, valid_only=True)

    assert (batch.new, batch.faulty) == (5820, 180)
    assert (again.new, again.changed, again.same, again.first_seq) == (0, 0, 5820, 0)
    assert list(broken_links()) == []
