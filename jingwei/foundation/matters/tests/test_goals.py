"""`matters.add_goal` and `matters.drop_goal`: what will be counted."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jingwei.foundation.matters.actions import add_goal, agree_plan, drop_goal
from jingwei.foundation.matters.models import Goal
from jingwei.kernel.errors import NotFound
from tests.support.matters import opened, story_at
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


def test_a_goal_is_dropped_and_the_record_keeps_it(world: World) -> None:
    with story_at(world) as story:
        assert story.goal is not None
        drop_goal(story.matter, actor=story.head, goal_id=story.goal.pk)

        record = last_record(story)
        assert gist(record) == ("matters.drop_goal", f"goal:{story.goal.pk}", "", "")
        assert record.values["target"] == "3"
        assert not Goal.objects.filter(matter=story.matter).exists()


def test_they_are_refused(world: World) -> None:
    with story_at(world) as story:
        assert story.goal is not None
        with refused(403, "no-grant"):
            add_goal(story.matter, actor=story.actor("member"), **GOAL)
        with refused(403, "no-grant"):
            drop_goal(story.matter, actor=story.actor("member"), goal_id=story.goal.pk)
        with refused(422, "invalid"):
            add_goal(story.matter, actor=story.head, **GOAL | {"unit_word": ""})
        elsewhere = opened(world).matter
        with pytest.raises(NotFound):
            drop_goal(elsewhere, actor=story.head, goal_id=story.goal.pk)
    with story_at(world, "deploying") as story:
        assert story.goal is not None
        with refused(409, "step-not-open"):
            add_goal(story.matter, actor=story.head, **GOAL)
        with refused(409, "step-not-open"):
            drop_goal(story.matter, actor=story.head, goal_id=story.goal.pk)


def test_over_the_api_a_resent_drop_is_answered_as_before(world: World) -> None:
    with story_at(world) as story:
        assert story.goal is not None
        path = f"matters/{story.matter.pk}"
        added = post(story, "head", f"{path}/add-goal", GOAL | {"target": "4200"})
        dropping = {"goal_id": story.goal.pk}
        dropped = [
            post(story, "head", f"{path}/drop-goal", dropping, **{"Idempotency-Key": "d"}) for _ in range(2)
        ]

        assert added.status_code == 200
        assert [each.status_code for each in dropped] == [200, 200]
        assert [goal["text"] for goal in dropped[1].json()["goals"]] == ["服务 4200 亩"]
