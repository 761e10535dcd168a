"""What the report of an organisation says of directives: each with how it stands, closed to who may not read them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.kernel.reporting import Told
from jingwei.mechanisms.directives.actions import close_receipt, report_receipt, sign_receipt
from jingwei.mechanisms.directives.models import Receipt
from jingwei.mechanisms.directives.queries.reported import told_of
from jingwei.mechanisms.directives.tests.story import DUE, PAPER, Story, drafted, issued
from tests.support.world import World

YEAR = date(2026, 1, 1), date(2026, 12, 31)
NAMED = f"{PAPER['paper_number']}\n{PAPER['title']}"


def told(world: World, account: str, organisation: str, span: tuple[date, date] = YEAR) -> list[Told]:
    return told_of(world.actor(account), world[organisation], *span)


def carried_out(story: Story, name: str, account: str, above: str) -> None:
    sign_receipt(story.receipt(name), actor=story.actor(account))
    report_receipt(story.receipt(name), actor=story.actor(account), text="办成了")
    close_receipt(story.receipt(name), actor=story.actor(above))


def test_who_received_one_reads_from_whom_until_when_and_how_it_stands(world: World) -> None:
    with issued(world) as story:
        before = told(world, "branch", "branch")
        carried_out(story, "branch", "branch", "faculty")
        (after,) = told(world, "branch", "branch")

    assert [each.rows for each in before] == [((NAMED, world["faculty_party"].name, str(DUE), "送达"),)]
    assert after.rows == ((NAMED, world["faculty_party"].name, str(DUE), "已核销"),)
    assert (after.title, after.words) == ("收到的部署", "这一期收到部署 1 件。")


def test_what_is_past_its_day_says_so_until_it_is_reported(world: World) -> None:
    with issued(world) as story, clock_at(DUE + timedelta(days=1)):
        late = told(world, "branch", "branch")[0].rows[0][3]
        sign_receipt(story.receipt("branch"), actor=story.actor("branch"))
        report_receipt(story.receipt("branch"), actor=story.actor("branch"), text="办成了")
        reported = told(world, "branch", "branch")[0].rows[0][3]

    assert (late, reported) == ("送达，过期了", "已回报")


def test_who_issued_it_reads_how_many_it_reached_settled_and_missed(world: World) -> None:
    with issued(world) as story:
        reached = str(Receipt.objects.filter(directive=story.directive).count())
        carried_out(story, "branch", "branch", "faculty")
        (now,) = told(world, "committee", "committee")
        with clock_at(DUE + timedelta(days=1)):
            (later,) = told(world, "committee", "committee")

    assert now.rows == ((NAMED, "落实中", reached, "1", "0"),)
    assert later.rows == ((NAMED, "落实中", reached, "1", str(int(reached) - 1)),)


def test_drafts_and_other_periods_are_not_in_it(world: World) -> None:
    with issued(world):
        drafted(world, title="还没有下发的")
        (year,) = told(world, "committee", "committee")

        assert len(year.rows) == 1
        assert told(world, "committee", "committee", (date(2025, 1, 1), date(2025, 12, 31))) == []


@pytest.mark.parametrize(("account", "hidden"), [("auditor", 1), ("orgoffice", 0), ("province", 0)])
def test_who_may_not_read_directives_reads_how_many_there_are(
    world: World, account: str, hidden: int
) -> None:
    with issued(world):
        (only,) = told(world, account, "committee")

    assert (only.hidden, len(only.rows)) == (hidden, 1 - hidden)
