"""The pages of organisations: two trees, one organisation, the small forms of its verbs."""

import pytest

from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.organisations.models import Organisation, Placement
from tests.support.world import World


def test_a_secretary_sees_her_own_line_of_both_trees(world: World) -> None:
    body = world.client("faculty").get("/organisations/").content.decode()

    shown = [
        name
        for name in ("机械工程学院党委", "智能农机教师党支部", "机械工程学院", "外国语学院")
        if name in body
    ]
    assert shown == ["机械工程学院党委", "智能农机教师党支部", "机械工程学院"]


@pytest.mark.parametrize(("account", "status"), [("orgoffice", 200), ("faculty", 200), ("outsider", 404)])
def test_one_organisation_is_there_for_those_above_it(world: World, account: str, status: int) -> None:
    assert world.client(account).get(f"/organisations/{world['branch'].pk}/").status_code == status


def test_an_officer_founds_a_branch_by_its_form(world: World) -> None:
    faculty = world["faculty_party"]
    url = f"/organisations/{faculty.pk}/organisations-found/"

    response = world.client("orgoffice").post(
        url, {"kind": "teacher-branch", "name": "测控教师党支部", "code": "b-77"}
    )

    assert response.status_code == 303
    made = Organisation.objects.get(code="b-77")
    assert (made.path.startswith(faculty.path), made.depth) == (True, faculty.depth + 1)
    assert [r.verb for r in records_about(made)] == ["organisations.found"]


def test_a_code_in_use_is_refused_and_what_was_typed_stays(world: World) -> None:
    url = f"/organisations/{world['faculty_party'].pk}/organisations-found/"

    response = world.client("orgoffice").post(
        url, {"kind": "teacher-branch", "name": "测控教师党支部", "code": "branch"}
    )

    body = response.content.decode()
    assert (response.status_code, "测控教师党支部" in body) == (422, True)
    assert "编号 branch 已经用在别的组织上。" in body


def test_who_may_not_found_gets_no_button_and_no_form(world: World) -> None:
    client, branch = world.client("branch"), world["branch"]

    assert "organisations-found" not in client.get(f"/organisations/{branch.pk}/").content.decode()
    assert client.post(f"/organisations/{branch.pk}/organisations-found/", {}).status_code == 403


def test_a_move_takes_all_below_along_and_keeps_where_they_stood(world: World) -> None:
    branch, target = world["branch"], world["other_faculty_party"]
    before = branch.path

    world.client("orgoffice").post(f"/organisations/{branch.pk}/organisations-move/", {"parent": target.pk})

    moved = Organisation.objects.get(pk=branch.pk)
    assert moved.path.startswith(target.path)
    first = Placement.objects.filter(organisation=branch).order_by("since").values_list("path", flat=True)[0]
    assert first == before
    assert [r.verb for r in records_about(moved)][-1] == "organisations.move"


def test_a_secretary_is_appointed_by_code(world: World) -> None:
    url = f"/organisations/{world['student_branch'].pk}/appointments-make/"

    response = world.client("faculty").post(
        url, {"role": "branch-secretary", "code": world.people["member"].code}
    )

    assert response.status_code == 303
    posts = world["student_branch"].appointments.values_list("role", "person__name")
    assert list(posts) == [("branch-secretary", "喻清川")]


def test_uncovered_units_are_named(world: World) -> None:
    context = world.client("orgoffice").get("/organisations/coverage/").context

    assert (context["all"], context["covered"], context["uncovered"]) == (4, 4, [])


def test_who_joined_is_told_to_those_alone_who_may_see_people(world: World) -> None:
    url = f"/organisations/{world['faculty'].pk}/"

    assert "裴若谷" in world.client("dean").get(url).content.decode()
    assert "裴若谷" not in world.client("student").get(url).content.decode()
