"""`services.tell`: a themed day tells whom it served and what it used, by choosing; those who were served are asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.people.actions import issue_token
from jingwei.mechanisms.meetings.actions import strike_meeting, tell_service
from jingwei.mechanisms.meetings.models import Meeting, Service
from jingwei.mechanisms.meetings.tests.test_record_meeting import recorded
from tests.support.verbs import refused
from tests.support.world import World

TODAY = date(2026, 4, 10)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock_at(TODAY):
        yield


def told(world: World, meeting: Meeting | None = None, **more: Any) -> Service:
    values: dict[str, Any] = {"served": world["other_team"], "fits": ["fits-discipline"]}
    made: Service = tell_service(meeting or recorded(world), actor=world.actor("branch"), **(values | more))
    return made


def form(world: World, **more: Any) -> dict[str, Any]:
    ids = [str(each.pk) for each in (world.people["branch"], world.people["member"], world.people["head"])]
    known = ",".join(
        str(world.people[each].pk) for each in ("faculty", "head", "branch", "organizer", "member")
    )
    given = {
        "body": "themed-day",
        "held_on": "2026-04-10",
        "topic": "修播种机",
        "present": ids,
        "known": known,
    }
    return given | more


def test_it_is_recorded_with_whom_it_served(world: World) -> None:
    client = world.client("branch")
    assert "服务了谁，用上了什么" in client.get("/meetings/record/?body=themed-day").content.decode()
    assert "服务了谁，用上了什么" not in client.get("/meetings/record/?body=assembly").content.decode()

    answer = client.post("/meetings/record/", form(world, served="边贸语言服务队", fits=["fits-post"]))

    assert answer.status_code == 303, answer.content.decode()[:4000]
    made = Service.objects.get()
    assert (made.organisation, made.words, made.fits) == (world["other_team"], "", "fits-post")
    shown = client.get(answer["Location"]).content.decode()
    assert "边贸语言服务队" in shown and "用上了岗位" in shown and "等对方认可" in shown
    (record,) = records_about(made)
    assert sentences([record])[0][1] == "沈砚秋记下主题党日“修播种机”服务了边贸语言服务队"


def test_whom_the_university_does_not_know_is_said_in_words_and_asks_nobody(world: World) -> None:
    client = world.client("branch")

    answer = client.post("/meetings/record/", form(world, served="前进村合作社"))

    made = Service.objects.get()
    assert (made.organisation, made.words) == (None, "前进村合作社")
    shown = client.get(answer["Location"]).content.decode()
    assert "前进村合作社" in shown and "等对方认可" not in shown


def test_what_may_be_meant_is_suggested_those_that_are_covered_first(world: World) -> None:
    client = world.client("branch")

    shown = client.get("/meetings/served/suggest/?suggest=served").content.decode()

    assert shown.index("农机装备研究所") < shown.index("外国语学院")
    assert "临江" not in shown
    assert client.get("/meetings/served/suggest/").status_code == 404
    assert world.client("member").get("/meetings/served/suggest/?suggest=served").status_code == 403


def test_it_is_told_afterwards_once(world: World) -> None:
    meeting, client = recorded(world), world.client("branch")
    assert "记服务了谁" in client.get(f"/meetings/{meeting.pk}/").content.decode()
    assert "记服务了谁" not in world.client("member").get(f"/meetings/{meeting.pk}/").content.decode()

    assert client.post(f"/meetings/{meeting.pk}/served/", {"served": ""}).status_code == 422
    assert client.post(f"/meetings/{meeting.pk}/served/", {"served": "前进村"}).status_code == 303
    again = client.post(f"/meetings/{meeting.pk}/served/", {"served": "前进村"})

    assert again.status_code == 422 and "已经记过" in again.content.decode()
    assert world.client("member").get(f"/meetings/{meeting.pk}/served/").status_code == 403


def test_by_the_api_with_the_meeting_and_after_it(world: World) -> None:
    token = issue_token(world.accounts["branch"], post_key=world.posts["branch"])

    def post(path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = Client().post(
            f"/api/v1/{path}",
            json.dumps(body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}"},
        )
        assert answer.status_code == 200, answer.json()
        found: dict[str, Any] = answer.json()
        return found

    given = {"organisation_id": world["branch"].pk, "body": "themed-day", "held_on": "2026-04-10"}
    given |= {"topic": "修播种机", "present": [world.people["branch"].pk], "served_id": world["team"].pk}
    post("meetings", given)
    second = recorded(world)
    made = post("services", {"meeting_id": second.pk, "served_words": "前进村", "fits": ["fits-post"]})

    assert (made["whom"], made["fits"], made["state"]) == ("前进村", ["fits-post"], "told")
    assert set(Service.objects.values_list("organisation_id", "words")) == {
        (world["team"].pk, ""),
        (None, "前进村"),
    }


def test_what_cannot_be(world: World) -> None:
    meeting, lecture = recorded(world), recorded(world, "lecture")
    with refused(422, "invalid", says="不能是自己"):
        told(world, meeting, served=world["branch"])
    with refused(422, "invalid", says="写上服务了谁"):
        told(world, meeting, served=None)
    with refused(422, "invalid", says="没有“fits-all”这一项"):
        told(world, meeting, fits=["fits-all"])
    with refused(422, "invalid", says="这种会不记服务了谁"):
        told(world, lecture)
    with refused(403, "no-grant"):
        tell_service(meeting, actor=world.actor("member"), served_words="前进村")
    struck = strike_meeting(meeting, actor=world.actor("branch"), reason="记错了")
    with refused(422, "invalid", says="作废了"):
        told(world, struck)
