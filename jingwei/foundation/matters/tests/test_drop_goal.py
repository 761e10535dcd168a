"""`matters.drop_goal`: a goal leaves the plan; the record keeps what it was."""

from __future__ import annotations

import pytest

from jingwei.foundation.matters.actions import drop_goal, reopen_plan
from jingwei.foundation.matters.models import Goal
from jingwei.kernel.errors import NotFound
from tests.support.matters import opened, story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World


def test_a_goal_is_dropped_and_the_record_keeps_it(world: World) -> None:
    with story_at(world) as story:
        assert story.goal is not None
        drop_goal(story.matter, actor=story.head, goal_id=story.goal.pk)

        record = last_record(story)
        assert gist(record) == ("matters.drop_goal", f"goal:{story.goal.pk}", "", "")
        assert record.values["target"] == "3"
        assert not Goal.objects.filter(matter=story.matter).exists()


def test_one_that_both_sides_had_agreed_to_is_remembered_as_dropped(world: World) -> None:
    with story_at(world, "deploying") as story:
        assert story.goal is not None
        reopen_plan(story.matter, actor=story.head, reason="换了做法")
        drop_goal(story.fresh(), actor=story.head, goal_id=story.goal.pk)

        assert gist(last_record(story)) == ("matters.drop_goal", f"goal:{story.goal.pk}", "", "dropped")


def test_it_is_refused(world: World) -> None:
    with story_at(world) as story:
        assert story.goal is not None
        with refused(403, "no-grant"):
            drop_goal(story.matter, actor=story.actor("member"), goal_id=story.goal.pk)
        elsewhere = opened(world).matter
        with pytest.raises(NotFound):
            drop_goal(elsewhere, actor=story.head, goal_id=story.goal.pk)
    with story_at(world, "deploying") as story:
        assert story.goal is not None
        with refused(409, "step-not-open"):
            drop_goal(story.matter, actor=story.head, goal_id=story.goal.pk)


def test_over_the_api_a_resent_drop_is_answered_as_before(world: World) -> None:
    with story_at(world) as story:
        assert story.goal is not None
        path, dropping = f"matters/{story.matter.pk}/drop-goal", {"goal_id": story.goal.pk}
        dropped = [post(story, "head", path, dropping, **{"Idempotency-Key": "d"}) for _ in range(2)]

        assert [(each.status_code, each.json()["goals"]) for each in dropped] == [(200, [])] * 2
