"""`series.begin`: a branch says once on which days it meets; what has come is recorded with one press, all filled in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client
from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.organisations.actions import begin_membership, found_organisation
from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.foundation.people.actions import issue_token
from jingwei.mechanisms.meetings.actions import begin_series, record_meeting
from jingwei.mechanisms.meetings.models import Series
from jingwei.mechanisms.meetings.queries.series import next_sittings, one_series_for
from jingwei.mechanisms.meetings.tests.test_record_meeting import ALL, there
from tests.support.verbs import refused
from tests.support.world import BUILDER, World

TODAY, THIRD = date(2026, 4, 10), date(2026, 4, 16)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock_at(TODAY):
        yield


def begun(world: World, **more: Any) -> Series:
    values: dict[str, Any] = {
        "body": "themed-day",
        "nth": 3,
        "weekday": 4,
        "begins_at": time(14),
        "room": "302 室",
    }
    made: Series = begin_series(world["branch"], actor=world.actor("branch"), **(values | more))
    return made


def fragment(world: World, account: str = "branch") -> str:
    """What stands beside what is owed."""
    answer = world.client(account).get("/meetings/come/", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_is_said_once_and_told(world: World) -> None:
    made = begun(world)

    assert (made.words, made.title, made.since) == ("每月第三个星期四 14:00，302 室", "主题党日例会", TODAY)
    (record,) = records_about(made)
    assert sentences([record])[0][1] == "沈砚秋定下主题党日例会：每月第三个星期四 14:00，302 室"


def test_on_the_day_and_after_it_one_press_leads_to_recording_all_filled_in(world: World) -> None:
    assert "还没有定例会" in fragment(world)
    begun(world)
    assert "记一次" not in fragment(world) and "下一次 4月16日" in fragment(world)

    with clock_at(THIRD + timedelta(days=4)):
        (link,) = html.fromstring(fragment(world)).xpath("//a[text()='记一次']/@href")
        shown = html.fromstring(world.client("branch").get(link).content)
        (body,) = shown.xpath("//input[@name='body'][@checked]/@value")
        (day,) = shown.xpath("//input[@name='held_on']/@value")
        assert (body, day) == ("themed-day", "2026-04-16")
        record_meeting(
            world["branch"],
            actor=world.actor("branch"),
            body="themed-day",
            held_on=THIRD,
            topic="学农时",
            present=there(world, *ALL),
        )
        assert "记一次" not in fragment(world)


def test_it_stands_on_the_desk_of_who_records_alone(world: World) -> None:
    assert "/meetings/come/" in world.client("branch").get("/").content.decode()
    assert "/meetings/come/" not in world.client("member").get("/").content.decode()
    assert fragment(world, "member").strip() == ""
    assert "/meetings/series/new/" in world.client("branch").get("/meetings/come/").content.decode()


def test_members_see_the_next_day_where_meetings_are(world: World) -> None:
    begun(world)

    def shown(account: str) -> str:
        return world.client(account).get("/meetings/").content.decode()

    assert "下一次 4月16日 14:00，302 室" in " ".join(shown("member").split())
    assert "/meetings/series/new/" not in shown("member")
    assert "/meetings/series/new/" in shown("branch")
    assert "下一次" not in shown("neighbour")


def test_the_page_begins_it(world: World) -> None:
    client = world.client("branch")
    assert "每月第几个" in client.get("/meetings/series/new/").content.decode()
    given = {
        "body": "committee",
        "nth": "0",
        "weekday": "1",
        "month_day": "8",
        "begins_at": "09:30",
        "room": "",
    }

    answer = client.post("/meetings/series/new/", given)

    made = Series.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/meetings/series/{made.pk}/")
    assert made.words == "每月 8 日 09:30"
    assert "5月8日" in client.get(answer["Location"]).content.decode()
    again = client.post("/meetings/series/new/", given)
    assert again.status_code == 422 and "已经定过例会了" in again.content.decode()
    assert world.client("member").get("/meetings/series/new/").status_code == 403


def test_a_group_meets_regularly_too(world: World) -> None:
    group = found_organisation(world["branch"], actor=BUILDER, kind="party-group", code="G1", name="第一小组")
    given = {"body": "group", "nth": "1", "weekday": "3", "month_day": "1"}

    answer = world.client("branch").post(f"/meetings/series/new/?organisation={group.pk}", given)

    assert answer.status_code == 303
    assert Series.objects.get().organisation == group
    assert world.client("branch").get("/meetings/series/new/?organisation=999999").status_code == 404


def test_who_belongs_to_a_group_alone_sees_the_next_day_of_the_branch(world: World) -> None:
    group = found_organisation(world["branch"], actor=BUILDER, kind="party-group", code="G1", name="第一小组")
    begin_membership(group, actor=BUILDER, person=world.people["student"])
    made = begun(world)
    account = world.accounts["student"].pk
    (key,) = (post.key for post in posts_of(account) if post.organisation_id == group.pk)
    actor = actor_in_post(account, key)
    assert actor is not None

    assert [each.series for each in next_sittings(actor)] == [made]
    assert one_series_for(actor, made.pk) == made


def test_by_the_api(world: World) -> None:
    token = issue_token(world.accounts["branch"], post_key=world.posts["branch"])
    given = {"organisation_id": world["branch"].pk, "body": "lecture", "nth": 5, "weekday": 5}

    answer = Client().post(
        "/api/v1/series",
        json.dumps(given),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )

    assert answer.status_code == 200, answer.json()
    assert answer.json()["days"] == ["2026-04-24", "2026-05-29", "2026-06-26"]
    assert answer.json()["words"] == "每月最后一个星期五"


def test_the_calendar_carries_its_next_days(world: World) -> None:
    begun(world)
    begun(world, body="committee", nth=1, weekday=1, begins_at=None, room="")
    page = world.client("member").post("/notices/settings/calendar/open/").content.decode()
    address = page.split("<code>")[1].split("</code>")[0].partition("testserver")[2]

    events = icalendar.Calendar.from_ical(Client().get(address).content).walk("VEVENT")

    told = sorted((str(each["SUMMARY"]), str(each["DTSTART"].dt)) for each in events)
    assert told == [
        ("主题党日", "2026-04-16 06:00:00+00:00"),
        ("主题党日", "2026-05-21 06:00:00+00:00"),
        ("主题党日", "2026-06-18 06:00:00+00:00"),
        ("支委会", "2026-05-06"),
        ("支委会", "2026-06-01"),
        ("支委会", "2026-07-06"),
    ]


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"body": "talk"}, "不能定成例会"),
        ({"body": "group"}, "不能定成例会"),
        ({"nth": 6}, "没有这样的日子"),
        ({"weekday": 8}, "没有这样的日子"),
        ({"nth": 0, "month_day": 32}, "没有这样的日子"),
    ],
)
def test_what_cannot_be_said(world: World, values: dict[str, Any], says: str) -> None:
    with refused(422, "invalid", says=says):
        begun(world, **values)


def test_only_who_holds_it_there(world: World) -> None:
    for account in ("member", "neighbour", "orgoffice"):
        with refused(403, "no-grant"):
            begin_series(world["branch"], actor=world.actor(account), body="lecture", nth=1)
