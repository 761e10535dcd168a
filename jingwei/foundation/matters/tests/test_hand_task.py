"""`matters.hand_task`: a task goes into other hands, by who gives out the tasks of its side."""

from __future__ import annotations

from datetime import date

import pytest

from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.matters.actions import (
    agree_deployment,
    assign_task,
    finish_task,
    hand_task,
    return_task,
)
from jingwei.kernel.errors import NotFound
from tests.support.matters import story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World


def test_what_came_back_is_open_again_in_other_hands(world: World) -> None:
    with story_at(world, "implementing") as story:
        task = return_task(story.tasks["party"], actor=story.actor("member"), reason="在外地")
        task = hand_task(task, actor=story.secretary, person=world.people["organizer"])

        record = last_record(story)
        assert (task.state, task.person, task.answer_reason) == ("open", world.people["organizer"], "")
        assert gist(record) == ("matters.hand_task", f"task:{task.pk}", "party", "")
        assert world.people["organizer"].name not in record.data
        told = sentences(list(records_about(story.matter)))[-1][1]
        assert told == f"沈砚秋把“{task.title}”改交给{world.people['organizer'].name}"


def test_while_work_is_being_given_out_both_sides_agree_anew(world: World) -> None:
    with story_at(world, "deploying") as story:
        for actor in (story.secretary, story.head):
            assign_task(story.matter, actor=actor, title="借车", due=date(2026, 4, 20), post="组长")
        agree_deployment(story.matter, actor=story.head)
        task = story.matter.tasks.filter(side="party").latest("pk")

        task = hand_task(task, actor=story.secretary, person=world.people["member"])

        assert (task.post, story.matter.agreements.filter(stage="deploying").exists()) == ("", False)


def test_it_is_refused(world: World) -> None:
    with story_at(world, "implementing") as story:
        task, other = story.tasks["party"], world.people["organizer"]
        with refused(403, "no-grant"):
            hand_task(task, actor=story.actor("member"), person=other)
        with refused(403, "rule", says="另一侧"):
            hand_task(task, actor=story.head, person=other)
        with refused(403, "rule", says="已经在"):
            hand_task(task, actor=story.secretary, person=world.people["member"])
        with pytest.raises(NotFound):
            hand_task(task, actor=story.secretary, person=world.people["outsider"])
        finish_task(task, actor=story.actor("member"))
        with refused(409, "step-not-open", says="已做完"):
            hand_task(task, actor=story.secretary, person=other)


def test_by_page_the_person_is_named(world: World) -> None:
    with story_at(world, "implementing") as story:
        client, task = world.client("branch"), story.tasks["party"]
        at = f"/matters/{story.matter.pk}/tasks/{task.pk}/hand-task/"
        wrong = client.post(at, {"person": "没有这个人"})
        done = client.post(at, {"person": world.people["organizer"].code})

        assert (wrong.status_code, 'value="没有这个人"' in wrong.content.decode()) == (422, True)
        assert (done.status_code, done["Location"]) == (303, f"/matters/{story.matter.pk}/")
        task.refresh_from_db()
        assert task.person == world.people["organizer"]


def test_over_the_api_it_goes_to_those_one_may_see(world: World) -> None:
    with story_at(world, "implementing") as story:
        path = f"tasks/{story.tasks['unit'].pk}/hand-task"
        unseen, done = (
            post(story, "head", path, {"person_id": world.people[who].pk}) for who in ("outsider", "head")
        )

        assert (unseen.status_code, done.status_code, done.json()["state"]) == (404, 200, "open")
