"""What to do first about the balance: only what is open in the records, each leading to where it begins."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.foundation.matters import actions
from jingwei.foundation.organisations.actions import uncover_unit
from tests.support.matters import HELD, Story, opened, plan, story_at
from tests.support.page import of_class, said
from tests.support.world import World

LATER = date(2026, 9, 15)


def steps(world: World, who: str = "branch") -> list[tuple[str, str, str]]:
    """Kind, side and address of each thing to do, at a day when matters have had time."""
    with clock_at(LATER):
        answer = world.client(who).get("/api/v1/measures/weave")
    assert answer.status_code == 200, answer.content
    return [(each["kind"], each["side"], each["url"]) for each in answer.json()["steps"]]


def noted(story: Story, side: str, **values: Any) -> Any:
    who = {"party": "member", "unit": "teacher"}[side]
    return actions.note_deed(story.matter, actor=story.actor(who), text="台架试验三轮，完成标定", **values)


def test_nothing_is_invented(world: World) -> None:
    assert steps(world) == []
    with clock_at(LATER):
        page = world.client("branch").get("/measures/weave/")
    assert "眼下没有卡在一侧的事" in page.content.decode()


def test_a_plan_that_one_side_agreed_to_waits_for_the_other(world: World) -> None:
    with clock_at(HELD):
        story = opened(world)
        plan(story)
        assert steps(world) == []
        actions.agree_plan(story.fresh(), actor=story.head)

    assert steps(world) == [("unagreed", "party", f"/matters/{story.matter.pk}/")]


def test_a_matter_without_either_part_is_asked_for_once(world: World) -> None:
    with story_at(world, "implementing") as story:
        pass

    assert steps(world) == [("unchanged", "party", f"/matters/{story.matter.pk}/")]


def test_a_result_that_waits_comes_first(world: World) -> None:
    with story_at(world, "implementing") as story:
        noted(story, "party", changed="decision")
        assert steps(world) == [("unproved", "unit", f"/matters/{story.matter.pk}/")]
        result = noted(story, "unit", kind="outcome")

    assert steps(world) == [("unanswered", "unit", f"/matters/{story.matter.pk}/#deed-{result.pk}")]


def test_a_closed_matter_asks_for_nothing(world: World) -> None:
    with story_at(world, "closed"):
        pass

    assert steps(world) == []


def test_a_unit_without_coverage_is_named_to_whom_it_belongs(world: World) -> None:
    before = steps(world, "faculty")
    with clock_at(HELD):
        uncover_unit(world["branch"], actor=world.actor("orgoffice"), unit=world["team"], until=HELD)

    after = steps(world, "faculty")
    assert [each for each in after if each not in before] == [
        ("uncovered", "party", "/organisations/coverage/")
    ]


def test_nobody_is_told_of_matters_that_are_not_theirs(world: World) -> None:
    with story_at(world, "implementing"):
        pass

    for who in ("outsider", "neighbour"):
        assert [each for each in steps(world, who) if each[0] != "uncovered"] == []


def test_an_earlier_day_asks_for_nothing(world: World) -> None:
    with story_at(world, "implementing"):
        pass

    with clock_at(LATER):
        page = world.client("branch").get("/measures/weave/?on=2026-08-31")
    assert of_class(page, "weave-steps") == []
    assert "那时候该做什么，现在不说" in page.content.decode()


@pytest.mark.parametrize("who", ["branch", "head"])
def test_the_page_shows_each_with_its_act(world: World, who: str) -> None:
    with story_at(world, "implementing") as story:
        noted(story, "unit", kind="outcome")

    with clock_at(LATER):
        (listed,) = of_class(world.client(who).get("/measures/weave/"), "weave-steps")
    assert [said(each) for each in listed.findall("li/a")] == [
        "去认可台架试验三轮，完成标定",
        "去记一笔春耕智能农机驻点服务",
    ]
