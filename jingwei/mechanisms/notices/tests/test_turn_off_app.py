"""`notices.turn_off_app`: no more, and as whom the messenger knew somebody is forgotten."""

from __future__ import annotations

from jingwei.foundation.ledger.queries import records_about
from jingwei.mechanisms.notices.actions import turn_off_app
from jingwei.mechanisms.notices.models import Reach
from jingwei.mechanisms.notices.queries import channels_of
from jingwei.mechanisms.notices.tests.apps import open_platform, own, set_up, switch_on, wecom
from tests.support.messengers import Platform
from tests.support.verbs import refused
from tests.support.world import World

__all__ = ["open_platform", "wecom"]


def test_it_is_off_and_forgotten(world: World, wecom: Platform) -> None:
    set_up(world, wecom)
    switch_on(world)
    turn_off_app(own(world), actor=world.actor("member"), kind="wecom")

    assert (Reach.objects.count(), channels_of(own(world).account, own(world))) == (0, [])
    assert [each.verb for each in records_about(own(world))] == [
        "notices.turn_on_app",
        "notices.turn_off_app",
    ]
    with refused(422, "invalid", says="本来就没有打开"):
        turn_off_app(own(world), actor=world.actor("member"), kind="wecom")


def test_nobody_switches_it_off_for_another(world: World, wecom: Platform) -> None:
    set_up(world, wecom)
    switch_on(world)
    with refused(403, "rule"):
        turn_off_app(own(world), actor=world.actor("branch"), kind="wecom")


def test_page_and_machine_switch_it_off(world: World, wecom: Platform) -> None:
    set_up(world, wecom)
    client, pk = world.client("member"), world.accounts["member"].pk
    switch_on(world)
    assert client.post("/notices/settings/apps/wecom/off/").status_code == 303

    switch_on(world)
    path = f"/api/v1/notice-preferences/{pk}/turn-off-app"
    told = client.post(path, {"kind": "wecom"}, content_type="application/json").json()
    assert told["apps"] == [{"kind": "wecom", "is_on": False, "is_found": False, "is_lost": False}]
