"""`receipts.return`, `excuse`, `close`, `nudge`: the level above settles, and reminds within bounds."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from jingwei.adapters import clock
from jingwei.adapters.clock import ZONE, clock_at
from jingwei.foundation.ledger.queries import records_about
from jingwei.kernel.actions import may
from jingwei.kernel.workdays import is_workday
from jingwei.mechanisms.directives.actions import (
    close_receipt,
    decline_receipt,
    excuse_receipt,
    nudge_receipt,
    report_receipt,
    return_receipt,
    sign_receipt,
)
from jingwei.mechanisms.directives.models import Receipt
from jingwei.mechanisms.directives.queries import waiting_for
from jingwei.mechanisms.directives.tests.story import PAPER, Story, issued
from tests.support.verbs import refused
from tests.support.world import World

ABOVE = ("faculty", "committee", "orgoffice")


def reported(story: Story, name: str, account: str) -> Receipt:
    sign_receipt(story.receipt(name), actor=story.actor(account))
    return report_receipt(story.receipt(name), actor=story.actor(account), text="办成了")


def test_a_level_is_settled_after_those_below(world: World) -> None:
    with issued(world) as story:
        reported(story, "faculty_party", "faculty")
        with refused(409, "gate-shut", clause="3.5", says="还有 1 个组织"):
            close_receipt(story.receipt("faculty_party"), actor=story.actor("committee"))
        reported(story, "branch", "branch")
        close_receipt(story.receipt("branch"), actor=story.actor("faculty"))
        done = close_receipt(story.receipt("faculty_party"), actor=story.actor("orgoffice"))

        assert (done.state, story.receipt("branch").state) == ("closed", "closed")


@pytest.mark.parametrize(("later", "punctual"), [(0, "on-time"), (400, "late")])
def test_what_is_settled_says_whether_it_was_reported_in_time(
    world: World, later: int, punctual: str
) -> None:
    """By the day of the report, not by that of who settles it; and whether a matter carried it."""
    with issued(world) as story:
        with clock_at(clock.now() + timedelta(days=later)):
            reported(story, "branch", "branch")
        with clock_at(clock.now() + timedelta(days=500)):
            done = close_receipt(story.receipt("branch"), actor=story.actor("faculty"))

        assert list(records_about(done))[-1].tags == f"|due:{punctual}|carried:none|from:reported|"


def test_who_has_reported_still_settles_those_below(world: World) -> None:
    with issued(world) as story:
        reported(story, "faculty_party", "faculty")
        none_yet = waiting_for(story.actor("faculty"))
        reported(story, "branch", "branch")
        found = {account: [each.why for each in waiting_for(story.actor(account))] for account in ABOVE}

        assert none_yet == []
        assert found == {
            "faculty": ["1 个下级回报了，等你核销。"],
            "committee": ["1 个下级回报了，等你核销。"],
            "orgoffice": ["1 个下级回报了，等你核销。"],
        }


def test_it_comes_back_with_a_reason_and_is_reported_anew(world: World) -> None:
    with issued(world) as story:
        reported(story, "branch", "branch")
        back = return_receipt(story.receipt("branch"), actor=story.actor("faculty"), reason="没写去了哪里")
        desk = world.client("branch").get("/").content.decode()
        again = report_receipt(story.receipt("branch"), actor=story.actor("branch"), text="去了向阳村")

        assert (back.state, again.state, again.answer) == ("returned", "reported", "去了向阳村")
        assert "退回补充：没写去了哪里" in desk


def test_who_said_it_was_not_theirs_is_excused_or_told_that_it_is(world: World) -> None:
    with issued(world) as story:
        for name, account in (("branch", "branch"), ("other_branch", "neighbour")):
            decline_receipt(story.receipt(name), actor=story.actor(account), reason="没有这类专业")
        excused = excuse_receipt(story.receipt("branch"), actor=story.actor("faculty"), reason="确实没有")
        told = return_receipt(story.receipt("other_branch"), actor=story.actor("committee"), reason="有的")

        assert (excused.state, told.state) == ("excused", "returned")


@pytest.mark.parametrize("verb", ["return", "excuse", "close", "nudge"])
def test_only_from_above_and_within_reach_of_the_issuer(world: World, verb: str) -> None:
    runs: dict[str, Any] = {
        "return": lambda r, a: return_receipt(r, actor=a, reason="不行"),
        "excuse": lambda r, a: excuse_receipt(r, actor=a, reason="不办"),
        "close": lambda r, a: close_receipt(r, actor=a),
        "nudge": lambda r, a: nudge_receipt(r, actor=a),
    }
    with issued(world) as story:
        if verb in ("return", "close"):
            reported(story, "faculty_party", "faculty")
        with refused(403, "rule", clause="3.5"):
            runs[verb](story.receipt("faculty_party"), story.actor("faculty"))
        for account in ("branch", "outsider", "organizer"):
            with refused(403, "no-grant"):
                runs[verb](story.receipt("faculty_party"), story.actor(account))


def test_reminding_is_bounded_over_a_month(world: World) -> None:
    with issued(world) as story:
        committee, reminded = story.actor("committee"), []
        moment = datetime(2026, 4, 7, 0, 30, tzinfo=ZONE)
        while moment < datetime(2026, 5, 10, tzinfo=ZONE):
            with clock_at(moment):
                receipt = story.receipt("branch")
                if may(committee, "receipts.nudge", receipt) is None:
                    nudge_receipt(receipt, actor=committee)
                    reminded.append(moment)
            moment += timedelta(hours=1)

        assert all(is_workday(each.date()) and 8 <= each.hour < 18 for each in reminded)
        gaps = [(b.date() - a.date()).days for a, b in pairwise(reminded)]
        assert min(gaps) == 3 and len(reminded) == 10
        with clock_at(reminded[-1] + timedelta(days=1)):
            assert "上级提醒过" in world.client("branch").get("/").content.decode()


def test_by_page_and_api(world: World) -> None:
    with issued(world) as story:
        receipt = reported(story, "branch", "branch")
        client = world.client("faculty")
        page = client.get(f"/directives/{story.directive.pk}/?show=answered").content.decode()
        empty = client.post(f"/directives/{story.directive.pk}/receipts/{receipt.pk}/return/", {"reason": ""})
        closed = client.post(f"/api/v1/receipts/{receipt.pk}/close", {}, content_type="application/json")
        wrong = client.post(f"/directives/{story.directive.pk + 1}/receipts/{receipt.pk}/close/")

    assert "办成了" in page and "核销" in page and PAPER["title"] in page
    assert (empty.status_code, closed.json()["state"], wrong.status_code) == (422, "closed", 404)
