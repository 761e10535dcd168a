"""`matters.drop_milestone`: a piece of the way leaves the plan; the record keeps what it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.matters.actions import agree_plan, drop_milestone, reckon_milestone, reopen_plan
from jingwei.foundation.matters.models import Milestone
from jingwei.kernel.actor import system
from jingwei.kernel.errors import NotFound
from tests.support.matters import OPENED, opened, story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World

CLOCKWORK = system("系统", "matters.reckon_milestone")


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


def test_one_that_was_missed_stays_and_counts_as_missed_though_the_plan_is_agreed_anew(world: World) -> None:
    with story_at(world, "deploying", today=OPENED) as story:
        missed = max(story.milestones.values(), key=lambda each: each.due)
        assert Milestone.objects.get(pk=missed.pk).agreed_on == clock.today()
        with clock_at(missed.due + timedelta(days=3)):
            reopen_plan(story.matter, actor=story.head, reason="换了做法")
            with refused(422, "invalid", says="已经认可或到期"):
                drop_milestone(story.fresh(), actor=story.head, milestone_id=missed.pk)
            agree_plan(story.fresh(), actor=story.head)
            agree_plan(story.fresh(), actor=story.secretary)
        with clock_at(missed.due + timedelta(days=20)):
            reckon_milestone(Milestone.objects.get(pk=missed.pk), actor=CLOCKWORK)

        record = last_record(story)
        assert (record.verb, record.result, "plan:new" in record.tags) == (
            "matters.reckon_milestone",
            "late",
            False,
        )


def test_one_whose_day_passed_before_anybody_agreed_may_go(world: World) -> None:
    with story_at(world) as story:
        late = story.milestones["both"]
        with clock_at(late.due + timedelta(days=3)):
            drop_milestone(story.matter, actor=story.head, milestone_id=late.pk)

        assert not Milestone.objects.filter(pk=late.pk).exists()


def test_over_the_api(world: World) -> None:
    with story_at(world) as story:
        body = {"milestone_id": story.milestones["both"].pk}
        dropped = post(story, "branch", f"matters/{story.matter.pk}/drop-milestone", body)

        assert (dropped.status_code, len(dropped.json()["milestones"])) == (200, 2)
