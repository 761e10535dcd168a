"""`matters.judge_goal`: a goal against its figure, by an outsider."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jingwei.foundation.matters.actions import add_goal, judge_goal
from jingwei.foundation.matters.models import Goal
from tests.support.matters import Story, story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World


def goal_of(story: Story) -> Goal:
    assert story.goal is not None
    return story.goal


@pytest.mark.parametrize(("figure", "result"), [("2.8", "reached"), ("3", "reached"), ("3.1", "missed")])
def test_the_figure_decides_downwards_from_its_baseline(world: World, figure: str, result: str) -> None:
    with story_at(world, "inspecting") as story:
        goal = judge_goal(goal_of(story), actor=story.inspector, figure=Decimal(figure))

        assert (goal.current, goal.reached) == (Decimal(figure), result == "reached")
        assert gist(last_record(story)) == ("matters.judge_goal", f"goal:{goal.pk}", "", result)
        assert last_record(story).values["figure"] == figure


def test_without_a_baseline_more_is_reached(world: World) -> None:
    with story_at(world) as story:
        goal = add_goal(
            story.matter, actor=story.head, text="服务", measure="面积", unit_word="亩", target=Decimal(4200)
        )

        assert [goal.reached_by(Decimal(figure)) for figure in (4199, 4200, 5000)] == [False, True, True]


def test_otherwise_than_the_figure_only_with_a_reason(world: World) -> None:
    with story_at(world, "inspecting") as story:
        with refused(422, "invalid"):
            judge_goal(goal_of(story), actor=story.inspector, figure=Decimal(4), reached=True)
        goal = judge_goal(
            goal_of(story), actor=story.inspector, figure=Decimal(4), reached=True, reason="按新口径算"
        )

        assert (goal.reached, last_record(story).values["reason"]) == (True, "按新口径算")


def test_it_is_refused(world: World) -> None:
    with story_at(world, "inspecting") as story:
        for account in ("branch", "head", "member"):
            with refused(403, "no-grant"):
                judge_goal(goal_of(story), actor=story.actor(account), figure=Decimal(2))
        with refused(403, "rule", clause="4.1a"):
            judge_goal(goal_of(story), actor=story.actor("organizer"), figure=Decimal(2))
    with story_at(world, "implementing") as story, refused(409, "step-not-open", says="同落实"):
        judge_goal(goal_of(story), actor=story.inspector, figure=Decimal(2))


def test_over_the_api(world: World) -> None:
    with story_at(world, "inspecting") as story:
        answer = post(story, "orgoffice", f"goals/{goal_of(story).pk}/judge-goal", {"figure": "2.8"})

        assert (answer.status_code, answer.json()["reached"]) == (200, True)
