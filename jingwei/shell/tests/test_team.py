"""The team: what hangs with whom and where, for who gives out the work; in order of names, whatever the tree's size."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from lxml import html

from jingwei.foundation.matters.actions import assign_task, note_deed, return_task
from jingwei.shell.desk import team_of
from tests.support.matters import story_at
from tests.support.world import World

TODAY = date(2026, 4, 20)


def lines(client: Any) -> dict[str, list[str]]:
    """What the page says, by whom or where it hangs."""
    page = html.fromstring(client.get("/team/").content.decode())
    return {
        row.xpath("th")[0].text_content(): [" ".join(li.text_content().split()) for li in row.iter("li")]
        for row in page.xpath("//main//tbody/tr")
    }


def test_a_branch_secretary_sees_each_task_with_who_has_it(world: World) -> None:
    with story_at(world, "implementing", today=TODAY) as story:
        for title, due in (("写通讯", date(2026, 4, 19)), ("借车", date(2026, 4, 25))):
            assign_task(
                story.matter, actor=story.secretary, title=title, due=due, person=world.people["organizer"]
            )
        return_task(story.tasks["party"], actor=story.actor("member"), reason="在外地")

        told = lines(world.client("branch"))

    assert told[world.people["organizer"].name] == ["写通讯 4月19日 前 过期", "借车 4月25日 前"]
    assert [line.split()[-1] for line in told["喻清川"]] == ["退回来了"]
    assert list(told) == sorted(told)


def test_above_it_is_told_by_organisation_and_kind(world: World) -> None:
    with story_at(world, "implementing", today=date(2026, 5, 2)) as story:
        note_deed(story.matter, actor=story.actor("teacher"), text="农机到田")
        places = team_of(world.actor("faculty"))

        assert [(p.where, [(t.what, t.count, t.late) for t in p.things]) for p in places] == [
            (world["branch"].name, [("任务", 1, 1), ("等认可的一笔", 1, 0)])
        ]
        assert places[0].late == 1


@pytest.mark.parametrize("account", ["member", "orgoffice", "student", "sysadmin"])
def test_who_gives_out_no_work_has_no_such_page(world: World, account: str) -> None:
    client = world.client(account)

    assert client.get("/team/").status_code == 403
    assert "/team/" not in client.get("/").content.decode()


def test_another_side_and_another_university_stay_apart(world: World) -> None:
    with story_at(world, "implementing", today=TODAY) as story:
        seen = {account: lines(world.client(account)) for account in ("head", "outsider")}

        assert [story.tasks["unit"].title in str(told) for told in seen.values()] == [True, False]
        assert story.tasks["party"].title not in str(seen)


@pytest.mark.parametrize("tasks", [1, 30])
def test_it_asks_the_same_however_much_hangs(
    world: World, tasks: int, django_assert_num_queries: Any
) -> None:
    with story_at(world, "implementing", today=TODAY) as story:
        for number in range(tasks):
            assign_task(story.matter, actor=story.secretary, title=f"事{number}", due=TODAY, post="组长")
        client = world.client("faculty")
        client.get("/team/")

        with django_assert_num_queries(12):
            client.get("/team/")
