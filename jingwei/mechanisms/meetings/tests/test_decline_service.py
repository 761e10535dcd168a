"""`services.decline`: those who were named say in one sentence that it was not so."""

from __future__ import annotations

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.mechanisms.meetings.actions import confirm_service, decline_service
from jingwei.mechanisms.meetings.models import Service
from jingwei.mechanisms.meetings.tests.test_tell_service import TODAY, told
from tests.support.verbs import refused
from tests.support.world import World

WHY = "那天没有人来过"


def test_the_page_says_it_and_the_branch_reads_why(world: World) -> None:
    with clock_at(TODAY):
        made = told(world, served=world["team"])
        client = world.client("head")
        assert client.post(f"/meetings/served/{made.pk}/", {"reason": ""}).status_code == 422

        assert client.post(f"/meetings/served/{made.pk}/", {"reason": WHY}).status_code == 303

        assert Service.objects.get().state == "declined"
        shown = world.client("branch").get(f"/meetings/{made.meeting_id}/").content.decode()
        assert "对方说不是这样" in shown and WHY in shown
    assert sentences(list(records_about(made)))[-1][1] == (
        f"乔望北代表农机装备研究所说主题党日“学农时，下地头”不是这样：{WHY}"
    )


def test_by_the_api_and_once(world: World) -> None:
    with clock_at(TODAY):
        made = told(world, served=world["team"])
        address = f"/api/v1/services/{made.pk}/decline"

        answer = world.client("head").post(address, {"reason": WHY}, content_type="application/json")

        assert (answer.json()["state"], answer.json()["reason"]) == ("declined", WHY)
        with refused(409, "step-not-open"):
            confirm_service(made, actor=world.actor("head"))


def test_only_who_was_named(world: World) -> None:
    with clock_at(TODAY):
        made = told(world)
        with refused(403, "no-grant"):
            decline_service(made, actor=world.actor("branch"), reason=WHY)
        with refused(403, "no-grant"):
            decline_service(made, actor=world.actor("head"), reason=WHY)
