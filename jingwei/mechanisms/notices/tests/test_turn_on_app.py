"""`notices.turn_on_app`: somebody is told on the phone by one press; the messenger is asked once who has the number."""

from __future__ import annotations

import json
import time as clock_time

import pytest

from jingwei.adapters import limits
from jingwei.adapters.worker import drain
from jingwei.foundation.ledger.queries import records_about
from jingwei.mechanisms.notices.actions import turn_on_app
from jingwei.mechanisms.notices.models import Reach
from jingwei.mechanisms.notices.queries import channels_of, reached_by
from jingwei.mechanisms.notices.tests.apps import (
    Opened,
    has_phone,
    open_platform,
    own,
    set_up,
    switch_on,
    wecom,
)
from tests.support.messengers import Platform
from tests.support.verbs import refused
from tests.support.world import World

__all__ = ["open_platform", "wecom"]


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
def test_it_is_found_by_the_number_and_asked_once(world: World, open_platform: Opened, kind: str) -> None:
    with open_platform(kind) as there:
        there.people["19900001111"] = "u-member"
        set_up(world, there)
        switch_on(world, kind)
        turn_on_app(own(world), actor=world.actor("member"), kind=kind)
        drain()

    assert there.asked == ["token", "find"]
    assert Reach.objects.get().user == "u-member"
    assert channels_of(own(world).account, own(world)) == [kind]
    assert [record.verb for record in records_about(own(world))] == ["notices.turn_on_app"] * 2


def test_whom_the_messenger_does_not_know_is_not_reachable_until_looked_for_again(
    world: World, wecom: Platform
) -> None:
    wecom.people.clear()
    set_up(world, wecom)
    switch_on(world)
    client = world.client("member")
    assert "联系不上：企业微信里没有这个手机号的人。" in client.get("/notices/settings/").content.decode()
    assert channels_of(own(world).account, own(world)) == []

    wecom.people["19900001111"] = "u-member"
    assert client.post("/notices/settings/apps/wecom/on/").status_code == 303
    drain()
    assert "已打开，会发到那里。" in client.get("/notices/settings/").content.decode()
    assert wecom.asked == ["token", "find", "find"]


def test_one_looks_again_once_an_hour_and_switching_off_and_on_is_no_way_around(
    world: World, wecom: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    wecom.people.clear()
    set_up(world, wecom)
    switch_on(world)
    client, at = world.client("member"), "/notices/settings/apps/wecom/"
    answers = []
    for _again in range(3):
        answers.append(client.post(f"{at}on/"))
        drain()
    for _off_and_on in range(8):
        client.post(f"{at}off/")
        client.post(f"{at}on/")
        drain()

    assert [each.status_code for each in answers] == [303, 429, 429]
    assert "一小时以内不再找" in answers[-1].content.decode()
    assert wecom.asked == ["token", "find", "find", *["find"] * 4]
    later = clock_time.time() + 3600
    monkeypatch.setattr(limits.clock_time, "time", lambda: later)
    assert [client.post(f"{at}on/").status_code for _again in range(3)] == [303, 303, 429]


def test_without_a_number_it_is_said_so_and_not_looked_for(world: World, wecom: Platform) -> None:
    set_up(world, wecom)
    switch_on(world)
    person = world.people["member"]
    person.phone = ""
    person.save()
    page = world.client("member").get("/notices/settings/").content.decode()

    assert "联系不上：名册里没有你的手机号" in page
    assert "企业微信里没有这个手机号" not in page and "再找一次" not in page


def test_another_number_is_looked_for_anew(world: World, wecom: Platform) -> None:
    wecom.people.clear()
    set_up(world, wecom)
    switch_on(world)
    assert [(each.is_on, each.is_found, each.is_lost) for each in reached_by(own(world).account)] == [
        (True, False, True)
    ]
    has_phone(world, "member", "19900009999")

    assert [(each.is_on, each.is_found, each.is_lost) for each in reached_by(own(world).account)] == [
        (True, False, False)
    ]
    assert channels_of(own(world).account, own(world)) == ["wecom"]


def test_a_messenger_that_has_no_time_is_asked_by_the_first_message(world: World, wecom: Platform) -> None:
    set_up(world, wecom)
    wecom.says.append(("find", 200, json.dumps({"errcode": 45009, "errmsg": "slow down"})))
    switch_on(world)

    (each,) = reached_by(own(world).account)
    assert (each.is_on, each.is_found, each.is_lost) == (True, False, False)


def test_nobody_switches_it_on_for_another(world: World, wecom: Platform) -> None:
    set_up(world, wecom)
    has_phone(world, "member")
    with refused(403, "rule"):
        turn_on_app(own(world), actor=world.actor("sysadmin"), kind="wecom")


def test_without_a_number_or_an_application_it_is_said_what_to_do(world: World, wecom: Platform) -> None:
    with refused(422, "invalid", says="学校没有接"):
        turn_on_app(own(world), actor=world.actor("member"), kind="wecom")
    set_up(world, wecom)
    with refused(422, "invalid", says="还没有你的手机号"):
        turn_on_app(own(world), actor=world.actor("member"), kind="wecom")
    assert "手机上的应用消息" in world.client("member").get("/notices/settings/").content.decode()


def test_page_and_machine_switch_it_on(world: World, wecom: Platform) -> None:
    set_up(world, wecom)
    has_phone(world, "member")
    client, pk = world.client("member"), world.accounts["member"].pk

    assert client.post("/notices/settings/apps/wecom/on/").status_code == 303
    assert client.post("/notices/settings/apps/wecom/sideways/").status_code == 404
    path = f"/api/v1/notice-preferences/{pk}/turn-on-app"
    told = client.post(path, {"kind": "wecom"}, content_type="application/json").json()
    assert told["apps"] == [{"kind": "wecom", "is_on": True, "is_found": False, "is_lost": False}]
