"""Who hears of a directive: those in charge where it was sent, and of the level above when they answered."""

from __future__ import annotations

from jingwei.adapters.worker import drain
from jingwei.mechanisms.directives.actions import (
    decline_receipt,
    nudge_receipt,
    report_receipt,
    return_receipt,
    take_on_receipt,
)
from jingwei.mechanisms.directives.tests.story import PAPER, issued
from jingwei.mechanisms.notices.tests.told import everybody, told, unread
from tests.support.world import World


def test_it_reaches_everybody_in_charge_once_and_answers_come_back(world: World) -> None:
    with issued(world) as story:
        drain()
        take_on_receipt(story.receipt("branch"), actor=story.actor("branch"), plan="包两个村")
        report_receipt(story.receipt("branch"), actor=story.actor("branch"), text="都去了")
        decline_receipt(story.receipt("other_branch"), actor=story.actor("neighbour"), reason="没有")
        drain()

        assert everybody(world, "directives.issue") == {"faculty", "branch", "neighbour"}
        assert told(world, "branch")[0] == f"祁远山下发了《{PAPER['title']}》，2026-04-30 前回报。"
        assert everybody(world, "receipts.report") == {"faculty"}
        # The School above the other branch has no secretary in the small world.
        assert everybody(world, "receipts.decline") == set()


def test_what_came_back_is_settled_by_answering_again(world: World) -> None:
    with issued(world) as story:
        nudge_receipt(story.receipt("branch"), actor=story.actor("committee"))
        drain()
        reminded = unread(world, "branch")
        take_on_receipt(story.receipt("branch"), actor=story.actor("branch"), plan="包两个村")
        report_receipt(story.receipt("branch"), actor=story.actor("branch"), text="去了")
        drain()
        settled = unread(world, "branch")
        return_receipt(story.receipt("branch"), actor=story.actor("faculty"), reason="没写去了哪里")
        drain()

        assert ("receipts.nudge" in reminded, "receipts.nudge" in settled) == (True, False)
        assert told(world, "branch")[-1] == f"《{PAPER['title']}》的回报退回来了：没写去了哪里"
