"""Rows shown and rows hidden are the number, for every viewer; nobody asks about what is not hers to see."""

from __future__ import annotations

import pytest

from jingwei.kernel.errors import NotFound
from jingwei.kernel.packs import registry
from jingwei.mechanisms.measures.queries.questions import DENOMINATOR, NUMERATOR, counts_organisations
from jingwei.mechanisms.measures.queries.reach import organisation_of
from jingwei.mechanisms.measures.queries.rows import Opened, rows_of
from jingwei.mechanisms.measures.queries.spans import period
from tests.support.world import World

SPAN = period("2026")
VIEWERS = {
    # account: what she may read, and of that what she asks about
    "province": ("committee", "faculty_party"),
    "committee": ("committee", "faculty_party", "branch", "faculty"),
    "orgoffice": ("committee",),
    "faculty": ("faculty_party", "branch", "faculty", "team"),
    "organizer": ("faculty_party",),
    "branch": ("branch", "team"),
    "dean": ("faculty", "team"),
    "head": ("team",),
    "member": ("branch",),
    "neighbour": ("other_branch", "other_team"),
}


def opened(
    world: World, viewer: str, key: str, indicator: str, part: str
) -> tuple[Opened, list[tuple[int, str]]]:
    """The last page of the rows, and the ids of all pages, each with its quarter where there are several."""
    actor, ids, cursor = world.actor(viewer), [], ""
    while True:
        organisation = organisation_of(actor, world[key].pk)
        page = rows_of(actor, registry.indicator(indicator), organisation, SPAN, part, cursor=cursor, limit=7)
        ids += [(row["id"], row["period"]) for row in page.items]
        if page.next is None:
            return page, ids
        cursor = page.next


@pytest.mark.parametrize("viewer", VIEWERS)
def test_shown_and_hidden_are_the_number(year: World, viewer: str) -> None:
    for key in VIEWERS[viewer]:
        for indicator in registry.indicators():
            for part in (NUMERATOR, DENOMINATOR):
                page, ids = opened(year, viewer, key, indicator.id, part)

                assert len(ids) == len(set(ids)) == page.shown
                assert page.shown + page.hidden == page.total
                assert 0 <= page.shown <= page.total


def test_the_same_number_for_all_who_ask_about_the_same_organisation(year: World) -> None:
    totals = {
        viewer: [
            opened(year, viewer, "branch", indicator.id, part)[0].total
            for indicator in registry.indicators()
            for part in (NUMERATOR, DENOMINATOR)
        ]
        for viewer in ("committee", "faculty", "branch", "member")
    }

    assert totals["member"] == totals["branch"] == totals["faculty"] == totals["committee"]
    assert sum(totals["branch"]) > 50


def test_a_member_reads_the_number_and_none_of_the_records(year: World) -> None:
    page, ids = opened(year, "member", "branch", "milestones-on-time", DENOMINATOR)

    assert (ids, page.shown, page.hidden > 0) == ([], 0, True)


def test_a_dean_reads_those_that_her_school_takes_part_in(year: World) -> None:
    whole, _ids = opened(year, "committee", "faculty_party", "milestones-on-time", DENOMINATOR)
    page, ids = opened(year, "dean", "faculty", "milestones-on-time", DENOMINATOR)

    assert page.total == whole.total
    assert len(ids) == page.shown > 0


def test_of_things_counted_once_the_latest_record_stands_for_all(year: World) -> None:
    for indicator in ("matters-of-substance", "goals-reached"):
        page, ids = opened(year, "committee", "committee", indicator, DENOMINATOR)
        _part, inside = opened(year, "committee", "committee", indicator, NUMERATOR)

        assert page.total == len(ids) > len(inside) > 0


def test_every_row_says_whether_it_is_in_the_part(year: World) -> None:
    for indicator in registry.indicators():
        organisation = organisation_of(year.actor("committee"), year["committee"].pk)
        page = rows_of(year.actor("committee"), indicator, organisation, SPAN, DENOMINATOR, limit=200)

        assert sum(row["counted"] for row in page.items) == page.counts.numerator


def test_organisations_are_named_to_those_who_may_see_them(year: World) -> None:
    indicator = next(i for i in registry.indicators() if counts_organisations(i) and i.headline)
    organisation = organisation_of(year.actor("faculty"), None)

    page = rows_of(year.actor("faculty"), indicator, organisation, SPAN, DENOMINATOR)

    assert [(row["period"], row["organisation"]) for row in page.items] == [
        (f"2026 年{quarter}季度", branch)
        for quarter in "四三二一"
        for branch in ("智能农机教师党支部", "机械研究生第一党支部")
    ]
    assert sum(row["counted"] for row in page.items) == page.counts.numerator


@pytest.mark.parametrize(
    ("viewer", "key"),
    [
        ("outsider", "committee"),
        ("outsider", "branch"),
        ("neighbour", "branch"),
        ("branch", "faculty_party"),
        ("branch", "student_branch"),
        ("dean", "faculty_party"),
        ("dean", "other_faculty"),
        ("member", "faculty_party"),
        ("teacher", "team"),
        ("auditor", "committee"),
    ],
)
def test_an_organisation_that_is_not_the_readers_is_not_there(world: World, viewer: str, key: str) -> None:
    with pytest.raises(NotFound):
        organisation_of(world.actor(viewer), world[key].pk)
