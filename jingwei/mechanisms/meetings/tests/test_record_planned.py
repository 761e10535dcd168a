"""`meetings.record` of what was planned: those who signed up are filled in, hours and whom it served follow, names go."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import pytest
from django.test import Client
from lxml import html

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.people.actions import issue_token
from jingwei.mechanisms.meetings.actions import confirm_service, record_meeting, strike_meeting
from jingwei.mechanisms.meetings.models import Attendance, Meeting, Service, SignUp
from jingwei.mechanisms.meetings.tests.school import typed_in
from jingwei.mechanisms.meetings.tests.test_plan_meeting import DAY, TODAY, TOPIC, planned, shown
from jingwei.mechanisms.meetings.tests.test_record_meeting import ALL, recorded, states, there
from jingwei.mechanisms.meetings.tests.test_sign_up import comes, fresh
from tests.support.verbs import refused
from tests.support.world import World

AFTER = datetime.combine(DAY, time(18), clock.ZONE)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock_at(TODAY):
        yield


@pytest.fixture
def meeting(world: World) -> Meeting:
    """A themed day that is planned, two have signed up for it."""
    made = planned(world)
    for account in ("member", "head"):
        comes(world, made, account)
    return made


def held(world: World, meeting: Meeting, **more: Any) -> Meeting:
    values: dict[str, Any] = {
        "body": "themed-day",
        "held_on": DAY,
        "present": there(world, "member", "branch"),
    }
    with clock_at(AFTER):
        done: Meeting = record_meeting(
            world["branch"], actor=world.actor("branch"), planned=fresh(meeting), **(values | more)
        )
    return done


def test_nothing_that_is_known_is_asked_and_those_who_signed_up_are_ticked(
    world: World, meeting: Meeting
) -> None:
    client = world.client("branch")
    with clock_at(AFTER):
        (link,) = html.fromstring(shown(world, "branch", "/meetings/come/")).xpath(
            "//a[contains(@href, 'planned=')]/@href"
        )
        page = html.fromstring(client.get(link).content)
        ticked = {
            name: page.xpath(f"//input[@name='{name}'][@checked]/@value") for name in ("present", "fits")
        }
        carried = typed_in(page) | ticked
        answer = client.post(link, carried)

    assert carried["topic"] == TOPIC and carried["served"] == "边贸语言服务队"
    assert {int(each) for each in carried["present"]} == set(there(world, "member", "head"))
    assert answer.status_code == 303, html.fromstring(answer.content).xpath(
        "//*[contains(@class, 'faults')]//text()"
    )
    done = Meeting.objects.get()
    assert (done.pk, done.state, done.present, done.expected) == (meeting.pk, "recorded", 2, 5)
    assert (done.service.state, done.service.hours, done.service.hours_of_all) == ("told", 2.5, 5.0)


def test_what_was_planned_is_kept_and_who_signed_up_is_forgotten(world: World, meeting: Meeting) -> None:
    done = held(world, meeting)

    assert (done.topic, done.room, done.starts_at) == (TOPIC, "北门", meeting.starts_at)
    assert SignUp.objects.count() == 0
    assert set(Attendance.objects.filter(present=True).values_list("person_id", flat=True)) == set(
        there(world, "member", "branch")
    )
    assert Service.objects.get().told_by_id == world.people["branch"].pk


def test_the_recorder_corrects_the_hours(world: World, meeting: Meeting) -> None:
    done = held(world, meeting, ends_at=time(15), topic="修了三台播种机")

    assert (done.service.hours, done.service.hours_of_all, done.topic) == (1.0, 2.0, "修了三台播种机")


def test_those_who_were_served_answer_as_they_always_do(world: World, meeting: Meeting) -> None:
    held(world, meeting, served=world["team"], fits=["fits-post"])
    service = Service.objects.get()
    assert (service.organisation, service.fits) == (world["team"], "fits-post")

    confirm_service(service, actor=world.actor("head"))

    page = shown(world, "branch", f"/meetings/{meeting.pk}/")
    assert "对方认可了" in page and "2.5 小时，全支部共 5.0 人时" in page


def test_it_counts_as_every_themed_day_and_once(world: World, meeting: Meeting) -> None:
    with clock_at(AFTER):
        before = states(world, "themed-day", DAY)["2026 年 4 月"]
    held(world, meeting)

    assert (before, states(world, "themed-day", DAY)["2026 年 4 月"]) == ("due", "met")
    verbs = ("meetings.record", "services.tell")
    assert list(Record.objects.filter(verb__in=verbs).order_by("seq").values_list("verb", "month")) == [
        ("meetings.record", 202604),
        ("services.tell", 202604),
    ]
    with refused(422, "invalid", says="记下了"):
        held(world, meeting)


def test_hours_of_a_day_that_was_not_planned(world: World) -> None:
    with clock_at(AFTER):
        served = {"served_words": "前进村", "fits": ["fits-post"]}
        with refused(422, "invalid", says="也写上几点开始"):
            recorded(world, ends_at=time(16), **served)
        with refused(422, "invalid", says="结束要晚于开始"):
            recorded(world, begins_at=time(16), ends_at=time(16), **served)
        done = recorded(world, begins_at=time(14), ends_at=time(15, 30), **served)
        plain = recorded(world, topic="没有写几点", **served)

    assert (done.service.hours, done.service.hours_of_all) == (1.5, 1.5 * len(ALL))
    assert (plain.service.hours, plain.service.hours_of_all) == (None, None)


def test_what_cannot_be(world: World, meeting: Meeting) -> None:
    with refused(422, "invalid", says="排的不是这次"):
        held(world, meeting, body="lecture", topic="讲一课")
    with refused(422, "invalid", says="还没有到这一天"):
        record_meeting(
            world["branch"],
            actor=world.actor("branch"),
            body="themed-day",
            held_on=DAY,
            present=there(world, "member"),
            planned=fresh(meeting),
        )
    with clock_at(AFTER):
        struck = strike_meeting(held(world, meeting), actor=world.actor("branch"), reason="记错了")
        assert struck.service.state == "fallen"
        with refused(422, "invalid", says="作废了"):
            held(world, struck)


def test_a_planned_day_of_others_cannot_be_recorded_here(world: World, meeting: Meeting) -> None:
    client = world.client("neighbour")
    with clock_at(AFTER):
        page = client.get(f"/meetings/record/?planned={meeting.pk}").content.decode()
    assert TOPIC not in page


@pytest.mark.parametrize("said", ["x", "-1", "9" * 40, "٣"])
def test_an_address_that_names_no_plan_records_as_ever(world: World, said: str) -> None:
    answer = world.client("branch").get("/meetings/record/", {"planned": said})

    assert answer.status_code == 200 and "报了名的勾上了" not in answer.content.decode()


def test_by_the_api(world: World, meeting: Meeting) -> None:
    token = issue_token(world.accounts["branch"], post_key=world.posts["branch"])
    body = {"organisation_id": world["branch"].pk, "body": "themed-day", "held_on": str(DAY)}
    body |= {"planned_id": meeting.pk, "present": there(world, "member")}
    with clock_at(AFTER):
        answer = Client().post(
            "/api/v1/meetings",
            json.dumps(body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"},
        )
        served = world.client("branch").get("/api/v1/services").json()["items"]

    assert answer.status_code == 200, answer.json()
    assert (answer.json()["id"], answer.json()["state"], answer.json()["signed_up"]) == (
        meeting.pk,
        "recorded",
        0,
    )
    assert [(each["whom"], each["hours"], each["hours_of_all"]) for each in served] == [
        ("边贸语言服务队", 2.5, 2.5)
    ]


def test_in_another_month_than_planned_it_counts_where_it_was(world: World, meeting: Meeting) -> None:
    done = held(world, meeting, held_on=date(2026, 3, 31))

    assert Record.objects.get(verb="meetings.record").month == 202603
    assert done.starts_at == datetime(2026, 3, 31, 14, tzinfo=clock.ZONE)
