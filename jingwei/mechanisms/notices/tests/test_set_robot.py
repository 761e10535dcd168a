"""`notices.set_robot`: a group in a messenger hears that there is something, and never what."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.adapters.secrets import keys
from jingwei.adapters.secrets.rotation import MOVES
from jingwei.adapters.worker import drain
from jingwei.foundation.ledger.queries import records_about
from jingwei.mechanisms.notices.actions import dispatch, set_robot
from jingwei.mechanisms.notices.models import Delivery, NoticePreference
from jingwei.mechanisms.notices.queries import preference_for
from tests.support.matters import deploy, story_at
from tests.support.outside import outside
from tests.support.verbs import refused
from tests.support.world import World

URL, SECRET = "https://oapi.dingtalk.com/robot/send?access_token=t0ken", "SECgeheim"


def set_up(world: World, account: str = "member", **more: str) -> NoticePreference:
    actor = world.actor(account)
    given = {"kind": "dingtalk", "url": URL, "secret": SECRET} | more
    made: NoticePreference = set_robot(preference_for(actor, actor.account_id or 0), actor=actor, **given)
    return made


def test_the_group_hears_how_many_and_not_what(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    settings.SITE = "https://jingwei.example.edu"
    with outside(settings, monkeypatch, tmp_path) as there, story_at(world, "deploying") as story:
        there.status, there.text = 200, '{"errcode":0}'
        set_up(world, url=f"{there.url}/robot/send?access_token=t")
        drain()
        deploy(story)
        drain()
        with clock_at(clock.now() + timedelta(days=2)):
            dispatch.call(world.universities["home"].pk, world.accounts["member"].pk)
            drain()

    ((path, _headers, body),) = there.asked
    assert "&sign=" in path
    said = json.loads(body)["text"]["content"]
    assert said == "有 1 件新事\nhttps://jingwei.example.edu/notices/"
    assert (Delivery.objects.get().channel, Delivery.objects.get().state) == ("robot", "sent")


def test_address_and_secret_lie_concealed_and_are_recorded_nowhere(world: World) -> None:
    made = set_up(world)
    stored = str(NoticePreference.objects.values_list().get())

    assert (made.robot.url, made.robot.secret) == (URL, SECRET)  # type: ignore[union-attr]
    assert [secret in stored for secret in ("t0ken", SECRET)] == [False, False]
    assert [record.verb for record in records_about(made)] == ["notices.set_robot"]
    assert "t0ken" not in "".join(records_about(made).values_list("data", flat=True))


def test_they_move_to_another_key(world: World) -> None:
    made = set_up(world)
    move = MOVES["notices.noticepreference.concealed"]

    held = NoticePreference.objects.get(pk=made.pk).concealed

    assert (move("another", 0), move("another", made.pk)) == (made.pk, None)
    assert NoticePreference.objects.get(pk=made.pk).concealed != held
    assert move(keys.current().name, 0) is None
    assert NoticePreference.objects.get(pk=made.pk).robot == made.robot


@pytest.mark.parametrize(
    "url",
    [
        *("https://example.com/robot", "http://oapi.dingtalk.com/", "https://10.0.0.1/", ""),
        # Would be an error later that says the whole of it.
        "https://oapi.dingtalk.com/robot/send?access_token=to ken",
        f"https://oapi.dingtalk.com/{'x' * 500}",
    ],
)
def test_only_the_messenger_s_own_address_is_taken(world: World, url: str) -> None:
    with refused(422, "invalid", says="机器人地址"):
        set_up(world, url=url)


def test_nobody_sets_one_up_for_another(world: World) -> None:
    mine = preference_for(world.actor("member"), world.accounts["member"].pk)
    with refused(403, "rule"):
        set_robot(mine, actor=world.actor("sysadmin"), kind="dingtalk", url=URL)


def test_page_and_machine_set_it_up_and_show_it_no_more(world: World) -> None:
    client, pk = world.client("member"), world.accounts["member"].pk

    wrong = client.post("/notices/settings/robot/", {"kind": "dingtalk", "url": "https://example.com/"})
    assert wrong.status_code == 422
    assert "https://example.com/" in wrong.content.decode()
    right = client.post("/notices/settings/robot/", {"kind": "dingtalk", "url": URL, "secret": SECRET})
    assert right.status_code == 303
    page = client.get("/notices/settings/").content.decode()
    assert "已接钉钉" in page
    assert "t0ken" not in page
    asked = {"kind": "feishu", "url": "https://open.feishu.cn/open-apis/bot/v2/hook/x"}
    path = f"/api/v1/notice-preferences/{pk}/set-robot"
    told = client.post(path, asked, content_type="application/json")
    assert told.json()["robot_kind"] == "feishu"
    assert "hook" not in told.content.decode()
