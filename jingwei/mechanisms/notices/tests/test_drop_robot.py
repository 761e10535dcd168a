"""`notices.drop_robot`: the robot is told no more, and its address is forgotten."""

from __future__ import annotations

from jingwei.foundation.ledger.queries import records_about
from jingwei.mechanisms.notices.actions import drop_robot
from jingwei.mechanisms.notices.models import NoticePreference
from jingwei.mechanisms.notices.tests.test_set_robot import set_up
from tests.support.verbs import refused
from tests.support.world import World


def test_it_is_forgotten(world: World) -> None:
    made = drop_robot(set_up(world), actor=world.actor("member"))

    assert NoticePreference.objects.get(pk=made.pk).robot is None
    assert (made.robot_kind, made.concealed) == ("", "")
    assert [record.verb for record in records_about(made)] == ["notices.set_robot", "notices.drop_robot"]


def test_nobody_drops_another_s(world: World) -> None:
    made = set_up(world)
    with refused(403, "rule"):
        drop_robot(made, actor=world.actor("branch"))


def test_page_and_machine_drop_it(world: World) -> None:
    client, pk = world.client("member"), world.accounts["member"].pk
    set_up(world)
    assert client.post("/notices/settings/robot/end/").status_code == 303
    assert NoticePreference.objects.get(pk=pk).robot is None

    set_up(world)
    path = f"/api/v1/notice-preferences/{pk}/drop-robot"
    assert client.post(path, {}, content_type="application/json").json()["robot_kind"] == ""
