"""`matters.reopen_plan`: back to planning, with a reason; what was agreed no longer counts."""

from __future__ import annotations

from jingwei.foundation.matters.actions import agree_plan, reopen_plan
from tests.support.matters import story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World


def test_both_sides_agree_anew(world: World) -> None:
    with story_at(world, "deploying") as story:
        matter = reopen_plan(story.matter, actor=story.head, reason="地块换了")

        assert (matter.state, matter.agreements.count()) == ("planning", 0)
        assert gist(last_record(story)) == ("matters.reopen_plan", "", "", "")
        assert last_record(story).values == {"reason": "地块换了"}
        assert agree_plan(matter, actor=story.head).state == "planning"


def test_it_is_refused(world: World) -> None:
    with story_at(world, "deploying") as story:
        with refused(403, "no-grant"):
            reopen_plan(story.matter, actor=story.actor("teacher"), reason="想改")
        with refused(422, "invalid"):
            reopen_plan(story.matter, actor=story.head, reason=" ")
    with story_at(world, "implementing") as story, refused(409, "step-not-open"):
        reopen_plan(story.matter, actor=story.head, reason="想改")


def test_over_the_api(world: World) -> None:
    with story_at(world, "deploying") as story:
        answer = post(story, "branch", f"matters/{story.matter.pk}/reopen-plan", {"reason": "地块换了"})

        assert (answer.status_code, answer.json()["state"]) == (200, "planning")
