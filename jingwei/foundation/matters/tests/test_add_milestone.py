"""`matters.add_milestone`: the way, in pieces that make 100."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingwei.foundation.matters.actions import add_milestone, agree_plan
from tests.support.matters import story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World

STEP: dict[str, Any] = {"title": "农机手培训", "due": date(2026, 4, 22), "owner": "both", "weight": 10}


def test_one_is_added_and_the_plan_is_agreed_anew(world: World) -> None:
    with story_at(world) as story:
        agree_plan(story.matter, actor=story.secretary)
        milestone = add_milestone(story.matter, actor=story.head, **STEP)

        added = last_record(story)
        assert (milestone.state, milestone.loom_row) == ("planned", "-")
        assert gist(added) == ("matters.add_milestone", f"milestone:{milestone.pk}", "", "")
        assert added.sentence() == "乔望北定了节点：农机手培训，2026-04-22 前，权重 10"
        assert not story.matter.agreements.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("owner", "all"), ("weight", 0), ("weight", 101), ("due", date(2026, 7, 1)), ("title", "")],
)
def test_what_is_typed_wrong_is_named(world: World, field: str, value: Any) -> None:
    with story_at(world) as story, refused(422, "invalid"):
        add_milestone(story.matter, actor=story.head, **STEP | {field: value})


def test_it_is_refused(world: World) -> None:
    with story_at(world) as story, refused(403, "no-grant"):
        add_milestone(story.matter, actor=story.actor("member"), **STEP)
    with story_at(world, "implementing") as story, refused(409, "step-not-open"):
        add_milestone(story.matter, actor=story.head, **STEP)


def test_over_the_api(world: World) -> None:
    with story_at(world) as story:
        body = STEP | {"due": "2026-04-22"}
        added = post(story, "branch", f"matters/{story.matter.pk}/add-milestone", body)

        assert (added.status_code, len(added.json()["milestones"])) == (200, 4)
