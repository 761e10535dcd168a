"""What is owed on the page of an organisation and on the desk of who leads it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from jingwei.adapters.clock import ZONE, clock_at
from jingwei.foundation.policy.queries import waiting_for
from jingwei.foundation.policy.tests.history import Deed, happened
from jingwei.kernel.packs import registry
from tests.support.page import of_class, said
from tests.support.world import World

MEETS = {each.id for each in registry.obligations() if each.count and "meetings.record" in each.count.verbs}
"""What meetings show; its own tests tell of it."""
INSPECTED = "在办的事项每年至少请两边都不沾的人检查一次。"


def section(world: World, account: str, organisation: str, on: date) -> list[tuple[str, str]]:
    """The obligations of an organisation's page with their state."""
    with clock_at(on):
        answer = world.client(account).get(f"/organisations/{world[organisation].pk}/")
    assert answer.status_code == 200
    rows = [row for row in of_class(answer, "ev") if row.xpath("ancestor::section[@id='obligations']")]
    told = [(said(row.find_class("ev-body")[0][0]), said(row.find_class("ev-state")[0])) for row in rows]
    meets = {each.text.zh for each in registry.obligations() if each.id in MEETS}
    return [(text, state) for text, state in told if text not in meets]


def test_the_page_tells_what_was_missed_what_is_open_and_what_is_done(world: World) -> None:
    happened(world, [Deed("matters.inspect", datetime(2026, 5, 4, 9, tzinfo=ZONE), "branch")])

    rows = section(world, "branch", "branch", date(2026, 12, 20))

    inspected = [state for text, state in rows if text == INSPECTED]
    assert inspected == ["没做到", "做到了"]
    assert [state for _text, state in rows] == ["没做到"] * 3 + ["还有 11 天"] * 2 + ["做到了"] * 2


def test_the_last_day_is_said(world: World) -> None:
    states = {state for _text, state in section(world, "branch", "branch", date(2026, 12, 31))}

    assert states == {"没做到", "今天到期", "做到了"}


def test_the_count_opens_into_the_records_that_count(world: World) -> None:
    moments = [datetime(2025, 12, 31, 23, 59, tzinfo=ZONE), datetime(2026, 1, 1, tzinfo=ZONE)]
    happened(
        world,
        [Deed("matters.inspect", at, branch) for at in moments for branch in ("branch", "staff_branch")],
    )
    happened(world, [Deed("matters.note", moments[1], "branch")])
    client = world.client("faculty")
    with clock_at(date(2026, 6, 15)):
        answer = client.get(f"/organisations/{world['branch'].pk}/")
        (link,) = [
            a.get("href")
            for row in of_class(answer, "ev-more")
            for a in row.iter("a")
            if "verbs=" in a.get("href")
        ]
        listed = client.get(link.replace("/ledger/", "/api/v1/records")).json()["items"]

    assert [(r["verb"], datetime.fromisoformat(r["at"])) for r in listed] == [("matters.inspect", moments[1])]


@pytest.mark.parametrize("months", ["x", "202601", "202601-x"])
def test_months_that_mean_nothing_are_refused_by_name(world: World, months: str) -> None:
    answer = world.client("faculty").get("/api/v1/records", {"months": months})

    assert answer.status_code == 422


def test_the_page_of_a_past_day_and_a_reader_without_the_work_are_told_nothing(world: World) -> None:
    page = f"/organisations/{world['branch'].pk}/"
    with clock_at(date(2026, 6, 15)):
        past = world.client("branch").get(page, {"on": "2025-06-15"})
        account = world.client("secadmin").get(page)

    assert (past.status_code, b'id="obligations"' in past.content) == (200, False)
    assert (account.status_code, b'id="obligations"' in account.content) == (200, False)


def waits(world: World, account: str, on: date) -> list[tuple[str, date | None, bool]]:
    """What waits of obligations for an account: kind, day, only to be known."""
    with clock_at(on):
        found = waiting_for(world.actor(account))
        return [(str(w.kind), w.due, w.known) for w in found if w.verb.split(".")[1] not in MEETS]


def test_what_ends_soon_waits_for_the_secretary(world: World) -> None:
    last = date(2026, 12, 31)
    happened(world, [Deed("matters.confirm", datetime(2026, 5, 4, 9, tzinfo=ZONE), "branch")])

    assert waits(world, "branch", date(2026, 12, 16)) == []
    assert waits(world, "branch", date(2026, 12, 17)) == [("该做的", last, False)] * 2
    assert waits(world, "branch", last) == [("该做的", last, False)] * 2


def test_what_was_missed_is_told_for_a_month(world: World) -> None:
    last = date(2025, 12, 31)

    assert waits(world, "branch", date(2026, 1, 1)) == [("没做到", last, True)] * 3
    assert waits(world, "branch", date(2026, 1, 31)) == [("没做到", last, True)] * 3
    assert waits(world, "branch", date(2026, 2, 1)) == []


def test_it_waits_for_nobody_but_who_leads(world: World) -> None:
    on = date(2026, 12, 31)

    assert {
        account: len(waits(world, account, on)) for account in ("organizer", "member", "orgoffice", "dean")
    } == {
        "organizer": 0,
        "member": 0,
        "orgoffice": 0,
        "dean": 0,
    }
    assert len(waits(world, "faculty", on)) == 2
    assert len(waits(world, "committee", on)) == 1


def test_the_desk_says_it_and_puts_it_off_one_by_one(world: World) -> None:
    with clock_at(date(2026, 12, 20)):
        keys = [w.key for w in waiting_for(world.actor("branch")) if w.verb.split(".")[1] not in MEETS]
        answer = world.client("branch").get("/")

    assert len(set(keys)) == len(keys) == 3
    assert INSPECTED in answer.content.decode()
    assert "2026 年的要求，记了 0 条，还差 1 条。过了期补不上。" in answer.content.decode()


def test_away_from_the_end_of_a_period_only_the_term_is_asked(
    world: World, django_assert_num_queries: Any
) -> None:
    actor = world.actor("branch")
    with clock_at(date(2026, 6, 15)), django_assert_num_queries(2):
        waiting_for(actor)
    with clock_at(date(2026, 12, 20)), django_assert_num_queries(4):
        waiting_for(actor)
