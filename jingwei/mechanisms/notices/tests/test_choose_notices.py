"""`notices.choose`: everybody chooses for themselves how they are told."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from jingwei.adapters.worker import drain
from jingwei.foundation.ledger.queries import records_about
from jingwei.mechanisms.notices.actions import choose
from jingwei.mechanisms.notices.models import Notice, NoticePreference
from jingwei.mechanisms.notices.queries import preference_for
from tests.support.matters import deploy, story_at
from tests.support.verbs import refused
from tests.support.world import World

SENT = {"told_shown": "1", "told": ["matters.task"]}


def of(world: World, account: str) -> NoticePreference:
    return preference_for(world.actor(account), world.accounts[account].pk)


def test_what_is_chosen_is_kept_and_recorded(world: World) -> None:
    choose(of(world, "member"), actor=world.actor("member"), mail=False, digest_at=time(12, 30))
    chosen = choose(of(world, "member"), actor=world.actor("member"), muted=["matters.stage"])

    assert (chosen.mail, chosen.digest_at, chosen.muted_kinds) == (False, time(12, 30), ("matters.stage",))
    assert chosen.quiet_from == time(21)
    assert [r.verb for r in records_about(chosen)] == ["notices.choose", "notices.choose"]


def test_nobody_chooses_for_another(world: World) -> None:
    for account in ("branch", "sysadmin", "secadmin", "orgoffice"):
        with refused(403, "rule"):
            choose(of(world, "member"), actor=world.actor(account), mail=False)


@pytest.mark.parametrize("hour", [time(21), time(23), time(3), time(6, 59)])
def test_the_message_of_the_day_keeps_out_of_the_quiet_hours(world: World, hour: time) -> None:
    with refused(422, "invalid", says="安静时段"):
        choose(of(world, "member"), actor=world.actor("member"), digest_at=hour)


def test_only_what_there_is_can_be_muted(world: World) -> None:
    with refused(422, "invalid", says="没有“x”"):
        choose(of(world, "member"), actor=world.actor("member"), muted=["x"])


def test_what_is_muted_stands_in_the_list_and_is_not_counted(world: World) -> None:
    choose(of(world, "member"), actor=world.actor("member"), muted=["matters.task"])
    with story_at(world, "deploying") as story:
        deploy(story)
        drain()
        found = Notice.objects.get(account=world.accounts["member"])

        assert (found.read_at, found.leaves_at) == (found.at, None)
        assert world.client("member").get("/notices/new/").json()["unread"] == 0


def test_the_page_keeps_what_is_sent(world: World) -> None:
    client = world.client("member")
    assert client.get("/notices/settings/").status_code == 200
    assert not NoticePreference.objects.exists()

    answer = client.post("/notices/settings/", SENT)

    assert (answer.status_code, answer["Location"]) == (303, "/notices/settings/")
    muted = of(world, "member").muted_kinds
    assert "matters.task" not in muted
    assert "matters.stage" in muted


def test_with_mail_the_page_asks_for_the_hours(world: World, settings: Any) -> None:
    settings.EMAIL_HOST = "127.0.0.1"
    client = world.client("member")
    page = client.get("/notices/settings/").content.decode()

    assert [f'name="{name}"' in page for name in ("quiet_from", "quiet_until", "digest_at")] == [True] * 3
    wrong = client.post(
        "/notices/settings/", SENT | {"digest_at": "22:00", "quiet_from": "21:00", "quiet_until": "07:00"}
    )
    assert wrong.status_code == 422
    assert "安静时段" in wrong.content.decode()
    right = client.post(
        "/notices/settings/", SENT | {"digest_at": "18:00", "quiet_from": "21:00", "quiet_until": "07:00"}
    )
    assert right.status_code == 303
    assert (of(world, "member").digest_at, of(world, "member").mail) == (time(18), False)


def test_a_machine_chooses(world: World) -> None:
    client, pk = world.client("member"), world.accounts["member"].pk
    asked = {"quiet_from": "20:00", "muted": ["matters.stage"]}

    answer = client.post(f"/api/v1/notice-preferences/{pk}/choose", asked, content_type="application/json")

    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["id"], told["quiet_from"], told["muted"]) == (pk, "20:00:00", ["matters.stage"])
    assert world.client("branch").get(f"/api/v1/notice-preferences/{pk}").status_code == 404
