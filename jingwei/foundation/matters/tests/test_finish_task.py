"""`matters.finish_task`: whoever has the work says that it is done."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingwei.foundation.matters.actions import assign_task, finish_task
from tests.support.matters import story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World

TASK: dict[str, Any] = {"title": "联系合作社", "due": date(2026, 4, 20)}


@pytest.mark.parametrize(("account", "side"), [("member", "party"), ("branch", "party"), ("teacher", "unit")])
def test_it_is_finished_by_whom_it_was_given_to_or_by_who_gives_out_tasks(
    world: World, account: str, side: str
) -> None:
    with story_at(world, "implementing", today=date(2026, 4, 18)) as story:
        task = finish_task(story.tasks[side], actor=story.actor(account))

        assert (task.state, task.done_on) == ("done", date(2026, 4, 18))
        assert gist(last_record(story)) == ("matters.finish_task", f"task:{task.pk}", side, "on-time")


def test_it_is_refused(world: World) -> None:
    with story_at(world, "implementing") as story:
        with refused(403, "no-grant"):
            finish_task(story.tasks["party"], actor=story.actor("student"))
        with refused(403, "rule", says="另一侧"):
            finish_task(story.tasks["party"], actor=story.actor("teacher"))
        other = assign_task(story.matter, actor=story.secretary, person=world.people["organizer"], **TASK)
        with refused(403, "rule", says="别人"):
            finish_task(other, actor=story.actor("member"))
        finish_task(other, actor=story.secretary)
        with refused(409, "step-not-open", says="已做完"):
            finish_task(other, actor=story.secretary)
    with story_at(world, "deploying") as story:
        early = assign_task(story.matter, actor=story.secretary, post="组长", **TASK)
        with refused(409, "step-not-open", says="同部署"):
            finish_task(early, actor=story.secretary)


def test_over_the_api(world: World) -> None:
    with story_at(world, "implementing") as story:
        done = post(story, "teacher", f"tasks/{story.tasks['unit'].pk}/finish-task")

        assert (done.status_code, done.json()["state"]) == (200, "done")
