"""A limit counts each try once, whoever else tries at the same moment."""

from __future__ import annotations

from typing import Any

import pytest

from jingwei.adapters import limits
from jingwei.adapters.limits import Limit, forget_old_tallies
from jingwei.adapters.models import Tally
from jingwei.kernel.errors import TooMany
from tests.support.hands import all_at_once
from tests.support.world import World

THREE = Limit("three", most=3, seconds=60)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Set the seconds that the limits see."""

    def set_to(seconds: int) -> None:
        monkeypatch.setattr(limits.clock_time, "time", lambda: float(seconds))

    set_to(1000)
    return set_to


def refused_for(limit: Limit, *parts: str) -> int:
    """How long a try has to wait; 0 where it was taken."""
    try:
        limit.count(*parts)
    except TooMany as refusal:
        return refusal.retry_after
    return 0


def test_as_many_tries_as_allowed_then_a_wait(db: None, at: Any) -> None:
    assert [refused_for(THREE, "x") for _ in range(4)] == [0, 0, 0, 60]


def test_the_wait_ends_with_the_span(db: None, at: Any) -> None:
    for _ in range(3):
        THREE.count("x")
    at(1059)
    assert refused_for(THREE, "x") == 1

    at(1060)

    assert refused_for(THREE, "x") == 0


def test_each_name_is_counted_alone(db: None, at: Any) -> None:
    for _ in range(3):
        THREE.count("x", "y")

    assert refused_for(THREE, "x", "z") == 0
    assert refused_for(THREE, "xy") == 0
    assert refused_for(Limit("another", 3, 60), "x", "y") == 0


def test_a_good_try_begins_anew(db: None, at: Any) -> None:
    for _ in range(3):
        THREE.count("x")

    THREE.forget("x")

    assert refused_for(THREE, "x") == 0


def test_a_try_that_is_given_back_is_none(db: None, at: Any) -> None:
    for _ in range(3):
        THREE.count("x")

    THREE.give_back("x")
    THREE.give_back("never tried")

    assert [refused_for(THREE, "x"), refused_for(THREE, "x")] == [0, 60]


def test_no_name_is_kept_in_clear_and_old_tallies_go(db: None, at: Any) -> None:
    THREE.count("shen")
    assert "shen" not in Tally.objects.get().name

    at(1000 + limits.DAY + 1)
    forget_old_tallies.func()

    assert not Tally.objects.exists()


@pytest.mark.postgres
def test_two_hundred_tries_at_once_are_counted_exactly(arena: World) -> None:
    fifty = Limit("fifty", most=50, seconds=600)

    answers = all_at_once([lambda: [refused_for(fifty, "x") for _ in range(10)] for _ in range(20)])

    waits = [wait for answer in answers for wait in answer]
    assert len(waits) == 200
    assert waits.count(0) == 50
