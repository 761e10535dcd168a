"""The pages of organisations: two trees, one organisation, the small forms of its verbs."""

import pytest

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


def test_uncovered_units_are_named(world: World) -> None:
    page = world.client("orgoffice").get("/organisations/coverage/").content.decode()

    assert "4 个业务单位，4 个有党组织覆盖。" in page
    assert "每个业务单位都有党组织覆盖。" in page


def test_who_joined_is_told_to_those_alone_who_may_see_people(world: World) -> None:
    url = f"/organisations/{world['faculty'].pk}/"

    assert "裴若谷" in world.client("dean").get(url).content.decode()
    assert "裴若谷" not in world.client("student").get(url).content.decode()
