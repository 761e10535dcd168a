"""`matters.return_task`: whoever was given a task says that it is not theirs, and who gave it out hears why."""

from __future__ import annotations

from datetime import date

from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.matters.actions import assign_task, finish_task, return_task
from jingwei.foundation.matters.queries import waiting_for
from tests.support.matters import story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World

WHY = "这周在外地开会"


def test_it_comes_back_with_its_reason_which_is_kept_aside(world: World) -> None:
    with story_at(world, "implementing") as story:
        task = return_task(story.tasks["party"], actor=story.actor("member"), reason=WHY)

        record = last_record(story)
        assert (task.state, task.answer_reason) == ("returned", WHY)
        assert gist(record) == ("matters.return_task", f"task:{task.pk}", "party", "returned")
        assert WHY not in record.data
        told = sentences(list(records_about(story.matter)))[-1][1]
        assert told == f"喻清川退回了“{task.title}”，理由：{WHY}"


def test_it_lies_on_the_desk_of_who_gives_out_tasks_and_no_longer_on_the_own(world: World) -> None:
    with story_at(world, "implementing") as story:
        task = return_task(story.tasks["party"], actor=story.actor("member"), reason=WHY)
        mine = [w for w in waiting_for(story.actor("member")) if w.subject_id == task.pk and "task" in w.verb]
        theirs = [w for w in waiting_for(story.secretary) if w.verb == "matters.hand_task"]

        assert mine == []
        assert [(w.subject_id, w.why, w.answer) for w in theirs] == [(task.pk, f"喻清川退回了：{WHY}", True)]
        assert [w.verb for w in waiting_for(story.head) if w.verb == "matters.hand_task"] == []


def test_it_is_refused(world: World) -> None:
    with story_at(world, "implementing") as story:
        task = story.tasks["party"]
        with refused(403, "no-grant"):
            return_task(task, actor=story.actor("student"), reason=WHY)
        for somebody in (story.secretary, story.actor("teacher")):
            with refused(403, "rule", says="分到这项任务的人"):
                return_task(task, actor=somebody, reason=WHY)
        with refused(422, "invalid"):
            return_task(task, actor=story.actor("member"), reason="  ")
        finish_task(task, actor=story.actor("member"))
        with refused(409, "step-not-open", says="已做完"):
            return_task(task, actor=story.actor("member"), reason=WHY)
    with story_at(world, "deploying") as story:
        early = assign_task(
            story.matter,
            actor=story.secretary,
            title="借车",
            due=date(2026, 4, 20),
            person=world.people["member"],
        )
        with refused(409, "step-not-open", says="同部署"):
            return_task(early, actor=story.actor("member"), reason=WHY)


def test_by_page_what_was_typed_stays_and_the_desk_is_where_one_comes_back_to(world: World) -> None:
    with story_at(world, "implementing") as story:
        client, task = world.client("member"), story.tasks["party"]
        at = f"/matters/{story.matter.pk}/tasks/{task.pk}/return-task/"
        empty = client.post(at, {"reason": " "})
        long = client.post(at, {"reason": "忙" * 201})
        done = client.post(at, {"reason": WHY, "back": "desk"})

        assert (empty.status_code, long.status_code, "忙" * 201 in long.content.decode()) == (422, 422, True)
        assert (done.status_code, done["Location"]) == (303, "/")
        task.refresh_from_db()
        assert task.state == "returned"


def test_over_the_api(world: World) -> None:
    with story_at(world, "implementing") as story:
        done = post(story, "member", f"tasks/{story.tasks['party'].pk}/return-task", {"reason": WHY})

        assert (done.status_code, done.json()["state"]) == (200, "returned")
