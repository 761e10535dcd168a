"""When a milestone counts as met by its day: the day is that of the note, not of the answer; and what proves little says so."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingwei.adapters import clock
from jingwei.foundation.matters.models import Deed, Matter, Milestone
from jingwei.foundation.matters.rules import reckoned_as, standing_of

DUE = date(2026, 6, 30)
MATTER = Matter(pk=1, agreed_on=date(2026, 3, 2))


def milestone(side: str = "party", *, of: Matter = MATTER) -> Milestone:
    return Milestone(pk=7, matter=of, due=DUE, side=side, agreed_on=of.agreed_on)


def deed(side: str, days: int, *, state: str = "confirmed", of: int = 7) -> Deed:
    """A note put forward so many days after the day of the milestone."""
    at = datetime.combine(DUE + timedelta(days=days), time(9), clock.ZONE)
    return Deed(matter=MATTER, milestone_id=of, side=side, state=state, noted_at=at)


@pytest.mark.parametrize(
    ("owner", "deeds", "result"),
    [
        ("party", [deed("party", 0), deed("unit", 9)], "on-time"),
        ("party", [deed("party", 1), deed("unit", 0)], "late"),
        ("party", [deed("party", 3), deed("party", -1), deed("unit", 0)], "on-time"),
        ("party", [deed("party", -1, state="noted"), deed("party", 2), deed("unit", 0)], "late"),
        ("party", [deed("party", -1, of=8), deed("unit", 0)], "late"),
        ("both", [deed("party", -1), deed("unit", 0)], "on-time"),
        ("both", [deed("party", -1), deed("unit", 1)], "late"),
    ],
)
def test_it_is_met_by_its_day_where_each_of_its_sides_had_put_forward_what_was_confirmed(
    owner: str, deeds: list[Deed], result: str
) -> None:
    assert reckoned_as(milestone(owner), deeds) == (result, ())


def test_nothing_noted_is_late_and_of_no_side_alone() -> None:
    assert reckoned_as(milestone(), []) == ("late", ())


def test_a_matter_in_which_one_side_alone_was_confirmed_says_so() -> None:
    assert reckoned_as(milestone(), [deed("party", -1)]) == ("on-time", ("strands:one",))


@pytest.mark.parametrize(("ahead", "tags"), [(13, ("plan:new",)), (14, ())])
def test_a_plan_of_less_than_two_weeks_before_says_so(ahead: int, tags: tuple[str, ...]) -> None:
    fresh = Matter(pk=1, agreed_on=DUE - timedelta(days=ahead))

    assert reckoned_as(milestone(of=fresh), [deed("party", 0), deed("unit", 0)]) == ("on-time", tags)
    assert standing_of(fresh, DUE) == tags


def test_to_agree_to_the_plan_anew_makes_no_milestone_younger() -> None:
    anew = Matter(pk=1, agreed_on=DUE + timedelta(days=3))
    missed = Milestone(pk=7, matter=anew, due=DUE, side="party", agreed_on=MATTER.agreed_on)

    assert reckoned_as(missed, []) == ("late", ())
    assert (standing_of(anew, DUE), standing_of(anew, DUE, missed)) == (("plan:new",), ())


@pytest.mark.parametrize(
    ("matter", "tags"),
    [
        (Matter(), ()),
        (Matter(is_far=True), ("unit:far",)),
        (Matter(is_far=True, agreed_on=DUE), ("plan:new", "unit:far")),
    ],
)
def test_every_record_of_a_matter_says_what_makes_it_prove_little(
    matter: Matter, tags: tuple[str, ...]
) -> None:
    assert standing_of(matter, DUE) == tags


@given(
    days=st.lists(st.tuples(st.sampled_from(("party", "unit")), st.integers(-20, 20)), max_size=6),
    answer=st.integers(0, 400),
)
def test_how_late_the_answer_came_changes_nothing(days: list[tuple[str, int]], answer: int) -> None:
    deeds = [deed(*each) for each in days]
    before = reckoned_as(milestone("both"), deeds)
    for each in deeds:
        each.answered_at = each.noted_at + timedelta(days=answer)

    assert reckoned_as(milestone("both"), deeds) == before
