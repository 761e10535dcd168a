"""What stands out in the records is shown to the organisation and to whoever stands above, with the reason, to nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from jingwei.adapters.clock import ZONE
from jingwei.foundation.matters.actions.chronicle import Chronicle
from jingwei.foundation.matters.flow import CONFIRMED, WITHDRAWN
from jingwei.foundation.matters.models import Deed
from jingwei.kernel.actor import system
from jingwei.mechanisms.measures.queries.reach import organisation_of
from jingwei.mechanisms.measures.queries.spans import period
from jingwei.mechanisms.measures.queries.standing_out import (
    AT_ONCE,
    COPIES,
    EACH_OTHER,
    ENTERED,
    MUTUAL_LEAST,
    SAME_WORDS,
    Finding,
    standing_out_of,
)
from tests.support.world import World

TELLER = system("系统", "matters.*")
DAY = date(2026, 3, 2)
ADDRESS = "/measures/standing-out/?period=2026q1"


class History:
    """Matters with notes that are confirmed a day after they were written."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.chronicle = Chronicle(world["branch"].university, actor=TELLER)

    def matter(self, party: str, unit: str, notes: Iterable[tuple[str, date, date]]) -> None:
        """A matter of a Party organisation with a unit; of each note its text, its day, and the day it was written."""
        chronicle, world = self.chronicle, self.world
        matter = chronicle.open(
            actor=world.actor("branch"),
            at=_at(DAY - timedelta(days=60)),
            party=world[party],
            unit=world[unit],
            type="general",
            title="一件事",
            starts=DAY,
            due=DAY + timedelta(days=90),
        )
        for text, on, written in notes:
            at = _at(written)
            actor = world.actor("branch")
            deed = chronicle.note(matter, actor=actor, at=at, text=text, side="party", on=on)
            chronicle.confirm(deed, actor=world.actor("head"), at=at + timedelta(days=1))

    def write(self) -> None:
        """All that was told."""
        self.chronicle.write()


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=ZONE)


def _notes(count: int, text: str = "", on: date = DAY) -> list[tuple[str, date, date]]:
    return [(text or f"第 {number} 次请教了学生", on, DAY) for number in range(count)]


def _found(world: World, key: str = "branch", who: str = "branch") -> dict[str, Finding]:
    actor = world.actor(who)
    found = standing_out_of(actor, organisation_of(actor, world[key].pk), period("2026q1"))
    return {each.kind: each for each in found}


@pytest.fixture
def history(world: World) -> History:
    """The branch answers for its team, another for the other team, as the world has it."""
    return History(world)


def test_work_with_the_own_unit_in_ones_own_words_stands_out_nowhere(history: History) -> None:
    history.matter("branch", "team", _notes(30))
    history.write()

    assert _found(history.world) == {}


@pytest.mark.parametrize(
    ("here", "there", "shown"),
    [
        (MUTUAL_LEAST, MUTUAL_LEAST, True),
        (MUTUAL_LEAST - 1, 9, False),
        (9, MUTUAL_LEAST - 1, False),
        (9, 0, False),
    ],
)
def test_two_that_confirm_each_other_are_shown_where_it_goes_both_ways(
    history: History, here: int, there: int, *, shown: bool
) -> None:
    history.matter("branch", "other_team", _notes(here))
    history.matter("other_branch", "team", _notes(there))
    history.write()

    found = _found(history.world)

    assert (EACH_OTHER in found) == shown
    if shown:
        assert (found[EACH_OTHER].part, found[EACH_OTHER].whole) == (here, here)


def test_a_third_is_needed_on_either_side(history: History) -> None:
    history.matter("branch", "other_team", _notes(6))
    history.matter("other_branch", "team", _notes(6))
    history.matter("branch", "team", _notes(13))
    history.write()

    assert _found(history.world) == {}


@pytest.mark.parametrize(("times", "shown"), [(COPIES - 1, False), (COPIES, True)])
def test_the_same_sentence_again_is_shown_and_named(history: History, times: int, *, shown: bool) -> None:
    history.matter("branch", "team", [*_notes(times, "组织学习了有关文件"), *_notes(5)])
    history.write()

    found = _found(history.world)

    assert (SAME_WORDS in found) == shown
    if shown:
        assert found[SAME_WORDS].details == (f"“组织学习了有关文件” {times} 次",)
        assert (found[SAME_WORDS].part, found[SAME_WORDS].whole) == (times, times + 5)


def test_what_was_taken_back_stands_out_nowhere(history: History) -> None:
    history.matter("branch", "team", _notes(30))
    history.write()
    said_twice, late = "组织学习了有关文件", DAY - timedelta(days=60)
    Deed.objects.update(text=said_twice, on=late, state=WITHDRAWN)
    kept = Deed.objects.order_by("pk")[:1].get()
    Deed.objects.filter(pk=kept.pk).update(state=CONFIRMED)

    assert _found(history.world) == {}


def test_last_years_sentence_counts_and_one_of_two_years_ago_does_not(history: History) -> None:
    text = "组织学习了有关文件"
    for years in (1, 2):
        long_ago = DAY - timedelta(days=300 * years)
        history.matter("branch", "team", [(text, long_ago, long_ago)] * (COPIES - 2))
    history.matter("branch", "team", [(text, DAY, DAY)])
    history.write()
    assert _found(history.world) == {}

    last_year = DAY - timedelta(days=200)
    history.matter("branch", "team", [(text, last_year, last_year)])
    history.write()
    assert _found(history.world)[SAME_WORDS].part == 1


@pytest.mark.parametrize(
    ("count", "days", "shown"), [(ENTERED, 30, True), (ENTERED, 29, False), (ENTERED - 1, 200, False)]
)
def test_many_written_on_one_day_long_after_are_shown(
    history: History, count: int, days: int, *, shown: bool
) -> None:
    history.matter("branch", "team", _notes(count, on=DAY - timedelta(days=days)))
    history.write()

    found = _found(history.world)

    assert (AT_ONCE in found) == shown
    if shown:
        assert found[AT_ONCE].details == (f"2026-03-02 补记 {count} 笔",)


def test_the_page_says_what_and_why_and_that_no_figure_is_lowered(history: History) -> None:
    history.matter("branch", "team", _notes(12, "组织学习了有关文件", on=DAY - timedelta(days=50)))
    history.write()

    text = said_of(history.world, "branch", ADDRESS)

    assert "同样的话写了好几遍" in text
    assert "很久以后一次补记" in text
    assert "说法一样不等于没有做" in text
    assert "不扣任何一个数" in text


def test_who_stands_above_reads_the_same_as_the_organisation_itself(history: History) -> None:
    history.matter("branch", "team", _notes(12, "组织学习了有关文件"))
    history.write()
    place = f"{ADDRESS}&organisation={history.world['branch'].pk}"

    assert _found(history.world) == _found(history.world, who="orgoffice")
    assert said_of(history.world, "branch", place) != ""
    assert "同样的话写了好几遍" in said_of(history.world, "orgoffice", place)


def test_others_do_not_find_it(history: History) -> None:
    address = f"{ADDRESS}&organisation={history.world['branch'].pk}"
    api = f"/api/v1/measures/standing-out?period=2026q1&organisation={history.world['branch'].pk}"

    for who in ("neighbour", "outsider"):
        assert history.world.client(who).get(address).status_code == 404
        assert history.world.client(who).get(api).status_code == 404
    assert history.world.client("student").get(ADDRESS).status_code == 403


def test_an_authority_looks_at_one_university_after_the_other(world: World) -> None:
    client = world.client("province")

    refused = client.get(ADDRESS)
    assert refused.status_code == 403
    assert "请一所一所看" in refused.content.decode()
    assert "standing-out" not in client.get("/measures/").content.decode()
    home = client.get(f"{ADDRESS}&organisation={world['committee'].pk}")
    assert "这一期没有什么特别的" in home.content.decode()


def test_the_api_tells_what_the_page_tells(history: History) -> None:
    history.matter("branch", "team", _notes(12, "组织学习了有关文件"))
    history.write()

    answer = history.world.client("branch").get("/api/v1/measures/standing-out?period=2026q1").json()

    (item,) = answer["items"]
    assert answer["next"] is None
    assert (item["kind"], item["part"], item["whole"]) == (SAME_WORDS, 12, 12)
    assert item["details"] == ["“组织学习了有关文件” 12 次"]


def test_it_costs_the_same_however_much_there_is(
    history: History, django_assert_max_num_queries: Any
) -> None:
    actor = history.world.actor("branch")
    organisation = organisation_of(actor, history.world["branch"].pk)
    for _round in range(3):
        history.matter("branch", "other_team", _notes(12, "组织学习了有关文件", on=DAY - timedelta(days=50)))
        history.matter("other_branch", "team", _notes(12))
        history.write()
        with django_assert_max_num_queries(8):
            assert len(standing_out_of(actor, organisation, period("2026q1"))) == 3


def said_of(world: World, who: str, address: str) -> str:
    """The text of a page."""
    answer = world.client(who).get(address)
    assert answer.status_code == 200
    return answer.content.decode()
