"""Pages, lists and the API as of a day: the trees, names and posts of then, for whom they are open, without verbs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from jingwei.adapters.clock import clock_at
from jingwei.foundation.organisations.actions import (
    end_appointment,
    end_membership,
    found_organisation,
    move_organisation,
    rename_organisation,
    uncover_unit,
)
from jingwei.foundation.organisations.models import Appointment
from tests.support.page import of_class, said
from tests.support.world import BUILDER, World

TODAY, THEN, DAY = date(2026, 5, 20), date(2025, 12, 31), timedelta(days=1)


@pytest.fixture
def changed(world: World) -> World:
    """On the twentieth of May the branch changes its parent, its name, its unit, its secretary and its people."""
    with clock_at(TODAY):
        rename_organisation(world["branch"], actor=BUILDER, name="农机装备支部")
        move_organisation(world["branch"], actor=BUILDER, parent=world["other_faculty_party"])
        uncover_unit(world["branch"], actor=BUILDER, unit=world["team"])
        end_appointment(Appointment.objects.get(pk=int(world.posts["branch"][1:])), actor=BUILDER)
        end_membership(world["branch"], actor=BUILDER, person=world.people["member"])
        found_organisation(
            world["faculty_party"], actor=BUILDER, kind="teacher-branch", code="new", name="新设支部"
        )
    return world


def get(client: Client, address: str, on: date = THEN, **more: Any) -> Any:
    with clock_at(TODAY + DAY):
        return client.get(address, {"on": str(on), **more})


@pytest.mark.parametrize(
    ("on", "names"),
    [
        (THEN, ["智能农机教师党支部", "机械研究生第一党支部"]),
        (TODAY - DAY, ["智能农机教师党支部", "机械研究生第一党支部"]),
        (TODAY, ["机械研究生第一党支部", "新设支部"]),
    ],
)
def test_what_stands_below_is_what_stood_there(changed: World, on: date, names: list[str]) -> None:
    url = f"/organisations/{changed['faculty_party'].pk}/below/"

    with clock_at(TODAY + DAY):
        answer = changed.client("orgoffice").get(f"{url}?on={on}", headers={"HX-Request": "true"})

    lines = of_class(answer, "tree-line")
    assert [said(next(line.iter("a"))) for line in lines] == names
    assert all(a.get("href").endswith(f"/?on={on}") for line in lines for a in line.iter("a"))


def test_one_organisation_is_what_it_was(changed: World) -> None:
    answer = get(changed.client("orgoffice"), f"/organisations/{changed['branch'].pk}/")

    body = answer.content.decode()
    assert said(of_class(answer, "crumbs")[0]).endswith("机械工程学院党委")
    assert "<h1>智能农机教师党支部</h1>" in body
    assert "5 人" in said(of_class(answer, "facts")[0])
    assert [said(each) for each in of_class(answer, "people")] == ["沈沈砚秋党支部书记"]
    assert f"/organisations/{changed['team'].pk}/?on={THEN}" in body
    assert "截至 2025-12-31 的情况" in body
    assert of_class(answer, "acts")[0].xpath(".//details") == []
    assert "农机装备支部" not in body


def test_coverage_is_that_of_the_day(changed: World) -> None:
    client = changed.client("orgoffice")

    with clock_at(TODAY + DAY):
        assert "4 个业务单位，3 个有党组织覆盖。" in client.get("/organisations/coverage/").content.decode()
    assert "4 个业务单位，4 个有党组织覆盖。" in get(client, "/organisations/coverage/").content.decode()


def test_names_are_found_as_they_were(changed: World) -> None:
    client = changed.client("orgoffice")

    with clock_at(TODAY + DAY):
        now = of_class(client.get("/organisations/?q=智能农机"), "found")
    then = of_class(get(client, "/organisations/", q="智能农机"), "found")

    assert (now, [said(each) for each in then]) == ([], ["经 智能农机教师党支部 机械工程学院党委 教师党支部"])


@pytest.mark.parametrize("account", ["faculty", "dean"])
def test_who_sees_a_part_sees_that_part_of_then(changed: World, account: str) -> None:
    client = changed.client(account)

    trees = get(client, "/organisations/").content.decode()
    assert "外国语学院" not in trees
    url = f"/organisations/{changed['branch'].pk}/"
    assert get(client, url).status_code == (404 if account == "dean" else 200)
    with clock_at(TODAY + DAY):
        assert client.get(url).status_code == 404
    assert get(client, f"/organisations/{changed['other_branch'].pk}/").status_code == 404


def test_its_new_superior_does_not_see_how_it_was_elsewhere(changed: World) -> None:
    neighbour = changed.client("neighbour")

    assert get(neighbour, f"/organisations/{changed['branch'].pk}/").status_code == 404


def test_lists_and_the_api_say_the_same(changed: World) -> None:
    client, branch = changed.client("orgoffice"), changed["branch"]

    listed = get(client, "/api/v1/organisations", q="智能农机").json()["items"]
    one = get(client, f"/api/v1/organisations/{branch.pk}").json()
    posts = get(client, "/api/v1/appointments", organisation=str(branch.pk)).json()["items"]

    assert [(item["id"], item["name"], item["url"]) for item in listed] == [
        (branch.pk, "智能农机教师党支部", f"/organisations/{branch.pk}/?on={THEN}")
    ]
    assert (one["name"], one["path"], one["actions"]) == ("智能农机教师党支部", branch.path, [])
    assert [(post["person"], post["organisation"], post["until"]) for post in posts] == [
        ("沈砚秋", "智能农机教师党支部", None)
    ]
    page = get(client, "/organisations/list/", parent=str(changed["faculty_party"].pk)).content.decode()
    assert "智能农机教师党支部" in page
    assert "新设支部" not in page


def test_people_are_listed_where_they_belonged(changed: World) -> None:
    answers = [get(changed.client("orgoffice"), "/people/", q="喻清川")]
    with clock_at(TODAY + DAY):
        answers.append(changed.client("orgoffice").get("/people/?q=喻清川"))

    cells = [answer.content.decode() for answer in answers]
    assert ["智能农机教师党支部" in cell for cell in cells] == [True, False]
    assert get(changed.client("orgoffice"), "/people/", on=date(2024, 8, 31)).status_code == 200
    nobody = get(changed.client("orgoffice"), "/api/v1/people", on=date(2024, 8, 31)).json()["items"]
    assert nobody == []


@pytest.mark.parametrize(
    "address",
    ["/organisations/", "/organisations/list/", "/organisations/coverage/", "/people/", "/measures/"],
)
@pytest.mark.parametrize(
    ("on", "says"), [("2025-13-01", "日期写成"), ("昨天", "日期写成"), ("2999-01-01", "还没到这一天")]
)
def test_a_day_that_cannot_be_told_is_refused_by_name(world: World, address: str, on: str, says: str) -> None:
    answer = world.client("orgoffice").get(address, {"on": on})

    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_list_that_knows_the_present_alone_says_so(world: World) -> None:
    answer = world.client("orgoffice").get("/api/v1/planned-changes", {"on": "2025-12-31"})

    assert answer.status_code == 200
    answer = world.client("orgoffice").get("/ledger/", {"on": "2025-12-31"})
    assert (answer.status_code, "只有现在的样子" in answer.content.decode()) == (422, True)


def test_a_day_costs_a_fixed_number_of_questions(changed: World, django_assert_max_num_queries: Any) -> None:
    client = changed.client("orgoffice")
    for address in ("/organisations/", "/organisations/list/", f"/organisations/{changed['branch'].pk}/"):
        get(client, address)
        with django_assert_max_num_queries(18):
            get(client, address)
