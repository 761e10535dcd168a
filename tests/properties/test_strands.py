"""However its records come, a matter has exactly one reading, and what comes later never undoes a woven one."""

from __future__ import annotations

from datetime import date, timedelta
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from jingwei.mechanisms.measures.queries.strands import EARLY, READINGS, WOVEN, Strands, tally

BEGAN = date(2026, 1, 1)
COUNT = st.integers(0, 3)
STRANDS = st.builds(
    Strands,
    began=st.integers(0, 400).map(lambda days: BEGAN + timedelta(days=days)),
    party=COUNT,
    unit=COUNT,
    changed=COUNT,
    outcome=COUNT,
    is_closed=st.booleans(),
)
ON = st.integers(0, 800).map(lambda days: BEGAN + timedelta(days=days))
SETTLES = st.integers(1, 730)


@given(st.lists(STRANDS), ON, SETTLES)
def test_each_matter_counts_in_exactly_one(matters: list[Strands], on: date, settles: int) -> None:
    readings = [each.reading(on, settles) for each in matters]
    counts = tally(readings)

    assert set(readings) <= set(READINGS)
    assert counts.matters == counts.told + counts.early == len(matters)
    assert counts.party[1] + counts.unit[1] - counts.woven == counts.told


@given(st.lists(STRANDS, min_size=1), st.randoms())
def test_the_order_in_which_months_are_taken_together_changes_nothing(
    months: list[Strands], chance: object
) -> None:
    shuffled = [*months]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert reduce(Strands.and_then, shuffled) == reduce(Strands.and_then, months)


@given(STRANDS, STRANDS, ON, SETTLES)
def test_a_woven_matter_stays_woven(first: Strands, later: Strands, on: date, settles: int) -> None:
    if first.reading(on, settles) == WOVEN:
        assert first.and_then(later).reading(on, settles) == WOVEN


@given(STRANDS, ON, SETTLES)
def test_the_two_sides_are_read_alike_where_one_is_alone(strands: Strands, on: date, settles: int) -> None:
    """Only warp and only weft are mirror images, but where neither part is confirmed and both are at work."""
    turned = Strands(
        strands.began, strands.unit, strands.party, strands.outcome, strands.changed, strands.is_closed
    )
    one, other = strands.reading(on, settles), turned.reading(on, settles)
    if strands.changed or strands.outcome or not (strands.party and strands.unit):
        assert {one, other} in ({"warp", "weft"}, {WOVEN}, {EARLY})
    else:
        assert one == other
