"""Who hears of a directive: those in charge where it was sent, and of the level above when they answered."""

from __future__ import annotations

from datetime import timedelta

from jingwei.adapters.clock import clock_at
from jingwei.adapters.worker import drain
from jingwei.mechanisms.directives.actions import (
    decline_receipt,
    draft_directive,
    forward_receipt,
    issue_directive,
    nudge_receipt,
    report_receipt,
    return_receipt,
    revise_directive,
    sign_receipt,
    take_on_receipt,
    withdraw_directive,
)
from jingwei.mechanisms.directives.models import Directive
from jingwei.mechanisms.directives.tests.story import DUE, KINDS, NOON, PAPER, Story, issued
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


def test_each_is_told_the_day_that_holds_there(world: World) -> None:
    days = {"teacher-branch": DUE - timedelta(days=10)}
    with issued(world, dues=days) as story:
        own = f"祁远山下发了《{PAPER['title']}》，你们有自己的回报日子。"
        assert (told(world, "branch"), told(world, "faculty")) == (
            [own],
            [f"祁远山下发了《{PAPER['title']}》，2026-04-30 前回报。"],
        )
        early = DUE - timedelta(days=15)
        take_on_receipt(
            story.receipt("faculty_party"), actor=story.actor("faculty"), plan="排", due_below=early
        )
        # The level above is seen by nobody below; what it says of the paper is.
        assert told(world, "branch") == [
            own,
            f"机械工程学院党委把《{PAPER['title']}》的回报日子定在 2026-04-15。",
        ]


def test_what_comes_from_above_is_told_within_each_university(world: World) -> None:
    province, committee = world.actor("province"), world.actor("committee")
    with clock_at(NOON):
        draft = draft_directive(
            world["authority"], actor=province, **PAPER | {"kinds": ["university-committee"]}
        )
        story = Story(world, issue_directive(draft, actor=province))
        came = told(world, "committee")
        forward_receipt(story.receipt("committee"), actor=committee, kinds=KINDS)
        passed_on = told(world, "branch")
        sign_receipt(story.receipt("branch"), actor=story.actor("branch"))
        words = PAPER | {"what": "第二条改了", "sign_again": ["teacher-branch"]}
        revise_directive(Directive.objects.get(), actor=province, **words)
        report_receipt(story.receipt("committee"), actor=committee, text="办成了")
        answered = told(world, "province")
        withdraw_directive(Directive.objects.get(), actor=province, reason="另有安排")

        assert everybody(world, "directives.issue") == set()
        assert everybody(world, "receipts.arrive") == {"committee", "orgoffice", "outsider"}
        assert everybody(world, "receipts.forward") == {"faculty", "branch", "neighbour"}
        assert everybody(world, "receipts.change") == {"branch"}
        assert everybody(world, "receipts.recall") == {"faculty", "branch", "neighbour", "outsider"}
    assert came == [f"北原省委教育工作委员会的《{PAPER['title']}》到了，2026-04-30 前回报。"]
    assert passed_on == [f"中共北疆理工大学委员会转发了《{PAPER['title']}》，2026-04-30 前回报。"]
    assert answered == [f"中共北疆理工大学委员会回报了《{PAPER['title']}》，等你核销。"]
