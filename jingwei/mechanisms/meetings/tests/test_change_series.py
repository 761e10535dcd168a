"""`series.change`: it falls on other days from today on."""

from __future__ import annotations

from datetime import date, time

from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.mechanisms.meetings.actions import change_series, end_series
from jingwei.mechanisms.meetings.queries.series import next_days
from jingwei.mechanisms.meetings.tests.test_begin_series import TODAY, begun, fragment
from tests.support.verbs import refused
from tests.support.world import World


def test_it_falls_on_other_days_from_today_on(world: World) -> None:
    with clock_at(date(2026, 3, 2)):
        made = begun(world)
    with clock_at(date(2026, 3, 27)):
        assert "2026-03-19" in fragment(world)
        made = change_series(made, actor=world.actor("branch"), nth=2, weekday=5, begins_at=time(15, 30))

        assert [each.day for each in next_days(made)] == [
            date(2026, 4, 10),
            date(2026, 5, 8),
            date(2026, 6, 12),
        ]
        assert "记一次" not in fragment(world)
    assert sentences(list(records_about(made)))[-1][1] == (
        "沈砚秋改了主题党日例会：每月第二个星期五 15:30（原来是每月第三个星期四 14:00，302 室）"
    )


def test_the_page_and_the_api_change_it(world: World) -> None:
    with clock_at(TODAY):
        made = begun(world)
        where, client = f"/meetings/series/{made.pk}/", world.client("branch")
        assert "改例会" in client.get(where).content.decode()
        assert "改例会" not in world.client("member").get(where).content.decode()
        given = {"nth": "5", "weekday": "2", "month_day": "1", "begins_at": "", "room": "一楼"}

        told = client.post(where, given)
        (line,) = html.fromstring(told.content.decode()).xpath("//input[@name='despite']/@value")
        unchanged = "每月第三个星期四" in client.get(where).content.decode()
        other = client.post(where, given | {"weekday": "3", "despite": line})

        assert line == (
            "接下来原来是 2026-04-16 14:00、2026-05-21 14:00、2026-06-18 14:00（302 室），"
            "要改成 2026-04-28、2026-05-26、2026-06-30（一楼）。已经记下的会议不变。"
        )
        assert (told.status_code, unchanged, other.status_code) == (200, True, 200)
        assert client.post(where, given | {"despite": line}).status_code == 303
        assert "每月最后一个星期二，一楼" in client.get(where).content.decode()
        assert client.post(where, given).status_code == 422
        assert world.client("member").post(where, given).status_code == 403
        api = f"/api/v1/series/{made.pk}/change"
        answer = client.post(api, {"nth": 0, "month_day": 31}, content_type="application/json")
        assert answer.json()["days"] == ["2026-04-30", "2026-05-29", "2026-06-30"]


def test_only_who_holds_it_there_and_only_while_it_goes_on(world: World) -> None:
    with clock_at(TODAY):
        made = begun(world)
        with refused(403, "no-grant"):
            change_series(made, actor=world.actor("neighbour"), nth=1)
        with refused(422, "invalid", says="没有改"):
            change_series(
                made, actor=world.actor("branch"), nth=3, weekday=4, begins_at=time(14), room="302 室"
            )
        made = end_series(made, actor=world.actor("branch"))
        with refused(409, "step-not-open"):
            change_series(made, actor=world.actor("branch"), nth=1)
