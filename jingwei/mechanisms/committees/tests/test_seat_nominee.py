"""`committee_seats.seat`: a term begins after nomination, eligibility and a carried vote, and not before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from jingwei.mechanisms.committees.actions import seat_nominee
from jingwei.mechanisms.committees.models import CommitteeSeat
from jingwei.mechanisms.committees.tests.story import NAME, TODAY, Story, last, sentence
from jingwei.ui.days import day
from tests.support.verbs import refused


def test_a_term_is_as_long_as_the_committee_gives_it(story: Story) -> None:
    seat = story.seated()

    assert (seat.state, seat.since, seat.until) == ("seated", TODAY, date(2029, 4, 9))
    assert sentence(seat) == f"沈砚秋担任{NAME}委员，任期 2026-04-10 到 2029-04-09（柏鸿钧办理）"
    assert sentence(seat, personal=False).startswith(f"——担任{NAME}委员")
    assert last(seat).result == "seated" and "3.3c" in last(seat).clauses
    assert story.told("committee_seats.seat") == [
        (f"{NAME}：提名的人选入席了，任期 2026-04-10 到 2029-04-09。", {"faculty", "branch"})
    ]


def test_a_shorter_term_is_said(story: Story) -> None:
    seat = story.seated(since=date(2026, 5, 1), until=date(2027, 4, 30))

    assert (seat.since, seat.until) == (date(2026, 5, 1), date(2027, 4, 30))


@pytest.mark.parametrize(
    ("since", "until", "field"),
    [
        (TODAY - timedelta(days=1), None, "since"),
        (TODAY + timedelta(days=400), None, "since"),
        (date(9999, 1, 1), None, "since"),
        (TODAY, date(2029, 4, 10), "until"),
        (TODAY, TODAY - timedelta(days=1), "until"),
    ],
)
def test_a_term_begins_after_the_vote_and_is_not_too_long(
    story: Story, since: date, until: date | None, field: str
) -> None:
    seat = story.carried()

    with refused(422, "invalid"):
        seat_nominee(seat, actor=story.actor("dean"), since=since, until=until)
    answer = story.api(
        "dean", f"committee-seats/{seat.pk}/seat", since=str(since), until=until and str(until)
    )
    assert [each["field"] for each in answer.json()["errors"]] == [field]


def test_no_step_is_skipped(story: Story) -> None:
    for seat in (story.nominated(), story.eligible("faculty", by="committee")):
        with refused(409, "step-not-open"):
            seat_nominee(seat, actor=story.actor("dean"))


def test_who_may_not(story: Story) -> None:
    seat = story.carried()

    with refused(403, "no-grant"):
        seat_nominee(seat, actor=story.actor("faculty"))
    with refused(403, "no-grant"):
        seat_nominee(seat, actor=story.actor("committee"))


def test_the_database_itself_keeps_the_steps(story: Story) -> None:
    seat = story.nominated()
    rows = CommitteeSeat.objects.filter(pk=seat.pk)
    dean, faculty = story.world.people["dean"], story.world.people["faculty"]
    term = {"state": "seated", "since": TODAY, "until": TODAY, "seated_by": dean}
    found = {"found_on": TODAY, "found_by": dean, "finding": "有"}
    vote = {"voted_on": TODAY, "vote_by": dean, "entitled": 9, "present": 9, "abstained": 0}

    for values in (
        term,
        term | found,
        term | vote | {"yes": 9, "no": 0},
        term | found | vote | {"yes": 4, "no": 5},
        term | found | vote | {"yes": 9, "no": 0, "seated_by": faculty},
        term | found | vote | {"yes": 9, "no": 0, "vote_by": seat.person},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)
    assert rows.update(**(term | found | vote | {"yes": 9, "no": 0})) == 1


def test_by_page_and_api(story: Story) -> None:
    seat, other = story.carried(), story.carried("faculty", by="committee")
    asked = story.get("dean", seat, "seat")
    wrong = story.post("dean", "seat", seat, since="2031-01-01")
    done = story.post("dean", "seat", seat, since="2026-04-10")
    by_api = story.api("dean", f"committee-seats/{other.pk}/seat", since="2026-04-12")
    again = story.api("dean", f"committee-seats/{other.pk}/seat")
    not_mine = story.post("faculty", "seat", seat, since="2026-04-10")

    assert (asked.status_code, wrong.status_code, done.status_code) == (200, 422, 303)
    assert (by_api.status_code, by_api.json()["state"]) == (200, "seated")
    assert (again.status_code, not_mine.status_code) == (409, 403)
    page = story.get("branch", seat).content.decode()
    assert f"— {day(date(2029, 4, 9))}" in page and "在任" in page
