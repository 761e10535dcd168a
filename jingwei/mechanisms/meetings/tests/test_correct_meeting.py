"""`meetings.correct`, `strike`: what was written is put right or struck out with a reason; names go in the end."""

from __future__ import annotations

from datetime import date, timedelta

from jingwei.adapters import retention
from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.mechanisms.meetings.actions import correct_meeting, strike_meeting
from jingwei.mechanisms.meetings.models import Attendance
from jingwei.mechanisms.meetings.tests.test_record_meeting import ALL, CAME, TODAY, TOPIC, recorded, states
from tests.support.verbs import refused
from tests.support.world import World

WHY, RIGHT = "村名写错了", "分三组去两个村"


def test_it_is_put_right_and_what_it_was_stays_in_the_ledger(world: World) -> None:
    with clock_at(TODAY):
        made = recorded(world, guests="合作社的老周")
        right = correct_meeting(made, actor=world.actor("branch"), reason=WHY, outcome=RIGHT)
        *_first, last = records_about(right)

    assert (right.topic, right.outcome, right.guests) == (TOPIC, RIGHT, "合作社的老周")
    assert (right.version, right.present) == (2, 5)
    assert "老周" not in last.data and "before" not in last.values
    assert sentences([last])[0][1] == f"沈砚秋改正了 2026-04-10 的主题党日“{TOPIC}”：{WHY}"


def test_it_is_refused(world: World) -> None:
    with clock_at(TODAY):
        made, talk = recorded(world), recorded(world, "talk", topic="", outcome="", present=[])
        for account in ("member", "faculty", "neighbour", "outsider"):
            with refused(403, "no-grant"):
                correct_meeting(made, actor=world.actor(account), reason=WHY, topic=TOPIC)
        with refused(422, "invalid", says="这里要写一句"):
            correct_meeting(made, actor=world.actor("branch"), reason=" ", topic=TOPIC)
        with refused(422, "invalid", says="只记日期"):
            correct_meeting(talk, actor=world.actor("branch"), reason=WHY, topic=TOPIC)


def test_by_page_and_api(world: World) -> None:
    client = world.client("branch")
    with clock_at(TODAY):
        made = recorded(world)
        at = f"/meetings/{made.pk}/correct/"
        asked = client.get(at).content.decode()
        wrong = client.post(at, {"topic": TOPIC, "outcome": RIGHT, "reason": ""})
        done = client.post(at, {"topic": TOPIC, "outcome": RIGHT, "reason": WHY})
        denied, strange = world.client("faculty").get(at), world.client("neighbour").get(at)
        by_api = client.post(
            f"/api/v1/meetings/{made.pk}/correct",
            {"topic": TOPIC, "outcome": CAME, "reason": WHY},
            content_type="application/json",
        )

    assert CAME in asked and RIGHT in wrong.content.decode()
    assert [r.status_code for r in (wrong, done, denied, strange, by_api)] == [422, 303, 403, 404, 200]
    assert by_api.json()["outcome"] == CAME


def test_names_go_after_three_years_and_numbers_stay(world: World) -> None:
    with clock_at(TODAY):
        made = recorded(world)
        client = world.client("branch")
    with clock_at(TODAY + timedelta(days=1096)):
        retention.apply("meetings.attendance")
        shown = client.get(f"/meetings/{made.pk}/").content.decode()

    assert Attendance.objects.count() == 0
    assert f"实到 {len(ALL)} 人" in shown and "到会名单" not in shown


def test_a_day_before_they_stay(world: World) -> None:
    with clock_at(TODAY):
        recorded(world)
    with clock_at(date(2029, 4, 9)):
        retention.apply("meetings.attendance")

    assert Attendance.objects.count() == len(ALL)


def test_what_is_struck_out_counts_no_longer(world: World) -> None:
    april = "2026 年 4 月"
    with clock_at(TODAY):
        made = recorded(world, on=date(2026, 4, 9))
        assert states(world, "themed-day", TODAY)[april] == "met"
        gone = strike_meeting(made, actor=world.actor("branch"), reason=WHY)
        (*_first, last) = records_about(gone)

        assert (gone.state, gone.reason, last.result, last.month) == ("struck", WHY, "themed-day", 202604)
        assert sentences([last])[0][1] == f"沈砚秋把 2026-04-09 的主题党日“{TOPIC}”作废了：{WHY}"
        assert states(world, "themed-day", TODAY)[april] == "due"
        assert Attendance.objects.count() == 0
        with refused(409, "step-not-open", says="作废了"):
            strike_meeting(gone, actor=world.actor("branch"), reason=WHY)
        with refused(409, "step-not-open", says="作废了"):
            correct_meeting(gone, actor=world.actor("branch"), reason=WHY, topic=TOPIC)
        recorded(world)
        assert states(world, "themed-day", TODAY)[april] == "met"


def test_striking_out_is_refused_and_done_by_page_and_api(world: World) -> None:
    client = world.client("branch")
    with clock_at(TODAY):
        made, other = recorded(world), recorded(world, "committee")
        for account in ("member", "faculty", "outsider"):
            with refused(403, "no-grant"):
                strike_meeting(made, actor=world.actor(account), reason=WHY)
        at = f"/meetings/{made.pk}/strike/"
        empty, done = client.post(at, {"reason": ""}), client.post(at, {"reason": WHY})
        shown = client.get(f"/meetings/{made.pk}/").content.decode()
        listed = client.get("/meetings/").content.decode()
        by_api = client.post(
            f"/api/v1/meetings/{other.pk}/strike", {"reason": WHY}, content_type="application/json"
        )

    assert (empty.status_code, done.status_code, by_api.json()["state"]) == (422, 303, "struck")
    assert f"作废了：{WHY}" in shown and f"作废：{WHY}" in listed
    assert at not in shown


def test_who_was_there_reads_it_among_the_own_data(world: World) -> None:
    with clock_at(TODAY):
        recorded(world)
        mine = world.client("member").get("/people/mine/").content.decode()
        other = world.client("teacher").get("/people/mine/").content.decode()

    assert ("会议到会的记录" in mine, "会议到会的记录" in other) == (True, False)
    assert "开会满 3 年后删除" in mine


def test_a_corrected_topic_is_not_that_of_another_meeting_of_the_day(world: World) -> None:
    with clock_at(TODAY):
        made = recorded(world)
        recorded(world, topic="另一场")
        with refused(422, "invalid", says="已经记过了"):
            correct_meeting(made, actor=world.actor("branch"), topic=" 另一场 ", reason=WHY)
        kept = correct_meeting(made, actor=world.actor("branch"), topic=f" {TOPIC} ", reason=WHY)

    assert kept.topic == TOPIC


def test_striking_what_is_long_past_says_what_it_costs(world: World) -> None:
    with clock_at(TODAY):
        at = f"/meetings/{recorded(world).pk}/strike/"
        soon = world.client("branch").get(at).content.decode()
    with clock_at(date(2026, 6, 1)):
        late = world.client("branch").get(at).content.decode()

    told = "可能变成没做到"
    assert (told in soon, told in late) == (False, True)
