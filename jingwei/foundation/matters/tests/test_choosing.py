"""Whom a task is given to and whom a matter is joined with, where there are thousands of them."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from jingwei.foundation.matters.models import Matter, Task
from jingwei.foundation.organisations.actions import found_organisation
from tests.support.matters import story_at
from tests.support.world import BUILDER, World


def suggested(answer: Any) -> list[str]:
    return [
        each.get("value") for each in html.fromstring(f"<div>{answer.content.decode()}</div>").iter("option")
    ]


def many(world: World, count: int) -> None:
    for number in range(count):
        name = f"第{number:02d}研究所"
        found_organisation(world["faculty"], actor=BUILDER, kind="team", code=f"t{number:02d}", name=name)


def test_the_page_of_a_matter_does_not_read_the_people(world: World) -> None:
    with story_at(world, "deploying") as story, CaptureQueriesContext(connection) as asked:
        body = world.client("branch").get(f"/matters/{story.matter.pk}/").content.decode()

    assert f'hx-get="/matters/{story.matter.pk}/assign-task/?suggest=person"' in body
    assert [q["sql"] for q in asked if 'FROM "people_person"' in q["sql"]] == []


def test_a_task_is_offered_to_those_one_may_see(world: World) -> None:
    with story_at(world, "implementing") as story:
        client, url = world.client("branch"), f"/matters/{story.matter.pk}/assign-task/"
        seen = suggested(client.get(url, {"suggest": "person", "person": "喻"}))
        unseen = suggested(client.get(url, {"suggest": "person", "person": "卫长风"}))
        sent = client.post(url, {"title": "借车", "person": "卫长风", "due": "2026-06-01"})
        refused = world.client("neighbour").get(url, {"suggest": "person", "person": "喻"})

    assert (seen, unseen) == ([f"喻清川　{world.people['member'].code}"], [])
    assert (sent.status_code, 'value="卫长风"' in sent.content.decode(), refused.status_code) == (
        422,
        True,
        404,
    )
    assert not Task.objects.filter(title="借车").exists()


def test_where_partners_are_many_the_linked_one_is_named_already_and_comes_first(world: World) -> None:
    many(world, 13)
    client = world.client("branch")

    page = html.fromstring(client.get("/matters/new/").content.decode())
    line = page.xpath("//input[@name='partner']")[0]
    offered = suggested(client.get("/matters/new/", {"suggest": "partner"}))

    assert (line.get("type"), line.get("value"), len(offered)) == ("text", "农机装备研究所　team", 12)
    assert offered[0] == "农机装备研究所　team"
    assert suggested(client.get("/matters/new/", {"suggest": "partner", "partner": "第03"})) == [
        "第03研究所　t03"
    ]


def test_the_partner_in_the_address_is_named(world: World) -> None:
    many(world, 13)
    asked = world["other_team"].pk
    page = html.fromstring(world.client("branch").get(f"/matters/new/?partner={asked}").content.decode())

    assert page.xpath("//input[@name='partner']")[0].get("value") == "边贸语言服务队　other_team"


def test_a_foreign_partner_is_not_found(world: World) -> None:
    typed = {"title": "联办", "type": "general", "partner": world["foreign_faculty"].name}

    answer = world.client("branch").post("/matters/new/", typed)

    assert (answer.status_code, "没有找到“临江数学学院”。" in answer.content.decode()) == (422, True)
    assert Matter.objects.count() == 0


def listed(client: Any, **asked: str) -> tuple[int, str, list[str]]:
    """The status, what the field says, and the numbers of the matters or the sentence instead of them."""
    answer = client.get("/matters/", asked)
    page = html.fromstring(answer.content.decode())
    rows = page.xpath("//*[@class='woven-rows']/li") or page.xpath("//*[contains(@class, 'empty')]//p")
    return (
        answer.status_code,
        page.xpath("//input[@name='organisation']")[0].get("value"),
        [" ".join(row.text_content().split()) for row in rows],
    )


def test_the_list_is_narrowed_to_an_organisation_by_its_name(world: World) -> None:
    faculty = world["faculty"]
    with story_at(world, "planning") as story:
        client = world.client("orgoffice")
        offered = suggested(
            client.get("/matters/", {"suggest": "organisation", "organisation": faculty.name})
        )
        name = f"{faculty.name}　{faculty.code}"
        by_name = listed(client, organisation=name)
        by_id = listed(client, organisation=str(faculty.pk))
        beside = listed(client, organisation=str(world["other_faculty"].pk))

    assert name in offered
    assert by_name == by_id
    assert (by_name[:2], len(by_name[2])) == ((200, name), 1)
    assert story.matter.title in by_name[2][0]
    assert beside[2] == ["没有符合条件的事项。"]


def test_an_organisation_that_is_not_there_is_told_and_stays_in_its_field(world: World) -> None:
    client = world.client("orgoffice")
    sentence = "没有找到“月亮学院”。请从提示里选，或者写编号。"

    assert listed(client, organisation="月亮学院") == (422, "月亮学院", [sentence])
    assert client.get("/api/v1/matters", {"organisation": "月亮学院"}).json()["errors"] == [
        {"field": "organisation", "message": sentence}
    ]
    assert suggested(client.get("/matters/", {"suggest": "organisation", "organisation": "临江"})) == []
