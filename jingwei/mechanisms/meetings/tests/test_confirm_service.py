"""`services.confirm`: those who were served say with one press that it was so; nobody says it of what they told themselves."""

from __future__ import annotations

from datetime import date

from jingwei.adapters.clock import clock_at
from jingwei.adapters.worker import drain
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.organisations.actions import make_appointment
from jingwei.foundation.organisations.queries import actor_in_post, posts_of
from jingwei.mechanisms.meetings.actions import confirm_service, decline_service, strike_meeting
from jingwei.mechanisms.meetings.actions.serving import fall_service
from jingwei.mechanisms.meetings.models import Service
from jingwei.mechanisms.meetings.tests.test_begin_series import fragment
from jingwei.mechanisms.meetings.tests.test_tell_service import TODAY, told
from tests.support.verbs import refused
from tests.support.world import BUILDER, World


def test_who_was_served_sees_it_on_the_desk_and_says_so(world: World) -> None:
    with clock_at(TODAY):
        made = told(world, served=world["team"])
        client = world.client("head")
        assert "/meetings/come/" in client.get("/").content.decode()
        assert f'href="/meetings/served/{made.pk}/"' in fragment(world, "head")
        assert "认可" in client.get(f"/meetings/served/{made.pk}/").content.decode()

        assert client.post(f"/meetings/served/{made.pk}/").status_code == 303

        made = Service.objects.get()
        assert (made.state, made.answered_name) == ("confirmed", "乔望北")
        assert fragment(world, "head").strip() == ""
        assert "对方认可了" in world.client("branch").get(f"/meetings/{made.meeting_id}/").content.decode()
    assert sentences(list(records_about(made)))[-1][1] == (
        "乔望北代表农机装备研究所认可了主题党日“学农时，下地头”"
    )


def test_who_was_served_is_told_and_then_who_told_of_it(world: World) -> None:
    with clock_at(TODAY):
        made = told(world, served=world["team"])
        drain()
        assert "说主题党日“学农时，下地头”服务了农机装备研究所" in (
            world.client("head").get("/notices/").content.decode()
        )
        confirm_service(made, actor=world.actor("head"))
        drain()
        assert "农机装备研究所认可了主题党日" in world.client("branch").get("/notices/").content.decode()


def test_by_the_api(world: World) -> None:
    with clock_at(TODAY):
        made = told(world, served=world["team"])
        address = f"/api/v1/services/{made.pk}/confirm"

        answer = world.client("head").post(address, {}, content_type="application/json")

        assert (answer.status_code, answer.json()["state"]) == (200, "confirmed")
        assert world.client("outsider").get(f"/api/v1/services/{made.pk}").status_code == 404


def test_only_who_was_served(world: World) -> None:
    with clock_at(TODAY):
        made = told(world)
        with refused(403, "no-grant"):
            confirm_service(made, actor=world.actor("head"))
        with refused(403, "no-grant"):
            confirm_service(made, actor=world.actor("branch"))
        assert world.client("branch").post(f"/meetings/served/{made.pk}/").status_code == 403
        assert world.client("head").get(f"/meetings/served/{made.pk}/").status_code == 404


def test_nobody_says_it_of_what_they_told_themselves(world: World) -> None:
    with clock_at(TODAY):
        make_appointment(
            world["other_team"],
            actor=BUILDER,
            person=world.people["branch"],
            role="unit-head",
            since=date(2026, 1, 1),
        )
        made = told(world)
        account = world.accounts["branch"].pk
        keys = [post.key for post in posts_of(account) if post.organisation_id == world["other_team"].pk]
        both = actor_in_post(account, keys[0])
        assert both is not None
        with refused(403, "rule", says="是你记的"):
            confirm_service(made, actor=both)


def test_it_is_answered_once(world: World) -> None:
    with clock_at(TODAY):
        made = confirm_service(told(world, served=world["team"]), actor=world.actor("head"))
        with refused(409, "step-not-open"):
            confirm_service(made, actor=world.actor("head"))
        with refused(409, "step-not-open"):
            decline_service(made, actor=world.actor("head"), reason="不是")


def test_what_a_struck_meeting_did_falls_with_it(world: World) -> None:
    """Answered or not; then nobody answers any more, and it stands on no desk."""
    with clock_at(TODAY):
        made = told(world, served=world["team"])
        confirm_service(made, actor=world.actor("head"))
        strike_meeting(made.meeting, actor=world.actor("branch"), reason="记错了")
        done = Service.objects.get()

        assert done.state == "fallen"
        assert sentences(list(records_about(done)))[-1][1] == (
            "主题党日“学农时，下地头”作废了，服务农机装备研究所的记录跟着作废"
        )
        with refused(409, "step-not-open", says="随会议作废了"):
            confirm_service(done, actor=world.actor("head"))
        with refused(403, "no-grant"):
            fall_service(done, actor=world.actor("branch"))
