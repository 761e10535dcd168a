"""A resolution has a day on which its body looks at it again: it stands on the first meeting from then on, and on no other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jingwei.adapters.clock import clock_at
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Hearing, Meeting
from jingwei.mechanisms.meetings.queries import to_look_at
from jingwei.mechanisms.meetings.tests.school import (
    JOINT,
    LATER,
    PARTY,
    TITLE,
    School,
    fresh,
    last,
    school_of,
)
from tests.support import examples
from tests.support.verbs import refused
from tests.support.world import World

AGAIN = date(2026, 5, 10)


@pytest.fixture
def resolved(school: School) -> Hearing:
    hearing = school.passed(JOINT, school.studied(school.item()), review_on=AGAIN)
    actions.close_meeting(hearing.meeting, actor=school.actor("organizer"))
    return fresh(hearing)


def on(school: School, days: int, body: str = JOINT) -> Meeting:
    return school.meeting(body, starts_at=LATER + timedelta(days=days))


def looked_at(school: School, *meetings: Meeting) -> list[list[int]]:
    return [[each.pk for each in to_look_at(school.actor("organizer"), one)] for one in meetings]


def test_it_stands_on_the_first_meeting_from_that_day_on(school: School, resolved: Hearing) -> None:
    meetings = [on(school, days) for days in (20, 30, 37)]

    assert (resolved.review_on, last(resolved).values["review_on"]) == (AGAIN, "2026-05-10")
    assert looked_at(school, *meetings) == [[], [resolved.pk], []]


def test_where_that_is_called_off_the_next_takes_it(school: School, resolved: Hearing) -> None:
    first, second = on(school, 31), on(school, 38)
    actions.cancel_meeting(first, actor=school.actor("organizer"), reason="改期")

    assert looked_at(school, fresh(first), second) == [[], [resolved.pk]]


def test_one_whose_day_went_by_unopened_does_not_keep_it(school: School, resolved: Hearing) -> None:
    keeper, unsent, sent = school.actor("organizer"), on(school, 31), on(school, 32)
    actions.enter_item(school.item(kind="affairs"), actor=keeper, meeting=sent)
    actions.send_meeting(sent, actor=keeper)
    later = on(school, 45)
    told = []
    for day in (11, 12, 13):
        with clock_at(date(2026, 5, day)):
            told.append(looked_at(school, unsent, sent, later))

    here = [resolved.pk]
    assert told == [[here, [], []], [here, here, []], [here, here, here]]


def test_what_was_only_studied_is_not_looked_at(school: School) -> None:
    """No page asks for the day there, and no other door takes it."""
    hearing = school.heard(PARTY, school.item())
    typed = {"manner": "hands", "yes": 3, "resolution": "同意", "review_on": str(AGAIN)}

    done = school.sent("organizer", f"hearings/{hearing.pk}/resolve", typed)

    assert (done.status_code, done.json()["review_on"]) == (200, None)


def test_another_body_does_not_look_at_it(school: School, resolved: Hearing) -> None:
    assert looked_at(school, on(school, 31, PARTY)) == [[]]


@pytest.mark.parametrize("day", [LATER.date(), LATER.date() + timedelta(days=3 * 366 + 1)])
def test_the_day_is_later_and_near_enough(school: School, day: date) -> None:
    hearing = school.heard(JOINT, school.studied(school.item()))
    with refused(422, "invalid", says="回头看"):
        actions.resolve_hearing(
            hearing,
            actor=school.actor("organizer"),
            manner="hands",
            yes=3,
            resolution="同意",
            person=school.world.people["member"],
            due=day,
            review_on=day,
        )


def test_what_did_not_pass_is_not_looked_at(school: School) -> None:
    hearing = school.passed(JOINT, school.studied(school.item()), yes=1, no=2, review_on=AGAIN)

    assert (hearing.state, hearing.review_on) == ("refused", None)


def test_on_the_page_and_on_paper(school: School, resolved: Hearing) -> None:
    meeting, said = on(school, 31), "定了 5月10日以后回头看"
    told = {
        account: said in school.client(account).get(f"/meetings/{meeting.pk}/").content.decode()
        for account in ("organizer", "dean", "orgoffice")
    }
    first = school.client("dean").get(f"/meetings/{resolved.meeting_id}/").content.decode()

    assert told == {"organizer": True, "dean": True, "orgoffice": True}
    assert ("5月10日以后的第一次会回头看" in first, TITLE in first) == (True, True)


def test_by_page_and_api(school: School) -> None:
    hearing = school.heard(JOINT, school.studied(school.item()))
    at = f"/meetings/{hearing.meeting_id}/hearings/{hearing.pk}/resolve/"
    person = school.world.people["member"]
    typed = {
        "manner": "hands",
        "yes": 3,
        "no": 0,
        "abstained": 0,
        "resolution": "同意",
        "person": f"{person.name}　{person.code}",
        "due": "2026-05-01",
    }
    early = school.paged("organizer", at, **typed, review_on="2026-04-10")
    done = school.paged("organizer", at, **typed, review_on=str(AGAIN))
    told = school.client("dean").get(f"/api/v1/hearings/{hearing.pk}").json()

    assert early == (422, ["哪天回头看 回头看要在这次会议以后。"])
    assert (done[0], told["review_on"]) == (303, "2026-05-10")


@settings(
    max_examples=examples.of(12),
    derandomize=True,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(days=st.lists(st.integers(1, 60), min_size=1, max_size=6, unique=True), named=st.integers(1, 60))
def test_exactly_one_meeting_has_it(world: World, days: list[int], named: int) -> None:
    """Whatever the order in which they were set, and none where all come before."""
    undone = transaction.atomic()
    undone.__enter__()
    try:
        with school_of(world) as school:
            day = LATER.date() + timedelta(days=named)
            hearing = school.passed(JOINT, school.studied(school.item()), review_on=day)
            meetings = {each: on(school, each) for each in days}
            found = [each for each, one in meetings.items() if looked_at(school, one) == [[hearing.pk]]]
        assert found == sorted(each for each in days if each >= named)[:1]
    finally:
        transaction.set_rollback(True)
        undone.__exit__(None, None, None)
