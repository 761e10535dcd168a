"""`meetings.look_again`: a body says what it found in looking at something again, and when it does so next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.actions.minutes import digest_of
from jingwei.mechanisms.meetings.models import Hearing, LookBack, Meeting
from jingwei.mechanisms.meetings.queries import to_look_at
from jingwei.mechanisms.meetings.tests.school import LATER, PARTY, TODAY, School, fresh, told_of
from jingwei.mechanisms.meetings.tests.test_hand_over_item import merged
from tests.support.verbs import refused

DAY, NEXT = date(2026, 5, 11), date(2026, 8, 1)
FOUND = "两名已经到岗，试讲都过了。"


@pytest.fixture
def resolved(school: School) -> Hearing:
    """What the Party organisation decided by itself, to be looked at again a month later."""
    return decided(school, "发展党员计划")


def decided(school: School, title: str, again: date = DAY) -> Hearing:
    given = {"person": school.world.people["member"], "due": TODAY + timedelta(days=9), "review_on": again}
    hearing = school.passed(PARTY, school.item(kind="party-work", title=title), **given)
    actions.close_meeting(hearing.meeting, actor=school.actor("organizer"))
    return fresh(hearing)


@pytest.fixture
def meeting(school: School, resolved: Hearing) -> Iterator[Meeting]:
    """The meeting of a month later, under way."""
    with clock_at(DAY):
        yield open_on(school, DAY)


def open_on(school: School, day: date) -> Meeting:
    keeper, at = school.actor("organizer"), datetime.combine(day, LATER.timetz())
    meeting = school.meeting(PARTY, starts_at=at)
    actions.enter_item(school.item(), actor=keeper, meeting=meeting)
    meeting = actions.send_meeting(meeting, actor=keeper)
    here = [seat.person_id for seat in meeting.seats.all()]
    return actions.open_meeting(actions.keep_roster(meeting, actor=keeper, present=here), actor=keeper)


def looked(
    school: School,
    meeting: Meeting,
    hearing: Hearing,
    by: str = "organizer",
    again: date | None = NEXT,
    found: str = FOUND,
) -> Meeting:
    return actions.look_again(
        fresh(meeting), actor=school.actor(by), hearing=hearing.pk, found=found, review_on=again
    )


def due(school: School, meeting: Meeting) -> list[int]:
    return [each.pk for each in to_look_at(school.actor("organizer"), fresh(meeting))]


def test_what_was_found_stays_and_the_next_day_is_set(
    school: School, meeting: Meeting, resolved: Hearing
) -> None:
    before, digest = due(school, meeting), digest_of(fresh(meeting))
    done = looked(school, meeting, resolved)

    look = LookBack.objects.get()
    assert (look.hearing, look.meeting, look.found, look.review_on, look.looked_on) == (
        resolved,
        meeting,
        FOUND,
        NEXT,
        DAY,
    )
    assert (before, due(school, meeting), fresh(resolved).review_on) == ([resolved.pk], [], NEXT)
    assert told_of(done)[2] == f"院系党组织会议回头看了《发展党员计划》：{FOUND}"
    assert digest_of(fresh(meeting)) != digest
    later = school.meeting(PARTY, starts_at=datetime.combine(NEXT, LATER.timetz()))
    assert due(school, later) == [resolved.pk]


def test_without_a_next_day_it_is_looked_at_no_more(
    school: School, meeting: Meeting, resolved: Hearing
) -> None:
    looked(school, meeting, resolved, again=None)

    assert fresh(resolved).review_on is None
    with refused(409, "gate-shut", says="这次会没有要回头看的。"):
        looked(school, meeting, resolved)


def test_only_what_is_due_here_and_on_a_later_day(
    school: School, meeting: Meeting, resolved: Hearing
) -> None:
    other = Hearing.objects.get(meeting=meeting)
    with refused(422, "invalid", says="这一项不在这次要回头看的里面。"):
        looked(school, meeting, other)
    with refused(422, "invalid", says="回头看要在这次会议以后。"):
        looked(school, meeting, resolved, again=DAY)
    for found, says in ((" ", "这里要写一句。"), ("长" * 301, "最多 300 个字。")):
        with refused(422, "invalid", says=says):
            looked(school, meeting, resolved, found=found)


def test_by_who_keeps_the_meeting_while_it_is_minuted(
    school: School, meeting: Meeting, resolved: Hearing
) -> None:
    for account in ("head", "auditor", "outsider", "student"):
        with refused(403, "no-grant"):
            looked(school, meeting, resolved, by=account)
    set_only = school.meeting(PARTY, starts_at=clock.now() + timedelta(days=7))
    with refused(409, "step-not-open"):
        looked(school, set_only, resolved)
    closed = actions.close_meeting(fresh(meeting), actor=school.actor("organizer"))
    assert looked(school, closed, resolved).state == "closed"


def test_a_successor_looks_at_what_went_into_it_had_resolved(school: School, resolved: Hearing) -> None:
    merged(school)
    keeper = school.world.actor("orgoffice")
    at = datetime.combine(DAY, LATER.timetz())
    meeting = Meeting.objects.create(
        university_id=resolved.university_id,
        organisation=school.world["other_faculty_party"],
        body=PARTY,
        held_on=DAY,
        starts_at=at,
        state="open",
        recorded_name="某",
        recorded_on=DAY,
    )

    assert [each.pk for each in to_look_at(keeper, meeting)] == [resolved.pk]


def test_by_page_on_paper_and_over_the_api(school: School, meeting: Meeting, resolved: Hearing) -> None:
    at, client = f"/meetings/{meeting.pk}/", school.client("organizer")
    offered = school.doors("organizer", at)
    empty = school.paged("organizer", f"{at}look-again/", hearing=resolved.pk, found="")
    foreign = school.sent(
        "outsider", f"meetings/{meeting.pk}/look-again", {"hearing": resolved.pk, "found": FOUND}
    )
    sent = school.sent(
        "organizer", f"meetings/{meeting.pk}/look-again", {"hearing": resolved.pk, "found": FOUND}
    )
    again = school.paged("organizer", f"{at}look-again/", hearing=resolved.pk, found=FOUND)
    page = client.get(at).content.decode()
    first = client.get(f"/meetings/{resolved.meeting_id}/").content.decode()

    assert ("look-again" in offered, empty) == (True, (422, ["看到了什么 这里要写，不能空着。"]))
    assert (foreign.status_code, sent.status_code, again[0]) == (404, 200, 409)
    assert (FOUND in page, f"5月11日回头看：{FOUND}" in first) == (True, True)
    assert "look-again" not in school.doors("organizer", at)
    actions.close_meeting(fresh(meeting), actor=school.actor("organizer"))
    assert client.get(f"{at}papers/minutes.docx").status_code == 200
