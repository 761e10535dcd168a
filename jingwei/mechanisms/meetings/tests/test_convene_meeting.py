"""`meetings.convene`: a meeting that decides is set for a time, by the Party side or by the unit that decides with it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from jingwei.adapters import clock
from jingwei.foundation.organisations.actions import uncover_unit
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Meeting
from jingwei.mechanisms.meetings.tests.school import JOINT, LATER, PARTY, School, last, told_of
from tests.support.verbs import refused
from tests.support.world import BUILDER

AT = "/meetings/convene/"


def convened(school: School, by: str = "organizer", at: str = "faculty_party", **more: Any) -> Meeting:
    values: dict[str, Any] = {"body": JOINT, "starts_at": LATER} | more
    return actions.convene_meeting(school.world[at], actor=school.actor(by), **values)


def test_the_joint_meeting_is_that_of_both(school: School) -> None:
    meeting = convened(school, room=" 学院 301 ")

    assert (meeting.organisation, meeting.unit) == (school.world["faculty_party"], school.world["faculty"])
    assert (meeting.state, meeting.held_on, meeting.starts_at) == ("convened", date(2026, 4, 10), LATER)
    assert (meeting.room, meeting.recorded_name) == ("学院 301", "裴若谷")
    assert told_of(meeting) == ("meetings.convene", "", "裴若谷排了 2026-04-10 的党政联席会议")
    assert (last(meeting).tags, last(meeting).values) == (
        "|body:joint-meeting|",
        {
            "body": JOINT,
            "held_on": "2026-04-10",
            "starts_at": "2026-04-10T14:00:00+08:00",
            "room": "学院 301",
        },
    )


def test_that_of_the_party_organisation_is_its_own(school: School) -> None:
    assert convened(school, body=PARTY).unit is None


def test_the_day_is_that_of_the_university(school: School) -> None:
    late = datetime.fromisoformat("2026-04-10T17:00:00+00:00")

    assert convened(school, starts_at=late).held_on == date(2026, 4, 11)


def test_the_dean_sets_it_from_the_side_of_the_unit(school: School) -> None:
    meeting = convened(school, "dean", "faculty")

    assert (meeting.organisation, meeting.unit) == (school.world["faculty_party"], school.world["faculty"])


def test_but_not_that_of_the_party_organisation(school: School) -> None:
    with refused(422, "invalid", says="党组织会议由党组织一侧来排。"):
        convened(school, "dean", "faculty", body=PARTY)
    assert 'value="party-meeting"' not in school.client("dean").get(AT).content.decode()


@pytest.mark.parametrize("account", ["head", "member", "sysadmin", "auditor", "neighbour", "outsider"])
def test_it_is_not_open_to_others(school: School, account: str) -> None:
    with refused(403, "no-grant"):
        convened(school, account)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"body": "university-meeting"}, "这个组织不开这种会。"),
        ({"body": "themed-day"}, "这个组织不开这种会。"),
        ({"starts_at": LATER - timedelta(days=1)}, "这一天已经过了。"),
        ({"starts_at": LATER + timedelta(days=367)}, "会最多排到一年以后，请看一下年份。"),
    ],
)
def test_what_is_wrong_is_told(school: School, values: dict[str, Any], says: str) -> None:
    with refused(422, "invalid", says=says):
        convened(school, **values)


def test_without_the_unit_there_is_no_joint_meeting(school: School) -> None:
    uncover_unit(school.world["faculty_party"], actor=BUILDER, unit=school.world["faculty"])
    clock_on = LATER + timedelta(days=1)

    with clock.clock_at(clock_on), refused(422, "invalid", says="还没有覆盖学院，开不了党政联席会议。"):
        convened(school, starts_at=clock_on + timedelta(hours=1))


def test_by_page_everything_is_guessed_from_the_last_one(school: School) -> None:
    typed = {"body": JOINT, "starts_at": "2026-04-10T14:00", "room": "301"}
    client = school.client("organizer")
    first = client.get(AT).content.decode()
    done = school.paged("organizer", AT, **typed)
    meeting = Meeting.objects.get()
    again = client.get(AT).content.decode()
    past = school.paged("organizer", AT, **typed | {"starts_at": "2026-04-09T14:00"})
    slips = [
        school.paged("organizer", AT, **typed | {"starts_at": f"{year}-04-09T14:00"})
        for year in ("0001", "9999")
    ]

    assert 'value="2026-04-13T14:00"' in first
    assert ('value="2026-04-17T14:00"' in again, 'value="301"' in again) == (True, True)
    assert (done, meeting.starts_at) == ((303, f"/meetings/{meeting.pk}/"), LATER)
    assert past == slips[0] == (422, ["什么时候 这一天已经过了。"])
    assert slips[1] == (422, ["什么时候 会最多排到一年以后，请看一下年份。"])
    assert [school.client(each).get(AT).status_code for each in ("member", "student", "branch")] == [403] * 3


def test_over_the_api(school: School) -> None:
    body = {
        "organisation_id": school.world["faculty_party"].pk,
        "body": PARTY,
        "starts_at": "2026-04-10T14:00:00+08:00",
    }
    made = school.sent("organizer", "meetings/convene", body)
    wrong = school.sent("organizer", "meetings/convene", body | {"body": "nothing"})
    foreign = school.sent("outsider", "meetings/convene", body)

    assert [each.status_code for each in (made, wrong, foreign)] == [200, 422, 404]
    assert (made.json()["state"], made.json()["seats"], made.json()["agenda"]) == ("convened", [], [])
    assert wrong.json()["errors"] == [{"field": "body", "message": "这个组织不开这种会。"}]
