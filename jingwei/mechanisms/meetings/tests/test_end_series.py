"""`series.end`: it falls on no more days, and may be said anew."""

from __future__ import annotations

from datetime import date

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.mechanisms.meetings.actions import end_series
from jingwei.mechanisms.meetings.models import Series
from jingwei.mechanisms.meetings.tests.test_begin_series import TODAY, begun, fragment
from tests.support.verbs import refused
from tests.support.world import World


def test_it_falls_on_no_more_days(world: World) -> None:
    with clock_at(TODAY):
        made = end_series(begun(world), actor=world.actor("branch"))
        assert "下一次" not in world.client("member").get("/meetings/").content.decode()
        assert begun(world).pk != made.pk
    with clock_at(date(2026, 4, 20)):
        assert fragment(world).count("记一次") == 1
    assert sentences(list(records_about(made)))[-1][1] == (
        "沈砚秋不再按期开主题党日例会（每月第三个星期四 14:00，302 室）"
    )


def test_the_page_and_the_api_end_it(world: World) -> None:
    with clock_at(TODAY):
        first = begun(world)
        second = begun(world, body="committee")
        client = world.client("branch")
        assert world.client("member").post(f"/meetings/series/{first.pk}/end/").status_code == 403
        assert world.client("outsider").post(f"/meetings/series/{first.pk}/end/").status_code == 404

        assert client.post(f"/meetings/series/{first.pk}/end/").status_code == 303
        answer = client.post(f"/api/v1/series/{second.pk}/end", {}, content_type="application/json")

        assert (answer.json()["state"], answer.json()["days"]) == ("ended", [])
        assert set(Series.objects.values_list("state", flat=True)) == {"ended"}
        shown = client.get(f"/meetings/series/{first.pk}/").content.decode()
        assert "不再开" in shown and "改例会" not in shown


def test_only_who_holds_it_there_and_once(world: World) -> None:
    with clock_at(TODAY):
        made = begun(world)
        with refused(403, "no-grant"):
            end_series(made, actor=world.actor("member"))
        made = end_series(made, actor=world.actor("branch"))
        with refused(409, "step-not-open"):
            end_series(made, actor=world.actor("branch"))
