"""The calendar of an organisation: what is set, regular and recorded in a month; and the seats in one's own calendar."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.mechanisms.meetings.actions import begin_series, cancel_meeting, convene_meeting, record_meeting
from jingwei.mechanisms.meetings.models import Meeting
from jingwei.mechanisms.meetings.queries.calendar import Line, Month, calendar_for, days_of, month_called
from jingwei.mechanisms.meetings.tests.school import JOINT, PARTY, School
from jingwei.mechanisms.meetings.tests.test_record_meeting import ALL, there
from tests.support.world import World

TODAY, APRIL = date(2026, 4, 10), Month(2026, 4)


def regular(world: World, **more: Any) -> Any:
    values = {"body": "themed-day", "nth": 3, "weekday": 4, "begins_at": time(14), "room": "302 室"} | more
    return begin_series(world["branch"], actor=world.actor("branch"), **values)


def held(world: World, on: date, body: str = "themed-day", **more: Any) -> Meeting:
    values: dict[str, Any] = {"topic": "学农时", "present": there(world, *ALL)} | more
    return record_meeting(world["branch"], actor=world.actor("branch"), body=body, held_on=on, **values)


def told(lines: list[Line]) -> list[tuple[int, str, str, str, str]]:
    return [
        (each.day.day, f"{each.at:%H:%M}" if each.at else "", each.title, each.where, each.state)
        for each in lines
    ]


def feed(world: World, account: str) -> list[tuple[str, str]]:
    """What the own calendar of an account holds."""
    page = world.client(account).post("/notices/settings/calendar/open/").content.decode()
    address = page.split("<code>")[1].split("</code>")[0].partition("testserver")[2]
    events = icalendar.Calendar.from_ical(Client().get(address).content).walk("VEVENT")
    return sorted((str(each["SUMMARY"]), str(each["DTSTART"].dt)) for each in events)


def test_it_tells_what_is_set_what_comes_and_what_was(school: School) -> None:
    world = school.world
    regular(world)
    held(world, date(2026, 4, 2), "lecture", begins_at=time(9), room="301 室")
    school.meeting(PARTY, room="205 室")
    school.meeting(JOINT, starts_at=datetime(2026, 5, 6, 9, tzinfo=clock.ZONE))

    assert told(calendar_for(world.actor("faculty"), APRIL)) == [
        (2, "09:00", "党课：学农时", "智能农机教师党支部 301 室", "记下了"),
        (10, "14:00", "院系党组织会议", "205 室", "在准备"),
        (16, "14:00", "主题党日", "智能农机教师党支部 302 室", "例会"),
    ]
    assert told(calendar_for(world.actor("dean"), Month(2026, 5))) == [
        (6, "09:00", "党政联席会议", "", "在准备")
    ]
    assert [each[0] for each in told(calendar_for(world.actor("member"), APRIL))] == [2, 16]
    for account in ("neighbour", "outsider", "teacher"):
        assert calendar_for(world.actor(account), APRIL) == []


def test_a_day_of_a_series_is_told_until_it_is_recorded(world: World) -> None:
    with clock_at(date(2026, 4, 1)):
        regular(world)
    with clock_at(date(2026, 4, 20)):
        actor = world.actor("branch")
        before = told(calendar_for(actor, APRIL))
        held(world, date(2026, 4, 17))

        assert before == [(16, "14:00", "主题党日", "302 室", "还没记")]
        assert told(calendar_for(actor, APRIL)) == [(17, "", "主题党日：学农时", "", "记下了")]
        assert calendar_for(actor, Month(2026, 3)) == []


def test_what_was_called_off_is_gone_from_everywhere(school: School) -> None:
    world, meeting = school.world, school.called(PARTY, school.item())
    seated = ("院系党组织会议", "2026-04-10 06:00:00+00:00")

    assert seated in feed(world, "head")
    assert seated not in feed(world, "member") + feed(world, "neighbour")
    assert len(calendar_for(school.actor("faculty"), APRIL)) == 1
    cancel_meeting(meeting, actor=school.actor("organizer"), reason="停电")

    assert seated not in feed(world, "head")
    assert calendar_for(school.actor("faculty"), APRIL) == []


def test_who_only_sits_opens_the_desk(school: School) -> None:
    assert school.client("head").get("/").status_code == 200


def test_nobody_has_a_seat_in_the_calendar_before_the_notice_went_out(school: School) -> None:
    school.meeting(PARTY)

    assert [each for each in feed(school.world, "head") if each[0] == "院系党组织会议"] == []


def test_the_page_shows_a_month_and_leads_to_others(world: World) -> None:
    with clock_at(TODAY):
        regular(world)
        client = world.client("branch")
        shown = html.fromstring(client.get("/meetings/calendar/").content)
        empty = client.get("/meetings/calendar/?month=2025-01")
        odd = html.fromstring(client.get("/meetings/calendar/?month=2025-13").content)

    (day,) = shown.xpath("//li[contains(@class, 'month-day')][.//a]")
    assert [text.strip() for text in day.itertext() if text.strip()] == [
        "16",
        "4月16日 星期四",
        "14:00",
        "主题党日",
        "302 室",
        "例会",
    ]
    assert shown.xpath("//nav/a[@rel]/@href") == ["?month=2026-03", "?month=2026-05"]
    assert len(shown.xpath("//ol[@class='month']/li")) == 30
    assert shown.xpath("//li[@aria-current='date']//time/@datetime") == ["2026-04-10"]
    assert (empty.status_code, "这个月没有会" in empty.content.decode()) == (200, True)
    assert odd.xpath("//nav/a[@rel]/@href") == ["?month=2026-03", "?month=2026-05"]
    assert world.client("teacher").get("/meetings/calendar/").status_code == 403


def test_of_many_a_day_the_first_stand_there_and_the_others_on_their_own_page(world: World) -> None:
    with clock_at(TODAY):
        for number in range(8):
            held(world, TODAY, topic=f"第 {number} 组")
        client = world.client("branch")
        month = html.fromstring(client.get("/meetings/calendar/").content)
        (link,) = month.xpath("//a[text()='还有 3 次']/@href")
        whole = html.fromstring(client.get(f"/meetings/calendar/{link}").content)

    assert len(month.xpath("//ol[@class='month']//li[contains(@class, 'month-line')]")) == 5
    assert len(whole.xpath("//li[contains(@class, 'month-line')]")) == 8


@pytest.mark.parametrize("count", [1, 6])
def test_it_asks_the_same_number_of_questions_whatever_there_is(world: World, count: int) -> None:
    with clock_at(TODAY):
        for number in range(count):
            held(world, TODAY - timedelta(days=number), topic=f"第 {number} 次")
        for body in ("lecture", "committee", "assembly", "themed-day")[: count - 1]:
            regular(world, body=body)
        actor = world.actor("orgoffice")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            days_of(APRIL, calendar_for(actor, APRIL))

    assert len(asked) == 2


def test_the_file_holds_the_month(school: School) -> None:
    world = school.world
    series = regular(world)
    meeting = school.meeting(PARTY, room="205 室")

    answer = world.client("faculty").get("/meetings/calendar/2026-04.ics")

    events = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert [
        (str(e["UID"]), str(e["SUMMARY"]), str(e["DESCRIPTION"]), str(e["DTSTART"].dt)) for e in events
    ] == [
        (f"meeting-{meeting.pk}@testserver", "院系党组织会议", "205 室", "2026-04-10 06:00:00+00:00"),
        (
            f"series-{series.pk}-202604@testserver",
            "主题党日",
            "智能农机教师党支部 302 室",
            "2026-04-16 06:00:00+00:00",
        ),
    ]
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert world.client("teacher").get("/meetings/calendar/2026-04.ics").status_code == 403


def test_months_follow_each_other() -> None:
    with clock_at(TODAY):
        assert (Month(2026, 12).beside(1), Month(2026, 1).beside(-1)) == (Month(2027, 1), Month(2025, 12))
        assert (Month(2000, 1).beside(-1), Month(2100, 12).beside(1)) == (None, None)
        assert [month_called(said) for said in ("2026-02", "", "1-1", "0001-01")] == [
            Month(2026, 2),
            APRIL,
            APRIL,
            Month(2026, 1),
        ]


def test_a_meeting_that_is_convened_elsewhere_is_not_shown(school: School) -> None:
    school.seat("neighbour", "organiser", "other_faculty_party")
    convene_meeting(
        school.world["other_faculty_party"],
        actor=school.actor("neighbour"),
        body=PARTY,
        starts_at=datetime(2026, 4, 10, 14, tzinfo=clock.ZONE),
    )

    assert calendar_for(school.actor("faculty"), APRIL) == []
    assert [each.where for each in calendar_for(school.world.actor("orgoffice"), APRIL)] == ["外国语学院党委"]


def test_over_the_api(school: School) -> None:
    """The same month, page by page; a month that is none is told."""
    world = school.world
    regular(world)
    held(world, date(2026, 4, 2), "lecture", begins_at=time(9), room="301 室")
    school.meeting(PARTY, room="205 室")

    def asked(account: str, **query: Any) -> Any:
        return world.client(account).get("/api/v1/calendar", query)

    whole = asked("faculty", month="2026-04").json()
    first = asked("faculty", month="2026-04", limit=2).json()
    rest = asked("faculty", month="2026-04", limit=2, cursor=first["next"]).json()
    wrong = [asked("faculty", **each) for each in ({"month": "4"}, {"month": "2026-4"}, {"cursor": "x"})]

    lines = calendar_for(world.actor("faculty"), APRIL)
    assert [(each["key"], each["day"], each["title"]) for each in whole["items"]] == [
        (each.key, str(each.day), each.title) for each in lines
    ]
    assert (whole["month"], whole["next"], rest["next"]) == ("2026-04", None, None)
    assert [*first["items"], *rest["items"]] == whole["items"]
    assert [each.status_code for each in wrong] == [422] * 3
    assert asked("outsider", month="2026-04").json()["items"] == []
    assert asked("sysadmin").status_code == 403
    assert Client().get("/api/v1/calendar").status_code == 401
