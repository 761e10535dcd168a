"""`matters.set_points`: the three points are written before the plan is agreed (2.3)."""

from __future__ import annotations

from jingwei.foundation.matters.actions import agree_plan, set_points
from tests.support.matters import story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World

POINTS = {"combine": "在试验田", "effort": "抓播期", "contribute": "省种子"}


def test_they_are_kept_with_what_they_were(world: World) -> None:
    with story_at(world) as story:
        agree_plan(story.matter, actor=story.secretary)
        matter = set_points(story.matter, actor=story.head, **POINTS)

        record = last_record(story)
        assert (matter.combine, matter.effort, matter.contribute) == tuple(POINTS.values())
        assert gist(record) == ("matters.set_points", "", "", "")
        assert record.values["old"]["combine"] == "党员突击队建在播种监测样机攻关组"
        assert "|2.3|" in record.clauses
        assert not matter.agreements.exists()


def test_it_is_refused(world: World) -> None:
    with story_at(world) as story:
        with refused(403, "no-grant"):
            set_points(story.matter, actor=story.actor("teacher"), **POINTS)
        with refused(422, "invalid"):
            set_points(story.matter, actor=story.head, **POINTS | {"effort": " "})
    with story_at(world, "deploying") as story, refused(409, "step-not-open"):
        set_points(story.matter, actor=story.head, **POINTS)


def test_over_the_api(world: World) -> None:
    with story_at(world) as story:
        answer = post(story, "branch", f"matters/{story.matter.pk}/set-points", POINTS)

        assert (answer.status_code, answer.json()["combine"]) == (200, "在试验田")
