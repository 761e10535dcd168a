"""`matters.add_goal`: what will be counted, from where, up to where."""

from __future__ import annotations

from decimal import Decimal

from jingwei.foundation.matters.actions import add_goal, agree_plan
from tests.support.matters import story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World

GOAL = {"text": "服务 4200 亩", "measure": "面积", "unit_word": "亩", "target": Decimal(4200)}


def test_a_goal_is_added_and_the_plan_is_agreed_anew(world: World) -> None:
    with story_at(world) as story:
        agree_plan(story.matter, actor=story.secretary)
        goal = add_goal(story.matter, actor=story.head, baseline=Decimal(0), **GOAL)

        record = last_record(story)
        assert (goal.current, goal.reached) == (Decimal(0), None)
        assert gist(record) == ("matters.add_goal", f"goal:{goal.pk}", "", "")
        assert record.sentence() == "乔望北定了目标：服务 4200 亩，面积达到 4200亩"
        assert not story.matter.agreements.exists()


def test_it_is_refused(world: World) -> None:
    with story_at(world) as story:
        with refused(403, "no-grant"):
            add_goal(story.matter, actor=story.actor("member"), **GOAL)
        with refused(422, "invalid"):
            add_goal(story.matter, actor=story.head, **GOAL | {"unit_word": ""})
    with story_at(world, "deploying") as story, refused(409, "step-not-open"):
        add_goal(story.matter, actor=story.head, **GOAL)


def test_over_the_api(world: World) -> None:
    with story_at(world) as story:
        added = post(story, "head", f"matters/{story.matter.pk}/add-goal", GOAL | {"target": "4200"})

        assert added.status_code == 200
        assert [goal["text"] for goal in added.json()["goals"]][-1] == "服务 4200 亩"
