"""`matters.assign_task`: work goes into somebody's hands, on each side."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.matters.actions import agree_deployment, assign_task
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


def test_it_is_refused(world: World) -> None:
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


def test_over_the_api_it_is_given_to_those_one_may_see(world: World) -> None:
    with story_at(world, "implementing") as story:
        path, body = f"matters/{story.matter.pk}/assign-task", {"title": "联系合作社", "due": "2026-06-01"}
        given, unseen = (
            post(story, "head", path, body | {"person_id": world.people[who].pk})
            for who in ("teacher", "outsider")
        )

        assert (given.status_code, unseen.status_code) == (200, 404)
        assert [t["title"] for t in given.json()["tasks"]].count("联系合作社") == 1
