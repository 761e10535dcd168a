"""When a count of votes is sound, and when it carries: for every count that there can be."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec import Deciding
from jingwei.mechanisms.meetings.rules import Count, count_fault, is_carried

FEW = st.integers(0, 30)
SHARES = st.sampled_from(["half", "two-thirds"])
WHOLES = st.sampled_from(["seats", "present"])


@st.composite
def counts(draw: st.DrawFn) -> Count:
    """A meeting with some of its seats taken, and votes in any number."""
    seats = draw(FEW)
    return Count(seats, draw(st.integers(0, seats)), draw(FEW), draw(FEW), draw(FEW), draw(st.integers(0, 3)))


@st.composite
def sound(draw: st.DrawFn) -> Count:
    """A count that adds up: as many hands as people there."""
    seats = draw(st.integers(1, 30))
    present = draw(st.integers(0, seats))
    yes = draw(st.integers(0, present))
    no = draw(st.integers(0, present - yes))
    return Count(seats, present, yes, no, present - yes - no)


def body(in_favour: str, of: str) -> Deciding:
    rule = registry.body("joint-meeting").deciding
    assert rule is not None
    return rule.model_copy(update={"in_favour": in_favour, "of": of})


@given(counts())
def test_hands_are_sound_where_each_who_is_there_has_one(count: Count) -> None:
    fault = count_fault(count, by_ballot=False)

    assert (fault is None) == (count.spoilt == 0 and count.yes + count.no + count.abstained == count.present)


@given(counts())
def test_ballots_are_sound_where_there_are_no_more_than_people(count: Count) -> None:
    fault = count_fault(count, by_ballot=True)

    assert (fault is None) == (count.yes + count.no + count.abstained + count.spoilt <= count.present)


@given(sound(), SHARES, WHOLES)
def test_it_carries_by_exact_fractions(count: Count, share: str, of: str) -> None:
    whole = count.seats if of == "seats" else count.present
    part = Fraction(count.yes, whole) if whole else Fraction(0)

    needed = part > Fraction(1, 2) if share == "half" else part >= Fraction(2, 3)

    assert is_carried(count, body(share, of)) == needed


@given(sound(), SHARES, WHOLES)
def test_one_more_in_favour_never_loses_it(count: Count, share: str, of: str) -> None:
    if count.abstained and is_carried(count, body(share, of)):
        more = Count(count.seats, count.present, count.yes + 1, count.no, count.abstained - 1)

        assert is_carried(more, body(share, of))


@given(sound(), SHARES, WHOLES)
def test_nobody_can_carry_both_it_and_its_contrary(count: Count, share: str, of: str) -> None:
    contrary = Count(count.seats, count.present, count.no, count.yes, count.abstained)

    assert not (is_carried(count, body(share, of)) and is_carried(contrary, body(share, of)))


@given(sound(), SHARES)
def test_of_all_seats_is_never_less_than_of_those_there(count: Count, share: str) -> None:
    if is_carried(count, body(share, "seats")):
        assert is_carried(count, body(share, "present"))


@given(sound(), WHOLES)
def test_two_thirds_is_never_less_than_half(count: Count, of: str) -> None:
    if is_carried(count, body("two-thirds", of)):
        assert is_carried(count, body("half", of))


@pytest.mark.parametrize("of", ["seats", "present"])
@pytest.mark.parametrize("share", ["half", "two-thirds"])
def test_where_all_stepped_aside_nothing_carries(share: str, of: str) -> None:
    assert not is_carried(Count(0, 0, 0, 0, 0), body(share, of))


@pytest.mark.parametrize(
    ("yes", "seats", "half", "two_thirds"),
    [(1, 2, False, False), (2, 3, True, True), (3, 5, True, False), (4, 6, True, True), (5, 8, True, False)],
)
def test_the_edges(yes: int, seats: int, half: bool, two_thirds: bool) -> None:
    count = Count(seats, seats, yes, seats - yes, 0)

    assert (is_carried(count, body("half", "seats")), is_carried(count, body("two-thirds", "seats"))) == (
        half,
        two_thirds,
    )
