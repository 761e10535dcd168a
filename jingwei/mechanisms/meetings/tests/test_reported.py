"""What the report of an organisation says of what it resolved: each item with its result and what became of it."""

from __future__ import annotations

from datetime import date

import pytest

from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.queries.reported import told_of
from jingwei.mechanisms.meetings.tests.school import JOINT, TITLE, TODAY, School

YEAR = date(2026, 1, 1), date(2026, 12, 31)


def closed(school: School, hearing: object) -> None:
    actions.close_meeting(hearing.meeting, actor=school.actor("organizer"))  # type: ignore[attr-defined]


@pytest.mark.parametrize(("account", "at"), [("faculty", "faculty_party"), ("dean", "faculty")])
def test_both_sides_read_what_was_resolved_and_what_became_of_it(
    school: School, account: str, at: str
) -> None:
    closed(school, school.passed(JOINT, school.studied(school.item())))

    (told,) = told_of(school.actor(account), school.world[at], *YEAR)

    joint = (TITLE, f"{TODAY}\n党政联席会议", "通过", "在办 1 件")
    assert told.rows[-1] == joint
    assert [row[2] for row in told.rows] == ["通过"] * len(told.rows)
    assert told.words.startswith(f"这一期上会议了 {len(told.rows)} 项，通过 {len(told.rows)} 项")
    assert (told.more, told.hidden) == (0, 0)


def test_what_was_refused_is_told_and_nobody_is_named(school: School) -> None:
    hearing = school.heard(JOINT, school.studied(school.item()))
    refused = actions.resolve_hearing(
        hearing, actor=school.actor("organizer"), manner="hands", yes=0, no=3, resolution="不同意"
    )
    closed(school, refused)

    (told,) = told_of(school.actor("faculty"), school.world["faculty_party"], *YEAR)

    assert told.rows[-1][2:] == ("没有通过", "—")
    names = {each.name for each in school.world.people.values()}
    assert not [name for row in told.rows for cell in row for name in names if name in cell]


def test_a_meeting_that_is_not_over_has_resolved_nothing_yet(school: School) -> None:
    studied = school.studied(school.item())
    before = told_of(school.actor("faculty"), school.world["faculty_party"], *YEAR)
    hearing = school.passed(JOINT, studied)
    during = told_of(school.actor("faculty"), school.world["faculty_party"], *YEAR)
    closed(school, hearing)
    (after,) = told_of(school.actor("faculty"), school.world["faculty_party"], *YEAR)

    assert during == before
    assert len(after.rows) == 1 + sum(len(each.rows) for each in before)


@pytest.mark.parametrize(("account", "hidden"), [("branch", 2), ("province", 2), ("committee", 0)])
def test_who_may_not_read_them_reads_how_many_there_are(school: School, account: str, hidden: int) -> None:
    closed(school, school.passed(JOINT, school.studied(school.item())))

    (told,) = told_of(school.world.actor(account), school.world["faculty_party"], *YEAR)

    assert (len(told.rows), told.hidden) == (2 - hidden, hidden)


def test_other_periods_are_not_in_it(school: School) -> None:
    closed(school, school.passed(JOINT, school.studied(school.item())))

    there = school.world["faculty_party"]
    assert told_of(school.actor("faculty"), there, date(2025, 1, 1), date(2025, 12, 31)) == []
