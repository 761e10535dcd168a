"""`notices.close_calendar`: the secret address is dead at once."""

from __future__ import annotations

from django.test import Client

from jingwei.foundation.ledger.queries import records_about
from jingwei.mechanisms.notices.actions import close_calendar
from jingwei.mechanisms.notices.queries import preference_for
from jingwei.mechanisms.notices.tests.test_open_calendar import address, opened
from tests.support.verbs import refused
from tests.support.world import World


def test_its_address_is_dead(world: World) -> None:
    made = opened(world, "member")

    close_calendar(made, actor=world.actor("member"))

    assert Client().get(address(made)).status_code == 404
    assert [r.verb for r in records_about(made)] == ["notices.open_calendar", "notices.close_calendar"]


def test_nobody_closes_another_s(world: World) -> None:
    made = opened(world, "member")
    with refused(403, "rule"):
        close_calendar(made, actor=world.actor("branch"))
    assert Client().get(address(made)).status_code == 200


def test_page_and_machine_close_it(world: World) -> None:
    client, pk = world.client("member"), world.accounts["member"].pk
    first = opened(world, "member")

    assert client.post("/notices/settings/calendar/close/").status_code == 303
    assert Client().get(address(first)).status_code == 404

    second = opened(world, "member")
    path = f"/api/v1/notice-preferences/{pk}/close-calendar"
    assert client.post(path, {}, content_type="application/json").json()["has_calendar"] is False
    assert Client().get(address(second)).status_code == 404


def test_one_that_never_was_may_be_closed(world: World) -> None:
    mine = preference_for(world.actor("member"), world.accounts["member"].pk)

    assert close_calendar(mine, actor=world.actor("member")).calendar_digest is None
