"""The desk: laid by what presses most, each thing with its act; put off and taken up again; calm when empty."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.foundation.matters.actions import assign_task, note_deed
from jingwei.kernel.desk import Waiting
from jingwei.kernel.errors import NotFound
from jingwei.shell.actions import put_off, take_up
from jingwei.shell.desk import Desk, desk_for, laid
from jingwei.shell.models import Snooze
from tests.support.matters import story_at
from tests.support.world import World

TODAY = date(2026, 4, 30)
THING = st.builds(
    Waiting,
    st.just("任务"),
    st.text("甲乙丙", min_size=1, max_size=3),
    st.just("因为"),
    st.just("/"),
    st.integers(0, 10),
    due=st.none() | st.dates(date(2026, 4, 1), date(2026, 6, 1)),
    answer=st.booleans(),
    known=st.booleans(),
    verb=st.just("matters.finish_task"),
    subject_id=st.integers(1, 10**6),
)


@given(st.lists(THING, max_size=12))
def test_nothing_is_lost_and_what_presses_comes_first(things: list[Waiting]) -> None:
    groups = laid(TODAY, things)
    items = [item for group in groups for item in group.items]

    assert sorted(map(id, items)) == sorted(map(id, things))
    assert [g.name for g in groups] == sorted(
        {g.name for g in groups}, key=("late", "today", "answer", "coming", "known").index
    )
    for group in groups:
        days = [item.due or date.max for item in group.items]
        assert days == sorted(days)
    assert all(item.due < TODAY for g in groups if g.name == "late" for item in g.items if item.due)
    assert not any(item.known for g in groups if g.name != "known" for item in g.items)


def tasks_of(world: World, story: Any, *due: date) -> list[Any]:
    return [
        assign_task(
            story.matter, actor=story.secretary, person=world.people["member"], title=f"事{n}", due=day
        )
        for n, day in enumerate(due)
    ]


def told(client: Any) -> dict[str, list[str]]:
    """The titles on the desk, by the heading above them."""
    page = html.fromstring(client.get("/").content.decode())
    return {
        heading.text_content(): [
            title.text_content() for title in heading.getnext().iter("h3") if title is not None
        ]
        for heading in page.xpath("//h2[@class='task-group']")
    }


def test_it_says_what_is_late_what_is_due_and_who_waits(world: World) -> None:
    with story_at(world, "implementing", today=TODAY) as story:
        tasks_of(world, story, TODAY + timedelta(days=9), TODAY, TODAY - timedelta(days=2))
        note_deed(story.matter, actor=story.actor("teacher"), text="农机到田")

        mine, theirs = told(world.client("member")), told(world.client("branch"))

    assert mine == {"过期了": ["组织突击队下田", "事2"], "今天到期": ["事1"], "接下来": ["事0"]}
    assert theirs["等你答复"] == ["农机到田"]


def test_one_press_settles_a_thing_and_leads_back_to_the_desk(world: World) -> None:
    with story_at(world, "implementing", today=TODAY) as story:
        (task,) = tasks_of(world, story, TODAY)
        client = world.client("member")
        page = html.fromstring(client.get("/").content.decode())
        (form,) = page.xpath(f"//form[contains(@action, '/tasks/{task.pk}/finish-task/')]")
        sent = {field.get("name"): field.get("value") for field in form.iter("input")}
        done = client.post(form.get("action"), sent, follow=True)

        assert done.redirect_chain == [("/", 303)]
        assert "做完了。" in done.content.decode()
        assert "今天到期" not in told(client)


def test_a_thing_is_put_off_by_its_owner_alone_and_comes_back(world: World) -> None:
    with story_at(world, "implementing", today=TODAY) as story:
        soon, pressing = tasks_of(world, story, TODAY + timedelta(days=9), TODAY)
        client, at = world.client("member"), f"/desk/matters.finish_task:{soon.pk}"
        titles = [t for found in told(client).values() for t in found]
        later = client.post(f"{at}/later/", {"to": "workday"})
        page = client.get("/").content.decode()

        assert {"事0", "事1"} <= set(titles)
        assert (later.status_code, later["Location"]) == (303, "/")
        assert "事0" not in [t for found in told(client).values() for t in found]
        # The first of May and the four days after it are holidays.
        assert "5月6日 再放回来" in page and f"{at}/again/" in page
        refused = [
            client.post(f"{at}/later/", {"to": "never"}),
            client.post(f"/desk/matters.finish_task:{pressing.pk}/later/", {"to": "week"}),
            world.client("branch").post(
                f"/desk/matters.finish_task:{pressing.pk}/later/", {"to": "tomorrow"}
            ),
        ]
        assert [r.status_code for r in refused] == [404, 404, 404]
        assert client.post(f"{at}/again/").status_code == 303
        assert "事0" in told(client)["接下来"]
        assert Snooze.objects.count() == 0


@pytest.mark.parametrize(("to", "until"), [("tomorrow", 1), ("workday", 6), ("week", 7)])
def test_what_was_put_off_lies_there_again_on_its_day(world: World, to: str, until: int) -> None:
    with story_at(world, "implementing", today=TODAY) as story:
        (task,) = tasks_of(world, story, TODAY + timedelta(days=20))
        actor, key = story.actor("member"), f"matters.finish_task:{task.pk}"
        put_off(actor, key, to)
        there = []
        for days in range(8):
            with clock_at(TODAY + timedelta(days=days)):
                there.append(key in [item.key for item in desk_for(actor).items])

        assert there == [days >= until for days in range(8)]
        with pytest.raises(NotFound):
            put_off(actor, key, to)
        take_up(actor, key)
        assert key in [item.key for item in desk_for(actor).items]


def test_an_empty_desk_is_calm(world: World) -> None:
    page = world.client("student").get("/").content.decode()

    assert "今天没有事等你" in page and "都办完了" in page and "task-group" not in page


def test_what_is_only_to_be_known_is_not_counted() -> None:
    thing = Waiting("通知", "甲", "因为", "/", 0, known=True)

    assert Desk(TODAY, laid(TODAY, [thing])).count == 0
