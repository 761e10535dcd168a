"""`notices.drop_app`: nobody is told through it any more, and its secret is forgotten."""

from __future__ import annotations

from jingwei.foundation.ledger.queries import records_about
from jingwei.mechanisms.notices.actions import drop_app
from jingwei.mechanisms.notices.models import MessengerApp, Reach
from jingwei.mechanisms.notices.queries import channels_of
from jingwei.mechanisms.notices.tests.apps import open_platform, own, set_up, switch_on, wecom
from tests.support.messengers import Platform
from tests.support.verbs import refused
from tests.support.world import World

__all__ = ["open_platform", "wecom"]


def test_secret_and_people_are_forgotten(world: World, wecom: Platform) -> None:
    made = set_up(world, wecom)
    switch_on(world)
    account = own(world).account
    assert channels_of(account, own(world)) == ["wecom"]
    drop_app(made, actor=world.actor("sysadmin"))

    left = MessengerApp.objects.get(pk=made.pk)
    assert (left.is_set, left.concealed, left.token, left.key, left.base) == (False, "", "", "", "")
    assert (Reach.objects.count(), channels_of(account, own(world))) == (0, [])
    assert [record.verb for record in records_about(made)] == ["notices.set_app", "notices.drop_app"]


def test_who_holds_no_grant_is_refused_and_what_is_not_there_is_not_dropped(
    world: World, wecom: Platform
) -> None:
    made = set_up(world, wecom)
    with refused(403, "no-grant"):
        drop_app(made, actor=world.actor("secadmin"))
    drop_app(made, actor=world.actor("sysadmin"))
    with refused(403, "rule", says="还没有接上"):
        drop_app(made, actor=world.actor("sysadmin"))


def test_page_and_machine_drop_it(world: World, wecom: Platform) -> None:
    client = world.client("sysadmin")
    made = set_up(world, wecom)
    assert client.post("/notices/apps/wecom/end/").status_code == 303
    assert client.post("/notices/apps/dingtalk/end/").status_code == 404
    assert client.post("/notices/apps/wecom/other/").status_code == 404
    assert not MessengerApp.objects.get().is_set

    set_up(world, wecom)
    path = f"/api/v1/messenger-apps/{made.pk}/drop-app"
    told = client.post(path, {}, content_type="application/json").json()
    assert (told["is_set"], [each["code"] for each in told["actions"]]) == (False, ["rule", "rule"])
