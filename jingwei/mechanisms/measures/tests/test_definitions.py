"""An indicator that a new version defines otherwise: each month keeps the figure of the norm it began under."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.actions import Entry, record_many
from jingwei.foundation.policy.actions import adopt_pack
from jingwei.kernel.actor import system
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.kernel.place import Place
from jingwei.mechanisms.measures.actions import outdated, recompute
from jingwei.mechanisms.measures.queries import facts_of, rows_of
from jingwei.mechanisms.measures.queries.spans import Span, month_count
from tests.support.packs import SHIPPED, at_hand, write_next
from tests.support.world import World

ON_TIME = "milestones-on-time"
LAST, NOW = date(2026, 8, 10), date(2026, 9, 10)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In the second version a milestone that was late, yet reached, counts too."""
    root = tmp_path_factory.mktemp("indicator")
    old = "verbs: [matters.reckon_milestone]\n      result: [on-time]"
    write_next(root, {"indicators/strength.yaml": ((old, old.replace("[on-time]", "[on-time, late]")),)})
    strength = root / SHIPPED / "indicators" / "strength.yaml"
    assert "[on-time, late]" in strength.read_text(encoding="utf-8")
    return root


@pytest.fixture(autouse=True)
def both(root: Path) -> Iterator[None]:
    """Both versions are at hand, and it is September."""
    with at_hand(root), clock_at(NOW):
        yield


def reckoned(world: World, branch: str, day: date, *results: str) -> None:
    """Milestones that fell due on a day, as the nightly round records them."""
    o = world[branch]
    at = datetime(day.year, day.month, day.day, 1, tzinfo=clock.ZONE)
    event: Any = SimpleNamespace(verb="matters.reckon_milestone", written=lambda _values: ("{}", "", ""))
    where = Place(o.university_id, o.pk, o.path)
    record_many(
        Entry(event, system("系统"), "matter", n, f"事项{n}", where, at, part=f"milestone:{n}", result=result)
        for n, result in enumerate(results)
    )


def counts(world: World, committee: str, day: date) -> tuple[int, int]:
    month = month_count(day)
    (fact,) = facts_of(world[committee], [newest()], Span(month, month))
    now = fact.now.counts
    return now.numerator, now.denominator


def newest() -> Indicator:
    return registry.indicator(ON_TIME)


def story(world: World) -> None:
    """One of two in time in both months, at two universities of which one adopted the second version."""
    adopt_pack(
        world.universities["home"], actor=world.actor("committee"), pack=SHIPPED, since=date(2026, 9, 1)
    )
    for branch in ("branch", "foreign_branch"):
        for day in (LAST, NOW):
            reckoned(world, branch, day, "on-time", "late")


def test_last_month_keeps_its_figure_and_this_month_follows_the_new_norm(world: World) -> None:
    story(world)

    recompute([newest()])

    assert {day: counts(world, "committee", day) for day in (LAST, NOW)} == {LAST: (1, 2), NOW: (2, 2)}
    assert {day: counts(world, "foreign_committee", day) for day in (LAST, NOW)} == {
        LAST: (1, 2),
        NOW: (1, 2),
    }
    assert counts(world, "authority", NOW) == (3, 4)
    assert newest() not in outdated()


def test_the_rows_behind_it_are_those_of_then(world: World) -> None:
    story(world)
    actor = world.actor("orgoffice")

    totals = {
        day: rows_of(
            actor, newest(), world["committee"], Span(month_count(day), month_count(day)), "numerator"
        ).total
        for day in (LAST, NOW)
    }

    assert totals == {LAST: 1, NOW: 2}


def test_within_a_month_the_norm_it_began_under_counts(world: World) -> None:
    adopt_pack(
        world.universities["home"], actor=world.actor("committee"), pack=SHIPPED, since=date(2026, 8, 5)
    )
    reckoned(world, "branch", LAST, "on-time", "late")
    reckoned(world, "branch", NOW, "late")

    recompute([newest()])

    assert (counts(world, "committee", LAST), counts(world, "committee", NOW)) == ((1, 2), (1, 1))
