"""What the report of an organisation says of what was asked: once for each organisation and period, as each page says it."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from jingwei.adapters.clock import ZONE, clock_at
from jingwei.foundation.policy.queries.owing import asks_ended_in, owed_by
from jingwei.foundation.policy.queries.reported import told_of
from jingwei.foundation.policy.tests.history import Deed, happened
from jingwei.kernel.reporting import Told
from tests.support.world import World

YEAR = date(2026, 1, 1), date(2026, 12, 31)
INSPECTED = "在办的事项每年至少请两边都不沾的人检查一次。"


def told(
    world: World, account: str, organisation: str, on: date, span: tuple[date, date] = YEAR
) -> list[Told]:
    with clock_at(on):
        return told_of(world.actor(account), world[organisation], *span)


def lines(found: list[Told]) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for each in found for row in each.rows}


@pytest.fixture
def inspected(world: World) -> World:
    happened(world, [Deed("matters.inspect", datetime(2026, 5, 4, 9, tzinfo=ZONE), "branch")])
    return world


def test_what_was_done_and_what_was_missed_where(inspected: World) -> None:
    over = date(2027, 1, 10)

    branch = lines(told(inspected, "branch", "branch", over))[INSPECTED]
    below = lines(told(inspected, "faculty", "faculty_party", over))[INSPECTED]

    assert branch == ("1", "1", "0", "—")
    missed = [f"{inspected[name].name}　2026 年" for name in ("faculty_party", "student_branch")]
    assert below == ("3", "1", "2", "\n".join(missed))


def test_what_is_not_over_is_not_missed(inspected: World) -> None:
    found = told(inspected, "faculty", "faculty_party", date(2026, 12, 20))

    assert lines(found)[INSPECTED] == ("3", "1", "0", "—")
    assert "还没到期" in found[0].words


def test_a_quarter_tells_what_ends_in_it(inspected: World) -> None:
    spring = (date(2026, 4, 1), date(2026, 6, 30))
    autumn = (date(2026, 10, 1), date(2026, 12, 31))

    assert INSPECTED not in lines(told(inspected, "branch", "branch", date(2027, 1, 10), spring))
    assert INSPECTED in lines(told(inspected, "branch", "branch", date(2027, 1, 10), autumn))


def test_the_numbers_are_those_of_the_lines(inspected: World) -> None:
    (only,) = told(inspected, "orgoffice", "committee", date(2027, 1, 10))

    asked, met, missed = (sum(int(row[at]) for row in only.rows) for at in (1, 2, 3))
    assert only.words == (
        f"一个组织一期算一次：该做 {asked} 次，做到 {met} 次，没做到 {missed} 次，还没到期 0 次。"
    )


def test_whoever_missed_it_often_and_many_who_did_are_counted(inspected: World) -> None:
    found = lines(told(inspected, "orgoffice", "committee", date(2027, 1, 10)))

    times = {text: [int(each) for each in re.findall(r"(\d+) 次", row[3])] for text, row in found.items()}
    once = {text: len(re.findall(r"　2026 年(?!.*次)", row[3])) for text, row in found.items()}
    assert {text: int(row[2]) for text, row in found.items()} == {
        text: sum(times[text]) + once[text] for text in found
    }
    assert max(row[3].count("\n") for row in found.values()) == 6
    assert {row[3].splitlines()[-1][:2] for row in found.values() if row[3].count("\n") == 6} == {"还有"}


def test_it_asks_once_for_all_months_and_organisations(
    inspected: World, django_assert_max_num_queries: object
) -> None:
    actor, above = inspected.actor("orgoffice"), inspected["committee"]
    with clock_at(date(2027, 1, 10)):
        told_of(actor, above, *YEAR)
        with django_assert_max_num_queries(7):  # type: ignore[operator]
            told_of(actor, above, *YEAR)


def test_each_period_is_judged_as_it_was_on_its_last_day(inspected: World) -> None:
    """Asked for a year at once and for each month by itself, every organisation stands alike."""
    on, actor = date(2027, 1, 10), inspected.actor("orgoffice")
    university = inspected["committee"].university
    with clock_at(on):

        def stand(begins: date, ends: date) -> dict[tuple[int, str, date], str]:
            asks = asks_ended_in(university, begins, ends, on)
            return {
                (each.owner.id, each.ask.obligation.id, each.ask.since): each.state
                for each in owed_by(actor, asks, on)
            }

        whole = stand(*YEAR)
        months = [
            (date(2026, m, 1), date(2026, m, last))
            for m, last in enumerate((31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)
        ]
        single = {key: state for month in months for key, state in stand(*month).items()}

    assert whole == single
    assert len(whole) > len(months)


@pytest.mark.parametrize(
    ("account", "at", "told_to"), [("branch", "branch", True), ("auditor", "committee", False)]
)
def test_who_may_not_see_the_work_is_told_so(
    inspected: World, account: str, at: str, *, told_to: bool
) -> None:
    (only,) = told(inspected, account, at, date(2027, 1, 10))

    assert bool(only.rows) is told_to
    assert ("不对你开放" in only.words) is not told_to


def test_the_authority_tells_nothing_for_its_universities(inspected: World) -> None:
    assert told(inspected, "province", "authority", date(2027, 1, 10)) == []
