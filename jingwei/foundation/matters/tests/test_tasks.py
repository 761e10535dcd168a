"""`matters.assign_task` and `matters.finish_task`: the work in somebody's hands, on each side."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.matters.actions import agree_deployment, assign_task, finish_task
from jingwei.foundation.people.models import Person
from jingwei.kernel.errors import NotFound
from tests.support.matters import story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World

TASK: dict[str, Any] = {"title": "联系合作社", "due": date(2026, 4, 20)}


def test_a_task_goes_to_a_person_whose_name_is_kept_aside(world: World) -> None:
    with story_at(world, "deploying") as story:
        task = assign_task(story.matter, actor=story.secretary, person=world.people["member"], **TASK)

        record = last_record(story)
        assert (task.side, task.state) == ("party", "open")
        assert gist(record) == ("matters.assign_task", f"task:{task.pk}", "party", "")
        assert "喻清川" not in record.data
        assert (
            sentences(list(records_about(story.matter)))[-1][1]
            == "沈砚秋把“联系合作社”交给喻清川，2026-04-20 前"
        )


def test_a_new_task_asks_both_sides_anew(world: World) -> None:
    with story_at(world, "deploying") as story:
        for actor in (story.secretary, story.head):
            assign_task(story.matter, actor=actor, post="组长", **TASK)
        agree_deployment(story.matter, actor=story.head)

        assign_task(story.matter, actor=story.head, post="试验员", **TASK)

        assert not story.matter.agreements.filter(stage="deploying").exists()


def test_a_task_given_out_later_leaves_the_agreements_as_they_are(world: World) -> None:
    with story_at(world, "implementing") as story:
        assign_task(story.matter, actor=story.head, post="试验员", **TASK)

        assert story.matter.agreements.filter(stage="deploying").count() == 2


def test_assigning_is_refused(world: World) -> None:
    with story_at(world, "deploying") as story:
        with refused(403, "no-grant"):
            assign_task(story.matter, actor=story.actor("member"), post="组长", **TASK)
        with refused(403, "no-grant"):
            assign_task(story.matter, actor=story.secretary, side="unit", post="组长", **TASK)
        with refused(422, "invalid"):
            assign_task(story.matter, actor=story.secretary, **TASK)
        with pytest.raises(NotFound):
            assign_task(story.matter, actor=story.secretary, person=world.people["outsider"], **TASK)
    with story_at(world) as story, refused(409, "step-not-open"):
        assign_task(story.matter, actor=story.secretary, post="组长", **TASK)


@pytest.mark.parametrize(("account", "side"), [("member", "party"), ("branch", "party"), ("teacher", "unit")])
def test_it_is_finished_by_whom_it_was_given_to_or_by_who_gives_out_tasks(
    world: World, account: str, side: str
) -> None:
    with story_at(world, "implementing", today=date(2026, 4, 18)) as story:
        task = finish_task(story.tasks[side], actor=story.actor(account))

        assert (task.state, task.done_on) == ("done", date(2026, 4, 18))
        assert gist(last_record(story)) == ("matters.finish_task", f"task:{task.pk}", side, "on-time")


def test_finishing_is_refused(world: World) -> None:
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


def test_over_the_api_a_task_is_given_and_done(world: World) -> None:
    with story_at(world, "implementing") as story:
        person: Person = world.people["teacher"]
        body = {"title": "联系合作社", "due": "2026-06-01", "person_id": person.pk}
        given = post(story, "head", f"matters/{story.matter.pk}/assign-task", body)
        unseen = post(
            story,
            "head",
            f"matters/{story.matter.pk}/assign-task",
            body | {"person_id": world.people["outsider"].pk},
        )
        newest = next(t for t in given.json()["tasks"] if t["title"] == "联系合作社")
        done = post(story, "teacher", f"tasks/{newest['id']}/finish-task")

        assert (given.status_code, unseen.status_code, done.status_code) == (200, 404, 200)
        assert done.json()["state"] == "done"
