"""`matters.agree_deployment`: the second gate; work begins when both sides have tasks and agree."""

from __future__ import annotations

from datetime import date

from jingwei.foundation.matters.actions import agree_deployment, assign_task
from jingwei.foundation.matters.rules import missing_for
from tests.support.matters import story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World

DAY = date(2026, 4, 20)


def test_both_sides_need_a_task_and_agree(world: World) -> None:
    with story_at(world, "deploying") as story:
        with refused(409, "gate-shut", clause="4.1a", says="党建侧还没有分到人"):
            agree_deployment(story.matter, actor=story.secretary)
        assign_task(story.matter, actor=story.secretary, title="下田", due=DAY, post="队长")
        with refused(409, "gate-shut", says="业务侧还没有分到人"):
            agree_deployment(story.matter, actor=story.secretary)
        assign_task(story.matter, actor=story.head, title="标定", due=DAY, post="组长")

        first = agree_deployment(story.matter, actor=story.head)
        assert (first.state, missing_for(first)) == ("deploying", "党建侧还没有同意。")
        assert gist(last_record(story)) == ("matters.agree_deployment", "", "unit", "")
        with refused(403, "rule", says="已经同意"):
            agree_deployment(story.matter, actor=story.head)

        assert agree_deployment(story.matter, actor=story.secretary).state == "implementing"
        assert last_record(story).values == {"complete": True}


def test_it_is_refused(world: World) -> None:
    with story_at(world, "deploying") as story, refused(403, "no-grant"):
        agree_deployment(story.matter, actor=story.actor("teacher"))
    with story_at(world) as story, refused(409, "step-not-open", says="同谋划"):
        agree_deployment(story.matter, actor=story.secretary)


def test_over_the_api(world: World) -> None:
    with story_at(world, "deploying") as story:
        assign_task(story.matter, actor=story.secretary, title="下田", due=DAY, post="队长")
        assign_task(story.matter, actor=story.head, title="标定", due=DAY, post="组长")

        answer = post(story, "branch", f"matters/{story.matter.pk}/agree-deployment")

        assert (answer.status_code, answer.json()["missing"]) == (200, "业务侧还没有同意。")
