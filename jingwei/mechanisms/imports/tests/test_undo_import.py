"""Undo: what an import created goes again, as long as nothing stands on it."""

import pytest

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links
from jingwei.foundation.organisations.actions import begin_membership, found_organisation
from jingwei.foundation.organisations.models import Appointment, Coverage, Membership, Organisation
from jingwei.foundation.people.actions import amend_person, open_account
from jingwei.foundation.people.models import Person
from jingwei.kernel.errors import NotAllowed, StepNotOpen
from jingwei.mechanisms.imports.actions import apply_import, undo_import
from jingwei.mechanisms.imports.models import Import
from jingwei.mechanisms.imports.tests.sheets import handed_in, people
from tests.support.world import BUILDER, PASSWORD, World

UNION = [
    ["编号", "名称", "组织类别", "上级编号", "所属单位编码"],
    ["P1", "船舶党总支", "", "", "faculty"],
    ["P2", "造船教师党支部", "", "P1", ""],
]


def applied(world: World, rows: list[list[str]], kind: str = "") -> Import:
    return apply_import(handed_in(world, rows, kind), actor=world.actor("orgoffice"))


def test_only_who_holds_it_may_undo(world: World) -> None:
    with pytest.raises(NotAllowed):
        undo_import(applied(world, people(1)), actor=world.actor("branch"))


def test_people_go_with_their_memberships_and_the_ledger_keeps_that_they_were(world: World) -> None:
    before = Person.objects.count(), Membership.objects.count()
    batch = applied(world, people(3))
    records = Record.objects.count()

    batch = undo_import(batch, actor=world.actor("orgoffice"))

    assert batch.state == "undone"
    assert (Person.objects.count(), Membership.objects.count()) == before
    assert Record.objects.count() == records + len(("undo", "remove"))
    assert list(broken_links()) == []
    again = applied(world, people(3))
    assert again.new == 3


def test_organisations_go_with_their_links(world: World) -> None:
    before = Organisation.objects.count(), Coverage.objects.count()

    undo_import(applied(world, UNION, "organisations"), actor=world.actor("orgoffice"))

    assert (Organisation.objects.count(), Coverage.objects.count()) == before
    assert Organisation.objects.find_problems() == ([], [], [], [], [])


def test_posts_go(world: World) -> None:
    member = world.people["member"]
    rows = [["学工号", "姓名", "职务", "组织编码"], [member.code, member.name, "书记", "student_branch"]]

    undo_import(applied(world, rows), actor=world.actor("orgoffice"))

    assert not Appointment.objects.filter(person=member).exists()


@pytest.mark.parametrize(
    ("since", "what"), [("account", "1 项账号"), ("amended", "1 项后来的更正"), ("joined", "项成员")]
)
def test_people_on_whom_something_stands_stay(world: World, since: str, what: str) -> None:
    batch = applied(world, people(2))
    person = Person.objects.get(code="N001")
    if since == "account":
        open_account(
            world.universities["home"], actor=BUILDER, username="n001", password=PASSWORD, person=person
        )
    elif since == "amended":
        amend_person(person, actor=BUILDER, job_title="教授")
    else:
        begin_membership(world["team"], actor=BUILDER, person=person)

    with pytest.raises(StepNotOpen) as refused:
        undo_import(batch, actor=world.actor("orgoffice"))

    assert what in str(refused.value)
    assert Person.objects.filter(code="N001").exists()


def test_organisations_on_which_something_stands_stay(world: World) -> None:
    batch = applied(world, UNION, "organisations")
    branch = Organisation.objects.get(code="P2")
    found_organisation(branch, actor=BUILDER, kind="party-group", code="G1", name="第一党小组")
    begin_membership(branch, actor=BUILDER, person=world.people["teacher"])

    with pytest.raises(StepNotOpen) as refused:
        undo_import(batch, actor=world.actor("orgoffice"))

    assert "下级组织" in str(refused.value) and "成员" in str(refused.value)


def test_corrections_are_not_undone_but_imported_back(world: World) -> None:
    member = world.people["member"]
    rows = [["学工号", "姓名", "手机号"], [member.code, member.name, "19900000001"]]

    with pytest.raises(StepNotOpen) as refused:
        undo_import(applied(world, rows), actor=world.actor("orgoffice"))

    assert "更正了 1 行" in str(refused.value)
