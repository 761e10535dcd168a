"""A professional unit that a directive reaches by coverage: it answers itself, and who covers it settles the answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.foundation.organisations.actions import uncover_unit
from jingwei.mechanisms.directives.actions import (
    close_receipt,
    issue_directive,
    report_receipt,
    sign_receipt,
    take_on_receipt,
)
from jingwei.mechanisms.directives.queries import cascade_for, waiting_for
from jingwei.mechanisms.directives.tests.story import DUE, NOON, PAPER, Story, drafted
from tests.support.verbs import refused
from tests.support.world import BUILDER, World


@pytest.fixture
def story(world: World) -> Iterator[Story]:
    """Issued to the units as well."""
    with clock_at(NOON):
        made = drafted(world, with_covered=True)
        made.directive = issue_directive(made.directive, actor=made.actor("committee"))
        yield made


def test_it_is_on_the_desk_of_who_leads_the_unit(story: Story) -> None:
    titles = {
        account: [each.title for each in waiting_for(story.actor(account))] for account in ("dean", "head")
    }

    assert titles == {"dean": [PAPER["title"]], "head": [PAPER["title"]]}
    page = story.world.client("head").get(f"/directives/{story.directive.pk}/").content.decode()
    assert PAPER["text"] in page and "签收" in page


def test_who_covers_it_settles_what_it_answered_and_nobody_beside(story: Story) -> None:
    sign_receipt(story.receipt("team"), actor=story.actor("head"))
    report_receipt(story.receipt("team"), actor=story.actor("head"), text="试了两台")
    with refused(403, "rule", clause="3.5"):
        sign_receipt(story.receipt("team"), actor=story.actor("branch"))
    for account, code in (("dean", "no-grant"), ("neighbour", "no-grant"), ("head", "no-grant")):
        with refused(403, code):
            close_receipt(story.receipt("team"), actor=story.actor(account))

    waits = [each.why for each in waiting_for(story.actor("branch"))]
    assert "1 个下级回报了，等你核销。" in waits
    page = story.world.client("branch").get(f"/directives/{story.directive.pk}/?show=answered")
    assert "试了两台" in page.content.decode() and "核销" in page.content.decode()
    assert close_receipt(story.receipt("team"), actor=story.actor("branch")).state == "closed"


def test_a_branch_closes_after_the_units_it_covers(story: Story) -> None:
    take_on_receipt(story.receipt("branch"), actor=story.actor("branch"), plan="排", due_below=DUE)
    report_receipt(story.receipt("branch"), actor=story.actor("branch"), text="办成了")
    with refused(409, "gate-shut", says="1 个组织"):
        close_receipt(story.receipt("branch"), actor=story.actor("faculty"))


def test_the_level_above_stays_when_the_coverage_ends(story: Story) -> None:
    sign_receipt(story.receipt("team"), actor=story.actor("head"))
    report_receipt(story.receipt("team"), actor=story.actor("head"), text="试了两台")
    before = NOON.date() - timedelta(days=1)
    uncover_unit(story.world["branch"], actor=BUILDER, unit=story.world["team"], until=before)

    assert close_receipt(story.receipt("team"), actor=story.actor("branch")).state == "closed"


def test_the_cascade_counts_units_with_who_covers_them(story: Story) -> None:
    def levels(account: str, root: str) -> dict[str, int]:
        cascade = cascade_for(story.actor(account), story.directive, story.world[root].path)
        return {level.name: level.count for level in cascade.levels}

    assert levels("committee", "committee") == {"机械工程学院党委": 4, "外国语学院党委": 4}
    assert levels("faculty", "faculty_party") == {"智能农机教师党支部": 2, "机械工程学院": 1}
    assert levels("branch", "branch") == {"农机装备研究所": 1}
