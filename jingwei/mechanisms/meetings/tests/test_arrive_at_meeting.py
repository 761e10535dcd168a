"""`meetings.arrive`: somebody with a seat signs in by the code that is shown in the room; nobody has to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lxml import html

from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Meeting
from jingwei.mechanisms.meetings.tests.school import LATER, PARTY, School, fresh, sentence
from tests.support.verbs import refused


@pytest.fixture
def meeting(school: School) -> Meeting:
    """A meeting of the Party organisation today, its notice sent."""
    return school.called(PARTY, school.item())


def arrived(school: School, meeting: Meeting, account: str = "head", code: str = "") -> Meeting:
    return actions.arrive_at_meeting(
        meeting, actor=school.actor(account), code=code or actions.code_of(meeting)
    )


def attends(school: School, meeting: Meeting, account: str) -> str:
    return str(meeting.seats.get(person=school.world.people[account]).attends)


def test_who_signs_in_is_there(school: School, meeting: Meeting) -> None:
    done = arrived(school, meeting)

    assert (attends(school, done, "head"), attends(school, done, "branch")) == ("present", "expected")
    assert (done.state, done.expected, done.present) == ("sent", 3, 1)
    assert sentence(done) == "乔望北到了院系党组织会议"


@pytest.mark.parametrize("account", ["dean", "member", "committee", "student"])
def test_it_takes_a_seat(school: School, meeting: Meeting, account: str) -> None:
    with refused(403, "rule", says="这次会的名单上没有你。"):
        arrived(school, meeting, account)


def test_nobody_comes_twice(school: School, meeting: Meeting) -> None:
    arrived(school, meeting)

    with refused(403, "rule", says="你已经签到了。"):
        arrived(school, meeting)


@pytest.mark.parametrize("code", ["x", "1:x", "no:such:code"])
def test_another_code_opens_nothing(school: School, meeting: Meeting, code: str) -> None:
    with refused(422, "invalid", says="这个码过期了，请再扫一次会场里的。"):
        arrived(school, meeting, code=code)


def test_the_code_of_another_meeting_opens_nothing(school: School, meeting: Meeting) -> None:
    other = school.called(PARTY, school.item(title="另一件", kind="party-work"))

    with refused(422, "invalid", says="这个码过期了，请再扫一次会场里的。"):
        arrived(school, meeting, code=actions.code_of(other))


def test_nobody_comes_before_the_day(school: School) -> None:
    meeting = school.meeting(PARTY, starts_at=LATER + timedelta(days=3))
    actions.enter_item(school.item(), actor=school.actor("organizer"), meeting=meeting)
    meeting = actions.send_meeting(fresh(meeting), actor=school.actor("organizer"))

    with refused(409, "gate-shut", says="会排在 2026-04-13，还没有到那天。"):
        arrived(school, meeting)


def test_after_it_has_closed_nobody_comes(school: School, meeting: Meeting) -> None:
    actions.cancel_meeting(meeting, actor=school.actor("organizer"), reason="停电")

    with refused(409, "step-not-open", says="现在是“取消了”，还不能“签到”。"):
        arrived(school, fresh(meeting))


def test_by_page_the_code_that_is_shown_is_the_one_that_opens(school: School, meeting: Meeting) -> None:
    shown = school.client("organizer").get(f"/meetings/{meeting.pk}/code/")
    at = f"/meetings/{meeting.pk}/arrive/{actions.code_of(meeting)}/"
    asked = school.client("head").get(at)
    done = school.client("head").post(at)
    stale = school.client("branch").post(f"/meetings/{meeting.pk}/arrive/stale/")
    nobody = school.client("dean").get(at)

    assert (shown.status_code, len(html.fromstring(shown.content).xpath("//*[@id='code']//svg"))) == (200, 1)
    assert (asked.status_code, done.status_code, stale.status_code, nobody.status_code) == (
        200,
        200,
        422,
        404,
    )
    assert [attends(school, meeting, who) for who in ("head", "branch")] == ["present", "expected"]


def test_only_who_keeps_the_roster_shows_the_code(school: School, meeting: Meeting) -> None:
    assert [
        school.client(who).get(f"/meetings/{meeting.pk}/code/").status_code
        for who in ("organizer", "faculty", "head", "dean", "outsider")
    ] == [200, 200, 403, 403, 404]


def test_where_some_have_signed_in_of_the_others_nothing_is_guessed(school: School, meeting: Meeting) -> None:
    arrived(school, meeting)
    at = f"/meetings/{meeting.pk}/attend/"
    shown = html.fromstring(school.client("organizer").get(at).content.decode())
    (own,) = meeting.seats.filter(attends="present").values_list("pk", flat=True)
    unmarked = school.client("organizer").post(at, {f"seat_{own}": "present"})

    assert shown.xpath("//input[@checked]/@name") == [f"seat_{own}"]
    assert (unmarked.status_code, meeting.seats.filter(attends="absent").count()) == (422, 0)


def test_the_code_is_drawn_as_large_as_there_is_room(school: School, meeting: Meeting) -> None:
    shown = html.fromstring(school.client("organizer").get(f"/meetings/{meeting.pk}/code/").content.decode())
    (drawn,) = shown.xpath("//div[@class='scan']/*")

    assert (drawn.get("width"), drawn.get("height")) == (None, None)
    assert drawn.get("viewbox").split()[:2] == ["0", "0"]
