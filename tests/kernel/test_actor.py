"""What an actor holds, where: prefixes of paths, none below another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingwei.kernel.actor import EVERYWHERE, Actor, Grant, outermost, system

PATHS = st.lists(st.text("01", max_size=6), max_size=8)


def actor(*grants: Grant) -> Actor:
    return Actor("person", "甲", grants=grants)


@given(paths=PATHS, asked=st.text("01", max_size=8))
def test_outermost_reaches_the_same_and_nothing_twice(paths: list[str], asked: str) -> None:
    kept = outermost(paths)

    assert any(asked.startswith(p) for p in kept) == any(asked.startswith(p) for p in paths)
    assert sum(asked.startswith(p) for p in kept) <= 1
    assert list(kept) == sorted(set(kept))


@given(paths=PATHS, asked=st.text("01", max_size=8))
def test_holding_at_a_path_and_the_paths_held_agree(paths: list[str], asked: str) -> None:
    somebody = actor(Grant(frozenset({"plot.dig"}), tuple(paths)))

    assert somebody.holds("plot.dig", asked) == any(asked.startswith(p) for p in somebody.paths("plot.dig"))
    assert somebody.holds_anywhere("plot.dig") == bool(paths)


@pytest.mark.parametrize(
    ("granted", "asked", "held"),
    [
        ("plot.dig", "plot.dig", True),
        ("plot.dig", "plot.digs", False),
        ("plot.*", "plot.dig", True),
        ("plot.*", "plots.dig", False),
        ("*", "plot.dig", False),
        ("plot", "plot.dig", False),
    ],
)
def test_a_grant_names_a_verb_or_all_of_a_room(granted: str, asked: str, held: bool) -> None:
    assert actor(Grant(frozenset({granted}), ("0001",))).holds(asked, "0001") is held


def test_what_is_held_here_is_held_nowhere_below() -> None:
    somebody = actor(Grant(frozenset({"plot.dig"}), ("0001",), here=True))

    assert (somebody.holds("plot.dig", "0001"), somebody.holds("plot.dig", "00010001")) == (True, False)
    assert (somebody.paths("plot.dig"), somebody.holds_anywhere("plot.dig")) == ((), True)


def test_one_of_two_paths_is_enough_and_none_is_not() -> None:
    somebody = actor(Grant(frozenset({"plot.dig"}), ("0001",)))

    assert somebody.holds("plot.dig", "0002", "00010001")
    assert not somebody.holds("plot.dig")


def test_grants_of_different_verbs_do_not_mix() -> None:
    somebody = actor(Grant(frozenset({"plot.dig"}), ("0001",)), Grant(frozenset({"plot.sow"}), ("0002",)))

    assert not somebody.holds("plot.dig", "0002")
    assert somebody.paths("plot.sow") == ("0002",)


def test_the_system_holds_what_it_names_everywhere_and_nothing_else() -> None:
    clock = system("钟", "plot.water")

    assert clock.holds("plot.water")
    assert clock.paths("plot.water") == (EVERYWHERE,)
    assert not clock.holds("plot.dig", "0001")


def test_whole_is_said_for_the_verb_it_was_granted_with() -> None:
    somebody = actor(
        Grant(frozenset({"plot.dig"}), ("0001",), whole=True), Grant(frozenset({"plot.sow"}), ("1",))
    )

    assert somebody.whole("plot.dig")
    assert not somebody.whole("plot.sow")


def test_an_actor_is_written_without_its_grants() -> None:
    assert "Grant" not in repr(actor(Grant(frozenset({"plot.dig"}), ("0001",))))
