"""What is owed, for whoever looks after several organisations: by obligation, by organisation, as a sheet."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import load_workbook

from jingwei.adapters.clock import ZONE, clock_at
from jingwei.foundation.policy.tests.history import Deed, happened
from jingwei.mechanisms.obligations.tests.test_make_excuse import INSPECTED, TODAY
from jingwei.mechanisms.obligations.tests.test_withdraw_excuse import given
from tests.support.page import of_class, said
from tests.support.world import World


def rows(world: World, account: str, address: str) -> list[tuple[str, str]]:
    """The organisations of a page with their state."""
    with clock_at(TODAY):
        answer = world.client(account).get(address)
    assert answer.status_code == 200
    cells = [[said(cell) for cell in row] for row in of_class(answer, "table")[0].xpath(".//tbody/tr")]
    return [(cell[0], cell[1]) for cell in cells]


def test_the_overview_counts_by_obligation(world: World) -> None:
    happened(world, [Deed("matters.inspect", datetime(2026, 5, 4, 9, tzinfo=ZONE), "branch")])
    with clock_at(TODAY):
        answer = world.client("committee").get("/obligations/")
        now = [said(line) for line in of_class(answer, "owed-counts")]
        last = [
            said(line)
            for line in of_class(world.client("committee").get("/obligations/?period=last"), "owed-counts")
        ]

    # Seven that branches owe of carrying matters and of meeting, and two terms.
    assert now == [
        *("0/7 做到了待做 7", "1/6 做到了待做 5", *["0/4 做到了待做 4"] * 7),
        *("2/2 做到了", "1/1 做到了"),
    ]
    assert last == ["0/7 做到了没做到 7", "0/6 做到了没做到 6", *["0/4 做到了没做到 4"] * 7]


def test_who_has_not_done_it_comes_first_and_may_be_picked(world: World) -> None:
    happened(world, [Deed("matters.inspect", datetime(2026, 5, 4, 9, tzinfo=ZONE), "branch")])
    whole = rows(world, "faculty", f"/obligations/{INSPECTED}/")
    met = rows(world, "faculty", f"/obligations/{INSPECTED}/?state=met")

    assert whole == [
        (world["faculty_party"].name, "待做"),
        (world["student_branch"].name, "待做"),
        (world["branch"].name, "做到了"),
    ]
    assert met == [(world["branch"].name, "做到了")]


def test_a_branch_reads_its_own(world: World) -> None:
    assert rows(world, "branch", f"/obligations/{INSPECTED}/") == [(world["branch"].name, "待做")]


@pytest.mark.parametrize("account", ["member", "student", "auditor", "sysadmin"])
def test_who_looks_after_nobody_has_no_such_page(world: World, account: str) -> None:
    assert world.client(account).get("/obligations/").status_code == 403


def test_the_sheet_has_a_row_an_organisation_and_obligation(world: World) -> None:
    with clock_at(TODAY):
        given(world)
        answer = world.client("faculty").get("/obligations/table.xlsx")
        content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    found = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    excused = [row for row in found if row[4] == "免做"]
    assert [(row[0], row[3], row[5], row[6], row[7]) for row in excused] == [
        (world["branch"].name, date(2026, 12, 31), 0.0, 1.0, "今年刚成立")
    ]


def test_the_questions_do_not_grow_with_the_organisations(world: World) -> None:
    asked = {}
    for account in ("branch", "committee"):
        client = world.client(account)
        client.get("/obligations/")
        with clock_at(TODAY), CaptureQueriesContext(connection) as queries:
            client.get(f"/obligations/{INSPECTED}/")
        asked[account] = len(queries)

    assert asked == {"branch": 6, "committee": 6}
