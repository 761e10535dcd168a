"""`meetings.ask_leave` and `meetings.come_after_all`: whoever has a seat answers before the meeting, with one press."""

from __future__ import annotations

import pytest
from lxml import html

from jingwei.adapters.worker import drain
from jingwei.foundation.ledger.models import Record
from jingwei.kernel.notices import TELLINGS
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Meeting
from jingwei.mechanisms.meetings.tests.school import PARTY, School, fresh, told_of, typed_in
from tests.support.verbs import refused


@pytest.fixture
def meeting(school: School) -> Meeting:
    """A meeting of the Party organisation, its notice sent."""
    return school.called(PARTY, school.item())


def away(school: School, meeting: Meeting, by: str = "head") -> Meeting:
    return actions.ask_leave(fresh(meeting), actor=school.actor(by))


def back(school: School, meeting: Meeting, by: str = "head") -> Meeting:
    return actions.come_after_all(fresh(meeting), actor=school.actor(by))


def attends(school: School, meeting: Meeting, account: str = "head") -> str:
    return str(meeting.seats.get(person=school.world.people[account]).attends)


def test_whoever_cannot_come_says_so_and_may_come_after_all(school: School, meeting: Meeting) -> None:
    done = away(school, meeting)

    assert (done.state, attends(school, meeting), attends(school, meeting, "branch")) == (
        "sent",
        "leave",
        "expected",
    )
    assert told_of(done)[2] == "乔望北请假，不参加 2026-04-10 的院系党组织会议"
    done = back(school, meeting)
    assert (done.state, attends(school, meeting)) == ("sent", "expected")
    assert told_of(done)[2] == "乔望北取消请假，参加 2026-04-10 的院系党组织会议"


def test_who_keeps_the_roster_is_told_and_finds_it_marked(school: School, meeting: Meeting) -> None:
    away(school, meeting)
    record = Record.objects.filter(verb="meetings.ask_leave").latest("seq")
    (telling,) = TELLINGS["meetings.ask_leave"]
    shown = html.fromstring(
        school.client("organizer").get(f"/meetings/{meeting.pk}/attend/").content.decode()
    )
    seat = meeting.seats.get(person=school.world.people["head"])

    assert telling.worded(record) == "乔望北请假，不参加 2026-04-10 的院系党组织会议。"
    assert school.world.people["organizer"].pk in telling.whom(record)
    assert shown.xpath(f"//input[@name='seat_{seat.pk}'][@checked]/@value") == ["leave"]


def test_the_call_of_the_others_stays_unread(school: School, meeting: Meeting) -> None:
    drain()
    away(school, meeting)
    drain()
    before = unread(school, "organizer")
    back(school, meeting)
    drain()

    called = "院系党组织会议：2026-04-10 14:00，1 个议题。"
    assert unread(school, "branch") == [called]
    assert before == ["乔望北请假，不参加 2026-04-10 的院系党组织会议。"]
    assert unread(school, "organizer") == []


def unread(school: School, account: str) -> list[str]:
    """What an account was told and has not read."""
    told = school.client(account).get("/api/v1/notices").json()["items"]
    return [each["words"] for each in told if each["state"] == "未读" and "院系党组织会议" in each["words"]]


def test_each_once_and_at_its_time(school: School, meeting: Meeting) -> None:
    with refused(403, "rule", says="你没有请假。"):
        back(school, meeting)
    away(school, meeting)
    with refused(403, "rule", says="你已经请假了。"):
        away(school, meeting)
    actions.arrive_at_meeting(fresh(meeting), actor=school.actor("branch"), code=actions.code_of(meeting))
    with refused(403, "rule", says="你已经签到了。"):
        away(school, meeting, "branch")
    actions.cancel_meeting(fresh(meeting), actor=school.actor("organizer"), reason="停电")
    with refused(409, "step-not-open", says="现在是“取消了”，还不能“取消请假”。"):
        back(school, meeting)


@pytest.mark.parametrize("account", ["dean", "member", "committee", "student", "sysadmin"])
def test_it_takes_a_seat(school: School, meeting: Meeting, account: str) -> None:
    with refused(403, "rule", says="这次会的名单上没有你。"):
        away(school, meeting, account)


def test_nobody_of_another_university_does(school: School, meeting: Meeting) -> None:
    assert school.sent("outsider", f"meetings/{meeting.pk}/ask-leave").status_code == 404


def test_by_page(school: School, meeting: Meeting) -> None:
    at = f"/meetings/{meeting.pk}/"
    first = school.doors("head", at)
    done = school.paged("head", f"{at}ask-leave/")
    second = school.doors("head", at)
    again = school.paged("head", f"{at}come-after-all/")

    assert [each for each in first if each in ("ask-leave", "come-after-all")] == ["ask-leave"]
    assert [each for each in second if each in ("ask-leave", "come-after-all")] == ["come-after-all"]
    assert (done, again) == ((303, at), (303, at))
    assert "ask-leave" not in school.doors("dean", at)


def test_over_the_api(school: School, meeting: Meeting) -> None:
    at = f"meetings/{meeting.pk}"
    done = school.sent("head", f"{at}/ask-leave")
    again = school.sent("head", f"{at}/ask-leave")
    gone = school.sent("head", f"{at}/come-after-all")

    assert [each.status_code for each in (done, again, gone)] == [200, 403, 200]
    assert {each["attends"] for each in gone.json()["seats"]} == {"expected"}


def test_leave_asked_for_is_no_roster(school: School, meeting: Meeting) -> None:
    away(school, meeting)

    with refused(409, "gate-shut", says="先点到会。"):
        actions.open_meeting(fresh(meeting), actor=school.actor("organizer"))


def test_leave_stays_where_the_roster_says_nothing_of_it(school: School, meeting: Meeting) -> None:
    away(school, meeting)
    there = [school.world.people[each].pk for each in ("faculty", "branch")]
    kept = school.sent("organizer", f"meetings/{meeting.pk}/attend", {"present": there})

    assert kept.status_code == 200
    assert [attends(school, meeting, each) for each in ("faculty", "head", "organizer")] == [
        "present",
        "leave",
        "absent",
    ]


def test_a_roster_that_was_opened_before_is_looked_at_once_more(school: School, meeting: Meeting) -> None:
    """Nothing that was marked is lost, and what somebody said meanwhile is not written over unseen."""
    client, at = school.client("organizer"), f"/meetings/{meeting.pk}/attend/"
    carried = typed_in(html.fromstring(client.get(at).content.decode()))
    away(school, meeting)
    told = client.post(at, carried)
    kept = typed_in(html.fromstring(told.content.decode()))
    between = attends(school, meeting)
    done = client.post(at, kept)

    marks = {name: value for name, value in carried.items() if name.startswith("seat_")}
    assert (told.status_code, between, done.status_code) == (422, "leave", 303)
    assert "刚刚有变化：请假。请再看一遍。" in told.content.decode()
    assert {name: kept[name] for name in marks} == marks
    assert attends(school, meeting) == "present"
