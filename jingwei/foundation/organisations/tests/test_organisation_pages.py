"""The pages of organisations: two trees, one organisation, the small forms of its verbs."""

from typing import Any

import pytest
from lxml import html

from jingwei.foundation.organisations.actions import found_organisation
from tests.support.matters import opened
from tests.support.page import of_class, said
from tests.support.world import BUILDER, World


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


def test_the_page_of_a_school_shows_what_belongs_to_it(world: World) -> None:
    answer = world.client("orgoffice").get(f"/organisations/{world['faculty_party'].pk}/")
    page = html.fromstring(answer.content.decode())

    crumbs = [said(each) for each in of_class(answer, "crumbs")[0].iter("li")]
    children = [said(each) for each in page.xpath("//main//tbody/tr/th[@scope='row']")]
    joined = [said(each) for each in page.xpath("//ul[@class='lines']/li/a")]
    assert crumbs == ["组织", "北原省委教育工作委员会", "中共北疆理工大学委员会"]
    assert children == ["智能农机教师党支部", "机械研究生第一党支部"]
    assert joined == ["机械工程学院"]
    assert "5 人" in said(of_class(answer, "facts")[0])
    assert [said(each) for each in of_class(answer, "people")] == ["孟孟青禾院系党组织书记裴裴若谷组织员"]


def test_an_organisation_without_anybody_has_a_page(world: World) -> None:
    answer = world.client("orgoffice").get(f"/organisations/{world['student_branch'].pk}/")

    assert "0 人" in said(of_class(answer, "facts")[0])


@pytest.mark.parametrize(("organisation", "questions"), [("faculty_party", 13), ("faculty", 10)])
def test_the_page_of_a_school_costs_a_fixed_number_of_questions(
    world: World, organisation: str, questions: int, django_assert_num_queries: Any
) -> None:
    client, url = world.client("orgoffice"), f"/organisations/{world[organisation].pk}/"
    opened(world)
    client.get(url)
    with django_assert_num_queries(questions):
        client.get(url)
    for number in range(3):
        opened(world)
        found_organisation(
            world["faculty_party"],
            actor=BUILDER,
            kind="teacher-branch",
            code=f"b{number}",
            name=f"第{number}支部",
        )
    with django_assert_num_queries(questions):
        client.get(url)
