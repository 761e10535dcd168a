"""`matters.drop_milestone`: a piece of the way leaves the plan; the record keeps what it was."""

from __future__ import annotations

import pytest

from jingwei.foundation.matters.actions import agree_plan, drop_milestone
from jingwei.kernel.errors import NotFound
from tests.support.matters import opened, story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World


def test_one_is_dropped_and_the_plan_is_agreed_anew(world: World) -> None:
    with story_at(world) as story:
        agree_plan(story.matter, actor=story.head)
        milestone = story.milestones["both"]
        drop_milestone(story.matter, actor=story.secretary, milestone_id=milestone.pk)

        record = last_record(story)
        assert gist(record) == ("matters.drop_milestone", f"milestone:{milestone.pk}", "", "")
        assert record.values["weight"] == milestone.weight
        assert not story.matter.milestones.filter(pk=milestone.pk).exists()
        assert not story.matter.agreements.exists()


def test_it_is_refused(world: World) -> None:
    with story_at(world) as story:
        own = story.milestones["both"].pk
        with refused(403, "no-grant"):
            drop_milestone(story.matter, actor=story.actor("organizer"), milestone_id=own)
        with pytest.raises(NotFound):
            drop_milestone(opened(world).matter, actor=story.head, milestone_id=own)
    with story_at(world, "implementing") as story, refused(409, "step-not-open"):
        drop_milestone(story.matter, actor=story.head, milestone_id=story.milestones["both"].pk)


def test_over_the_api(world: World) -> None:
    with story_at(world) as story:
        body = {"milestone_id": story.milestones["both"].pk}
        dropped = post(story, "branch", f"matters/{story.matter.pk}/drop-milestone", body)

        assert (dropped.status_code, len(dropped.json()["milestones"])) == (200, 2)
