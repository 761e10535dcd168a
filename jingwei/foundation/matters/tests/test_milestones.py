"""`matters.add_milestone` and `matters.drop_milestone`: the way, in pieces that make 100."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingwei.foundation.matters.actions import add_milestone, agree_plan, drop_milestone
from jingwei.kernel.errors import NotFound
from tests.support.matters import opened, story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World

STEP: dict[str, Any] = {"title": "农机手培训", "due": date(2026, 4, 22), "owner": "both", "weight": 10}


def test_one_is_added_and_one_dropped(world: World) -> None:
    with story_at(world) as story:
        agree_plan(story.matter, actor=story.secretary)
        milestone = add_milestone(story.matter, actor=story.head, **STEP)

        added = last_record(story)
        assert (milestone.state, milestone.loom_row) == ("planned", "-")
        assert gist(added) == ("matters.add_milestone", f"milestone:{milestone.pk}", "", "")
        assert added.sentence() == "乔望北定了节点：农机手培训，2026-04-22 前，权重 10"
        assert not story.matter.agreements.exists()

        drop_milestone(story.matter, actor=story.secretary, milestone_id=milestone.pk)
        assert gist(last_record(story)) == ("matters.drop_milestone", f"milestone:{milestone.pk}", "", "")
        assert last_record(story).values["weight"] == 10
        assert not story.matter.milestones.filter(pk=milestone.pk).exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("owner", "all"), ("weight", 0), ("weight", 101), ("due", date(2026, 7, 1)), ("title", "")],
)
def test_what_is_typed_wrong_is_named(world: World, field: str, value: Any) -> None:
    with story_at(world) as story, refused(422, "invalid"):
        add_milestone(story.matter, actor=story.head, **STEP | {field: value})


def test_they_are_refused(world: World) -> None:
    with story_at(world) as story:
        own = story.milestones["both"].pk
        with refused(403, "no-grant"):
            add_milestone(story.matter, actor=story.actor("member"), **STEP)
        with refused(403, "no-grant"):
            drop_milestone(story.matter, actor=story.actor("organizer"), milestone_id=own)
        with pytest.raises(NotFound):
            drop_milestone(opened(world).matter, actor=story.head, milestone_id=own)
    with story_at(world, "implementing") as story:
        with refused(409, "step-not-open"):
            add_milestone(story.matter, actor=story.head, **STEP)
        with refused(409, "step-not-open"):
            drop_milestone(story.matter, actor=story.head, milestone_id=story.milestones["both"].pk)


def test_over_the_api(world: World) -> None:
    with story_at(world) as story:
        path = f"matters/{story.matter.pk}"
        added = post(story, "branch", f"{path}/add-milestone", STEP | {"due": "2026-04-22"})
        dropped = post(
            story, "branch", f"{path}/drop-milestone", {"milestone_id": story.milestones["both"].pk}
        )

        assert (added.status_code, dropped.status_code) == (200, 200)
        assert len(dropped.json()["milestones"]) == 3
