"""What stands against a time and a room is told before anybody is told of it, and blocks nothing."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from lxml import html

from jingwei.adapters import clock
from jingwei.mechanisms.meetings.actions import begin_series, cancel_meeting, convene_meeting
from jingwei.mechanisms.meetings.models import Meeting, Series
from jingwei.mechanisms.meetings.queries.clashes import clashes_of_meeting, clashes_of_series
from jingwei.mechanisms.meetings.tests.school import LATER, PARTY, School

ROOM = "205 室"
TYPED = {"body": PARTY, "starts_at": "2026-04-10T15:00", "room": " 205室"}


def elsewhere(school: School, **more: Any) -> Meeting:
    """A meeting of another School at the same time."""
    values: dict[str, Any] = {"body": PARTY, "starts_at": LATER, "room": ROOM} | more
    if "neighbour" not in school.posts:
        school.seat("neighbour", "organiser", "other_faculty_party")
    actor = school.actor("neighbour")
    return convene_meeting(school.world["other_faculty_party"], actor=actor, **values)


def against(school: School, *, account: str = "organizer", hours: float = 0, room: str = ROOM) -> list[str]:
    actor, at = school.actor(account), LATER + timedelta(hours=hours)
    return clashes_of_meeting(actor, school.world["faculty_party"], body=PARTY, starts_at=at, room=room)


def page_of(answer: Any) -> tuple[list[str], str]:
    """What stands against it, and what the button says."""
    shown = html.fromstring(answer.content)
    (button,) = shown.xpath("//form[contains(@class, 'form')]//button[contains(@class, 'primary')]")
    return shown.xpath("//div[@role='alert']//li/text()"), button.text_content().strip()


def test_a_room_is_taken_for_two_hours(school: School) -> None:
    elsewhere(school)

    for hours, count in ((-2, 0), (-1.5, 1), (0, 1), (1.5, 1), (2, 0)):
        assert len(against(school, hours=hours)) == count
    assert against(school, room="") == against(school, room="206 室") == []
    assert against(school, room="205室") == ["4月10日那时205室已经有别的会。"]


def test_who_may_not_see_the_other_meeting_does_not_learn_which(school: School) -> None:
    elsewhere(school)

    assert against(school) == ["4月10日那时205 室已经有别的会。"]
    assert against(school, account="orgoffice") == ["4月10日那时205 室有外国语学院党委的院系党组织会议。"]


def test_a_day_of_a_series_takes_its_room_too(school: School) -> None:
    world = school.world
    given = {"body": "themed-day", "nth": 2, "weekday": 5, "begins_at": time(14), "room": ROOM}
    begin_series(world["branch"], actor=world.actor("branch"), **given)

    assert against(school) == ["4月10日那时205 室有智能农机教师党支部的主题党日。"]
    assert against(school, hours=24 * 7) == []


def test_who_sits_elsewhere_is_told_by_name(school: School) -> None:
    school.seat("head", "committee-member", "other_faculty_party")
    meeting = elsewhere(school, room="")

    assert against(school) == ["乔望北那时要参加别的会。"]
    assert against(school, account="orgoffice") == ["乔望北那时要参加外国语学院党委的院系党组织会议。"]
    assert against(school, hours=2) == []
    cancel_meeting(meeting, actor=school.actor("neighbour"), reason="停电")
    assert against(school) == []


def test_after_the_notice_the_seats_are_those_of_the_notice(school: School) -> None:
    school.called(PARTY, school.item())

    assert against(school, room="") == ["孟青禾、乔望北、沈砚秋那时要参加机械工程学院党委的院系党组织会议。"]


def test_nothing_of_another_university_is_told(school: School) -> None:
    world = school.world
    values = {"university": world.universities["foreign"], "organisation": world["foreign_committee"]}
    Meeting.objects.create(
        **values,
        body="university-meeting",
        held_on=LATER.date(),
        starts_at=LATER,
        room=ROOM,
        state="convened",
        recorded_on=LATER.date(),
    )

    assert against(school) == against(school, account="orgoffice") == []


def test_the_page_tells_and_lets_it_through_when_it_is_sent_again(school: School) -> None:
    elsewhere(school)
    client = school.world.client("organizer")
    clash = "4月10日那时205室已经有别的会。"

    warned = client.post("/meetings/convene/", TYPED)
    shown = html.fromstring(warned.content)
    assert (warned.status_code, page_of(warned)) == (422, ([clash], "仍然这样排"))
    assert shown.xpath("//input[@name='starts_at']/@value") == ["2026-04-10T15:00"]
    assert shown.xpath("//input[@name='room']/@value") == [" 205室"]
    assert Meeting.objects.filter(organisation=school.world["faculty_party"]).count() == 0

    again = client.post(
        "/meetings/convene/", TYPED | {"despite": shown.xpath("//input[@name='despite']/@value")}
    )
    made = Meeting.objects.get(organisation=school.world["faculty_party"])
    assert (again.status_code, again["Location"]) == (303, f"/meetings/{made.pk}/")
    assert made.starts_at == datetime(2026, 4, 10, 15, tzinfo=clock.ZONE)


def test_what_was_not_shown_is_shown_first(school: School) -> None:
    elsewhere(school, starts_at=LATER + timedelta(days=1))
    client = school.world.client("organizer")
    given = TYPED | {"starts_at": "2026-04-11T14:00", "despite": "4月10日那时205室已经有别的会。"}

    assert page_of(client.post("/meetings/convene/", given))[0] == ["4月11日那时205室已经有别的会。"]
    free = client.post("/meetings/convene/", TYPED)
    assert free.status_code == 303


def test_a_series_is_warned_of_its_next_days(school: School) -> None:
    world = school.world
    elsewhere(school, starts_at=datetime(2026, 5, 21, 15, tzinfo=clock.ZONE))
    given = {"body": "themed-day", "nth": "3", "weekday": "4", "month_day": "1", "begins_at": "14:00"}
    client, at = world.client("branch"), "/meetings/series/new/"

    warned = client.post(at, given | {"room": ROOM})
    assert page_of(warned) == (["5月21日那时205 室已经有别的会。"], "仍然这样定")
    assert Series.objects.count() == 0
    through = client.post(at, given | {"room": ROOM, "despite": "5月21日那时205 室已经有别的会。"})
    assert (through.status_code, Series.objects.count()) == (303, 1)


def test_a_changed_series_is_warned_of_what_was_set_by_hand(school: School) -> None:
    """It does not stand in its own way."""
    world = school.world
    elsewhere(school, starts_at=datetime(2026, 5, 22, 15, tzinfo=clock.ZONE))
    given: dict[str, Any] = {"nth": 3, "weekday": 4, "begins_at": time(14), "room": ROOM}
    made = begin_series(world["branch"], actor=world.actor("branch"), body="themed-day", **given)
    client, at = world.client("branch"), f"/meetings/series/{made.pk}/"
    typed = {"nth": "4", "weekday": "5", "month_day": "1", "begins_at": "14:00", "room": ROOM}

    told = html.fromstring(client.post(at, typed).content).xpath("//div[@role='alert']//li/text()")
    free = html.fromstring(
        client.post(at, typed | {"begins_at": "15:30", "nth": "3", "weekday": "4"}).content
    )
    through = client.post(at, typed | {"despite": told})

    assert (len(told), told[1:]) == (2, ["5月22日那时205 室已经有别的会。"])
    assert len(free.xpath("//div[@role='alert']//li")) == 1
    assert (through.status_code, Series.objects.get().nth) == (303, 4)


def test_two_series_want_the_same_room(school: School) -> None:
    world = school.world
    begin_series(
        world["other_branch"],
        actor=world.actor("neighbour"),
        body="themed-day",
        nth=3,
        weekday=4,
        begins_at=time(15),
        room=ROOM,
    )
    asked: dict[str, Any] = {"body": "themed-day", "nth": 3, "weekday": 4, "month_day": 1, "room": ROOM}

    def found(begins_at: time | None) -> list[str]:
        return clashes_of_series(world.actor("branch"), world["branch"], begins_at=begins_at, **asked)

    days = ("4月16日", "5月21日", "6月18日")
    assert found(time(14)) == [f"{day}那时205 室已经有别的会。" for day in days]
    assert found(time(17)) == found(None) == []
