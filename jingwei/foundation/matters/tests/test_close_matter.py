"""`matters.close` and `matters.withdraw`: how a matter ends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from jingwei.foundation.matters.actions import (
    close_correction,
    close_matter,
    confirm_deed,
    inspect_matter,
    judge_goal,
    note_deed,
    raise_correction,
    withdraw_matter,
)
from tests.support.matters import CALLED, story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World


def test_it_closes_when_inspected_judged_and_corrected(world: World) -> None:
    with story_at(world, "inspecting") as story:
        assert story.goal is not None
        with refused(409, "gate-shut", clause="4.1a", says="检查还没有通过"):
            close_matter(story.matter, actor=story.secretary)
        correction = raise_correction(
            story.matter,
            actor=story.inspector,
            what="补数据",
            clause="2.2",
            due=date(2026, 6, 1),
            owner="unit",
        )
        inspect_matter(story.matter, actor=story.inspector, finding="看了", verdict="passed")
        with refused(409, "gate-shut", clause="1.1", says="还有 1 个目标没有评定"):
            close_matter(story.matter, actor=story.secretary)
        judge_goal(story.goal, actor=story.inspector, figure=Decimal(3))
        with refused(409, "gate-shut", clause="2.2", says="还有 1 项校准没有办结"):
            close_matter(story.matter, actor=story.secretary)
        deed = note_deed(story.matter, actor=story.actor("teacher"), text="补完", kind="deed")
        confirm_deed(deed, actor=story.secretary)
        close_correction(correction, actor=story.inspector, deed=deed)

        matter = close_matter(story.matter, actor=story.head)

        assert (matter.state, matter.ended_on, matter.reading) == ("closed", CALLED, "real")
        assert gist(last_record(story)) == ("matters.close", "", "", "real")


def test_closing_is_refused(world: World) -> None:
    with story_at(world, "inspecting") as story, refused(403, "no-grant"):
        close_matter(story.matter, actor=story.inspector)
    with story_at(world, "closed") as story, refused(409, "step-not-open"):
        close_matter(story.matter, actor=story.secretary)


@pytest.mark.parametrize("state", ["planning", "deploying", "implementing"])
def test_it_is_withdrawn_with_a_reason_before_its_inspection(world: World, state: str) -> None:
    with story_at(world, state) as story:
        matter = withdraw_matter(story.matter, actor=story.head, reason="经费没有落实")

        assert (matter.state, matter.ended_on) == ("withdrawn", CALLED)
        assert gist(last_record(story)) == ("matters.withdraw", "", "", "")
        assert last_record(story).sentence().endswith("理由：经费没有落实")


def test_withdrawing_is_refused(world: World) -> None:
    with story_at(world, "implementing") as story:
        with refused(403, "no-grant"):
            withdraw_matter(story.matter, actor=story.actor("member"), reason="不想做")
        with refused(422, "invalid"):
            withdraw_matter(story.matter, actor=story.secretary, reason="")
    with story_at(world, "inspecting") as story, refused(409, "step-not-open", says="同检查"):
        withdraw_matter(story.matter, actor=story.secretary, reason="怕查")


def test_over_the_api(world: World) -> None:
    with story_at(world, "planning") as story:
        path = f"matters/{story.matter.pk}"
        shut = post(story, "branch", f"{path}/close")
        gone = post(story, "branch", f"{path}/withdraw", {"reason": "不办了"})

        assert (shut.status_code, gone.status_code, gone.json()["state"]) == (409, 200, "withdrawn")
