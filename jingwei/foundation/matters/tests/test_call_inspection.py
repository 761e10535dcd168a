"""`matters.call_inspection`: the third gate; all milestones accepted, an outcome of the profession confirmed."""

from __future__ import annotations

from decimal import Decimal

from jingwei.foundation.matters.actions import (
    accept_milestone,
    call_inspection,
    confirm_deed,
    note_deed,
)
from jingwei.foundation.matters.rules import missing_for
from tests.support.matters import CALLED, Story, story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World


def meet_all(story: Story) -> None:
    """All milestones accepted on deeds, without any outcome."""
    for key, milestone in story.milestones.items():
        for side in ("party", "unit"):
            if key in (side, "both"):
                noter = story.actor("member" if side == "party" else "teacher")
                deed = note_deed(story.matter, actor=noter, text="做了", kind="deed", milestone=milestone)
                confirm_deed(deed, actor=story.head if side == "party" else story.secretary)
        accept_milestone(milestone, actor=story.secretary)


def test_the_gate_opens_piece_by_piece(world: World) -> None:
    with story_at(world, "implementing") as story:
        with refused(409, "gate-shut", clause="4.1a", says="还有 3 个节点没有认可，下一个是“一号地块试播”"):
            call_inspection(story.matter, actor=story.secretary)
        meet_all(story)
        with refused(409, "gate-shut", clause="1.4", says="业务侧还没有一条自己认可的结果"):
            call_inspection(story.matter, actor=story.secretary)
        by_party = note_deed(story.matter, actor=story.actor("member"), text="三个合作社用上了")
        confirm_deed(by_party, actor=story.head)
        with refused(409, "gate-shut", clause="1.4"):
            call_inspection(story.matter, actor=story.secretary)
        outcome = note_deed(
            story.matter, actor=story.actor("teacher"), text="又测", goal=story.goal, value=Decimal(3)
        )
        confirm_deed(outcome, actor=story.head)
        assert missing_for(story.fresh()) is None

        matter = call_inspection(story.matter, actor=story.head)

        assert matter.state == "inspecting"
        assert [(i.called_on, i.held_on) for i in matter.inspections.all()] == [(CALLED, None)]
        assert gist(last_record(story)) == ("matters.call_inspection", "", "", "")


def test_it_is_refused(world: World) -> None:
    with story_at(world, "implementing") as story, refused(403, "no-grant"):
        call_inspection(story.matter, actor=story.actor("member"))
    with story_at(world, "inspecting") as story, refused(409, "step-not-open", says="同检查"):
        call_inspection(story.matter, actor=story.secretary)


def test_over_the_api(world: World) -> None:
    with story_at(world, "implementing") as story:
        answer = post(story, "branch", f"matters/{story.matter.pk}/call-inspection")

        assert (answer.status_code, answer.json()["code"]) == (409, "gate-shut")
