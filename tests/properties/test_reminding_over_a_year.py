"""A year of reminding those who never answer: pressed whenever one likes, it reaches them no oftener than the rule allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from jingwei.adapters.clock import ZONE, clock_at
from jingwei.adapters.worker import drain
from jingwei.kernel.actions import may
from jingwei.kernel.workdays import is_workday
from jingwei.mechanisms.directives.actions import nudge_receipt
from jingwei.mechanisms.directives.tests.story import ISSUED_ON, Story, issued
from jingwei.mechanisms.notices.actions import dispatch
from jingwei.mechanisms.notices.models import Delivery, Notice
from jingwei.mechanisms.notices.tests.told import with_mail
from tests.support.mailbox import Mailbox, mailbox
from tests.support.world import World

LEVELS = {"faculty_party": "faculty", "branch": "branch"}
YEAR = [ISSUED_ON + timedelta(days=n) for n in range(1, 366)]
LOOKING = timedelta(hours=1)


@pytest.fixture
def box(settings: Any) -> Iterator[Mailbox]:
    with mailbox(settings) as found:
        yield found


def presses(day: date) -> list[time]:
    """When the button is pressed: at every hour of some days, nights and holidays among them; else once, at this hour or that."""
    by_the_hour = day < date(2026, 4, 14) or date(2026, 9, 30) <= day < date(2026, 10, 2)
    return [time(hour) for hour in range(24)] if by_the_hour else [time(9 + day.toordinal() % 2)]


def allowed() -> list[date]:
    """The days on which the rule lets somebody be reminded who is reminded whenever it may be."""
    found: list[date] = []
    for day in YEAR:
        if is_workday(day) and (not found or (day - found[-1]).days >= 3):
            found.append(day)
    return found


def pressed(story: Story, moment: datetime) -> bool:
    """Remind both levels where it may be, and let the queue work; whether anybody was."""
    committee, reminded = story.actor("committee"), False
    with clock_at(moment):
        for name in LEVELS:
            receipt = story.receipt(name)
            if may(committee, "receipts.nudge", receipt) is None:
                nudge_receipt(receipt, actor=committee)
                reminded = True
        if reminded:
            drain()
    return reminded


def looked(story: Story, moment: datetime) -> None:
    """What the queue does for both when the time has come."""
    with clock_at(moment):
        for account in LEVELS.values():
            dispatch.call(story.world.universities["home"].pk, story.world.accounts[account].pk)
        drain()


@pytest.mark.slow
def test_a_year_without_an_answer_brings_each_level_what_the_rule_allows(world: World, box: Mailbox) -> None:
    for account in LEVELS.values():
        with_mail(world, account)
    with issued(world) as story:
        drain()
        looked(story, datetime.combine(ISSUED_ON, time(13), ZONE))
        issues = len(box.arrived)
        for day in YEAR:
            moments = [datetime.combine(day, hour, ZONE) for hour in presses(day)]
            if reminding := [moment for moment in moments if pressed(story, moment)]:
                looked(story, reminding[-1] + LOOKING)

    for account in LEVELS.values():
        told = Notice.objects.filter(account=world.accounts[account], record__verb="receipts.nudge")
        assert [
            at.astimezone(ZONE).date() for at in told.order_by("at").values_list("at", flat=True)
        ] == allowed()
        sent = Delivery.objects.filter(account=world.accounts[account], state="sent").order_by("pk")
        days = [at.astimezone(ZONE).date() for at in sent.values_list("made_at", flat=True)]
        assert days == [ISSUED_ON, *allowed()]
    assert (issues, len(box.arrived)) == (len(LEVELS), len(LEVELS) * (1 + len(allowed())))
