"""`notices.unsubscribe`: a browser is told no more."""

from __future__ import annotations

from jingwei.foundation.ledger.queries import records_about
from jingwei.mechanisms.notices.actions import unsubscribe
from jingwei.mechanisms.notices.models import Device
from jingwei.mechanisms.notices.queries import preference_for
from jingwei.mechanisms.notices.tests.test_subscribe_browser import PUBLIC, subscribed
from tests.support.verbs import refused
from tests.support.world import World


def test_it_is_gone(world: World) -> None:
    subscribed(world, "member", PUBLIC)
    mine = preference_for(world.actor("member"), world.accounts["member"].pk)

    unsubscribe(mine, actor=world.actor("member"), device_id=Device.objects.get().pk)

    assert not Device.objects.exists()
    assert [record.verb for record in records_about(mine)] == ["notices.subscribe", "notices.unsubscribe"]


def test_another_s_is_not_there(world: World) -> None:
    subscribed(world, "member", PUBLIC)
    pk = Device.objects.get().pk
    other = preference_for(world.actor("teacher"), world.accounts["teacher"].pk)
    with refused(404, "not-found"):
        unsubscribe(other, actor=world.actor("teacher"), device_id=pk)
    with refused(403, "rule"):
        unsubscribe(
            preference_for(world.actor("member"), world.accounts["member"].pk),
            actor=world.actor("teacher"),
            device_id=pk,
        )
    assert world.client("teacher").post(f"/notices/settings/devices/{pk}/end/").status_code == 404


def test_page_and_machine_end_it(world: World) -> None:
    client, account = world.client("member"), world.accounts["member"].pk
    subscribed(world, "member", f"{PUBLIC}a")
    assert client.post(f"/notices/settings/devices/{Device.objects.get().pk}/end/").status_code == 303

    subscribed(world, "member", f"{PUBLIC}b")
    asked = {"device_id": Device.objects.get().pk}
    path = f"/api/v1/notice-preferences/{account}/unsubscribe"
    assert client.post(path, asked, content_type="application/json").json()["devices"] == []
