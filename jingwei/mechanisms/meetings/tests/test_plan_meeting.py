"""`meetings.plan`: a branch says beforehand when it goes to serve whom and with what; one screen, and its members are told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import html

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.adapters.worker import drain
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.people.actions import issue_token
from jingwei.mechanisms.meetings.actions import begin_series, cancel_meeting, convene_meeting, plan_meeting
from jingwei.mechanisms.meetings.models import Meeting, Service
from jingwei.mechanisms.meetings.queries.calendar import calendar_for, month_called
from jingwei.mechanisms.meetings.queries.series import unrecorded
from tests.support.verbs import refused
from tests.support.world import World

TODAY, DAY = date(2026, 4, 10), date(2026, 4, 16)
TOPIC = "给合作社修播种机"


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock_at(TODAY):
        yield


def planned(world: World, **more: Any) -> Meeting:
    values: dict[str, Any] = {
        "body": "themed-day",
        "topic": TOPIC,
        "held_on": DAY,
        "begins_at": time(14),
        "ends_at": time(16, 30),
        "room": "北门",
        "served": world["other_team"],
        "fits": ["fits-discipline"],
    }
    made: Meeting = plan_meeting(world["branch"], actor=world.actor("branch"), **(values | more))
    return made


def form(**more: Any) -> dict[str, Any]:
    given = {"body": "themed-day", "topic": TOPIC, "served": "边贸语言服务队", "fits": ["fits-post"]}
    given |= {
        "held_on": "2026-04-16",
        "begins_at": "14:00",
        "ends_at": "16:30",
        "room": "北门",
        "places": "3",
    }
    return given | more


def shown(world: World, account: str, at: str) -> str:
    return " ".join(world.client(account).get(at).content.decode().split())


def test_it_is_said_and_told(world: World) -> None:
    made = planned(world, places=3)

    assert (made.state, made.held_on, made.places, made.recorded_name) == ("planned", DAY, 3, "沈砚秋")
    service = Service.objects.get(meeting=made)
    assert (service.state, service.organisation, service.fits) == (
        "intended",
        world["other_team"],
        "fits-discipline",
    )
    (record,) = records_about(made)
    assert sentences([record])[0][1] == (f"沈砚秋排了 2026-04-16 的主题党日“{TOPIC}”，去服务边贸语言服务队")
    assert (record.clauses, record.values["at"], record.result) == ("|3.7|", "14:00–16:30，北门", "")


def test_nobody_is_asked_and_nothing_is_counted_before_it_is_held(world: World) -> None:
    planned(world, served=world["team"])
    drain()

    assert not Record.objects.filter(verb__in=("services.tell", "meetings.record")).exists()
    assert "去认可" not in shown(world, "head", "/meetings/come/")
    assert world.client("head").get("/api/v1/services").json()["items"] == []


def test_the_page_asks_one_screen_and_knows_the_next_day_of_the_series(world: World) -> None:
    begin_series(
        world["branch"],
        actor=world.actor("branch"),
        body="themed-day",
        nth=3,
        weekday=4,
        begins_at=time(9),
        room="302 室",
    )
    client = world.client("branch")
    page = html.fromstring(client.get("/meetings/plan/").content)
    filled = {each.get("name"): each.get("value") for each in page.xpath("//form//input[@value]")}
    assert (filled["held_on"], filled["begins_at"], filled["room"]) == ("2026-04-16", "09:00", "302 室")

    answer = client.post("/meetings/plan/", form())

    made = Meeting.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"/meetings/{made.pk}/")
    assert (made.places, made.room, made.service.fits) == (3, "北门", "fits-post")
    told = shown(world, "branch", f"/meetings/{made.pk}/")
    assert "去服务边贸语言服务队" in told and "14:00–16:30" in told and "报了 0 人，最多 3 人" in told


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(world: World) -> None:
    client = world.client("branch")

    answer = client.post("/meetings/plan/", form(ends_at="13:00", fits=[]))
    again = client.post("/meetings/plan/", form(ends_at="13:00"))

    page = html.fromstring(again.content.decode())
    assert (answer.status_code, again.status_code, Meeting.objects.count()) == (422, 422, 0)
    assert "结束要晚于开始" in again.content.decode()
    assert page.xpath("//input[@name='topic']/@value") == [TOPIC]


def test_whom_the_university_does_not_know_is_said_in_words(world: World) -> None:
    world.client("branch").post("/meetings/plan/", form(served="前进村合作社"))

    service = Service.objects.get()
    assert (service.organisation, service.whom) == (None, "前进村合作社")


def test_a_room_that_is_taken_is_told_and_blocks_nothing(world: World) -> None:
    planned(world, topic="另一次")
    client = world.client("branch")

    told = client.post("/meetings/plan/", form())
    despite = html.fromstring(told.content).xpath("//input[@name='despite']/@value")
    done = client.post("/meetings/plan/", form(despite=despite))

    assert despite == ["4月16日那时北门有智能农机教师党支部的主题党日。"]
    assert (told.status_code, done.status_code, Meeting.objects.count()) == (200, 303, 2)


def test_what_cannot_be(world: World) -> None:
    with refused(422, "invalid", says="这种会不排服务"):
        planned(world, body="lecture")
    with refused(422, "invalid", says="这一天已经过了"):
        planned(world, held_on=TODAY - timedelta(1))
    with refused(422, "invalid", says="这个时间已经过了"):
        planned(world, held_on=TODAY, begins_at=time(0), ends_at=time(1))
    with refused(422, "invalid", says="结束要晚于开始"):
        planned(world, ends_at=time(14))
    with refused(422, "invalid", says="写上服务了谁"):
        planned(world, served=None)
    with refused(422, "invalid", says="不能是自己"):
        planned(world, served=world["branch"])
    with refused(422, "invalid", says="选上用专业还是用岗位"):
        planned(world, fits=[])
    with refused(422, "invalid", says="名额写 1 到 999"):
        planned(world, places=0)
    planned(world)
    with refused(422, "invalid", says="这一天的这次已经排过了"):
        planned(world)
    for account in ("member", "faculty", "neighbour"):
        with refused(403, "no-grant"):
            plan_meeting(
                world["branch"],
                actor=world.actor(account),
                body="themed-day",
                topic=TOPIC,
                held_on=DAY,
                begins_at=time(14),
                ends_at=time(16),
                served_words="前进村",
                fits=["fits-post"],
            )


def test_it_takes_the_place_of_the_day_of_its_series(world: World) -> None:
    actor = world.actor("branch")
    begin_series(world["branch"], actor=actor, body="themed-day", nth=2, weekday=5, begins_at=time(14))
    before = [each.title for each in calendar_for(actor, month_called("2026-04"))]
    planned(world)
    after = [(each.day, each.title, each.state) for each in calendar_for(actor, month_called("2026-04"))]

    assert before == ["主题党日"]
    assert after == [(DAY, f"主题党日：{TOPIC}", "排好了，可以报名")]
    with clock_at(date(2026, 4, 30)):
        assert unrecorded(actor) == []


def test_it_stands_where_the_branch_looks(world: World) -> None:
    made = planned(world)

    for account in ("branch", "member"):
        assert f"4月16日 14:00 {TOPIC}" in shown(world, account, "/meetings/")
    come = shown(world, "branch", "/meetings/come/")
    assert TOPIC in come and "报了 0 人" in come and f"?planned={made.pk}" not in come
    with clock_at(DAY):
        assert f"?planned={made.pk}" in shown(world, "branch", "/meetings/come/")
    assert TOPIC not in shown(world, "neighbour", "/meetings/")


def test_it_is_called_off_with_one_sentence(world: World) -> None:
    made = planned(world)
    client = world.client("branch")

    answer = client.post(f"/meetings/{made.pk}/call-off/", {"reason": "下大雨"})

    made.refresh_from_db()
    assert (answer.status_code, made.state) == (303, "cancelled")
    assert "取消了：下大雨" in shown(world, "member", f"/meetings/{made.pk}/")
    record = Record.objects.get(verb="meetings.cancel")
    assert record.clauses == ""
    assert world.client("member").get(f"/meetings/{made.pk}/call-off/").status_code == 403
    with refused(409, "step-not-open"):
        cancel_meeting(made, actor=world.actor("branch"), reason="再说一遍")


def test_a_branch_calls_off_nothing_that_decides(world: World) -> None:
    at, when = world["faculty_party"], datetime.combine(DAY, time(9), clock.ZONE)
    meeting = convene_meeting(at, actor=world.actor("organizer"), body="party-meeting", starts_at=when)

    with refused(403, "no-grant"):
        cancel_meeting(meeting, actor=world.actor("branch"), reason="不行")


def test_by_the_api(world: World) -> None:
    token = issue_token(world.accounts["branch"], post_key=world.posts["branch"])
    body = {"organisation_id": world["branch"].pk, "body": "themed-day", "topic": TOPIC, "held_on": str(DAY)}
    body |= {"begins_at": "14:00", "ends_at": "16:30", "served_id": world["other_team"].pk}
    body |= {"fits": ["fits-post"], "places": 2}

    answer = Client().post(
        "/api/v1/meetings/plan",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )

    assert answer.status_code == 200, answer.json()
    made = answer.json()
    assert (made["state"], made["places"], made["signed_up"]) == ("planned", 2, 0)
    assert (made["starts_at"], made["ends_at"]) == ("2026-04-16T14:00:00+08:00", "2026-04-16T16:30:00+08:00")
    assert [each["verb"] for each in made["actions"] if each["refused"] is None] == [
        "meetings.sign_up",
        "meetings.cancel",
    ]
