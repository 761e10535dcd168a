"""`meetings.send` and `meetings.cancel`: the notice goes out to those who have a seat, or the meeting is called off."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.organisations.models import Appointment
from jingwei.kernel.notices import TELLINGS
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Hearing, Meeting, Seat
from jingwei.mechanisms.meetings.queries import waiting_for
from jingwei.mechanisms.meetings.tests.school import (
    JOINT,
    LATER,
    PARTY,
    School,
    fresh,
    last,
    told_of,
)
from tests.support.verbs import refused


def prepared(school: School, body: str = PARTY) -> Meeting:
    """A meeting with an item on its agenda."""
    item, meeting = school.item(), school.meeting(body)
    actions.enter_item(item, actor=school.actor("organizer"), meeting=meeting)
    return fresh(meeting)


def sent(school: School, meeting: Meeting, by: str = "organizer") -> Meeting:
    return actions.send_meeting(fresh(meeting), actor=school.actor(by))


def told(school: School, verb: str) -> list[tuple[str, set[str]]]:
    names = {person.pk: account for account, person in school.world.people.items()}
    record = Record.objects.filter(verb=verb).latest("seq")
    return [(each.worded(record), {names[pk] for pk in each.whom(record)}) for each in TELLINGS[verb]]


def seats(meeting: Meeting) -> list[tuple[str, str, bool, str]]:
    rows = Seat.objects.filter(meeting=meeting).order_by("pk")
    return [(each.person.name, each.post, each.has_vote, each.attends) for each in rows]


def test_who_has_a_seat_follows_from_the_posts(school: School) -> None:
    meeting = sent(school, prepared(school))

    assert seats(meeting) == [
        ("孟青禾", "院系党组织书记", True, "expected"),
        ("乔望北", "院系党组织委员", True, "expected"),
        ("沈砚秋", "院系党组织委员", True, "expected"),
        ("裴若谷", "组织员", False, "expected"),
    ]
    assert told_of(meeting) == (
        "meetings.send",
        "|3.3a|3.3b|",
        "裴若谷发了 2026-04-10 院系党组织会议的通知，1 个议题",
    )
    assert last(meeting).values == {
        "held_on": "2026-04-10",
        "at": "14:00",
        "items": 1,
        "seats": 4,
        "short_notice": 2,
    }
    assert told(school, "meetings.send") == [
        (
            "院系党组织会议：2026-04-10 14:00，1 个议题。",
            {"faculty", "head", "branch", "organizer"},
        )
    ]


def test_the_joint_meeting_seats_both_sides(school: School) -> None:
    meeting = school.called(JOINT, school.item(kind="affairs"))

    assert seats(meeting) == [
        ("孟青禾", "院系党组织书记", True, "expected"),
        ("柏鸿钧", "院长", True, "expected"),
        ("喻清川", "副院长", True, "expected"),
        ("裴若谷", "组织员", False, "expected"),
    ]


def test_seats_are_those_of_the_day_of_the_meeting(school: School) -> None:
    vice = Appointment.objects.filter(person=school.world.people["member"], role="vice-dean")
    vice.update(until=LATER.date() + timedelta(days=1))
    later = school.meeting(JOINT, starts_at=LATER + timedelta(days=7))
    actions.enter_item(school.item(kind="affairs"), actor=school.actor("organizer"), meeting=later)

    meeting = sent(school, later)

    assert [name for name, _post, _vote, _attends in seats(meeting)] == ["孟青禾", "柏鸿钧", "裴若谷"]


def test_a_notice_in_time_comes_by_no_day_late(school: School) -> None:
    later = school.meeting(PARTY, starts_at=LATER + timedelta(days=2))
    actions.enter_item(school.item(), actor=school.actor("organizer"), meeting=later)

    assert last(sent(school, later)).values["short_notice"] == 0


def test_an_empty_agenda_does_not_go_out(school: School) -> None:
    meeting = school.meeting(PARTY)

    with refused(422, "invalid", says="还没有议题，先列入议程再发通知。"):
        sent(school, meeting)


def test_nor_does_a_paper_that_was_changed_meanwhile(school: School) -> None:
    meeting = school.meeting(JOINT)
    item = school.studied(school.item())
    actions.enter_item(item, actor=school.actor("organizer"), meeting=meeting)
    actions.revise_item(fresh(item), actor=school.actor("organizer"), proposal="引进三名。")
    with refused(403, "rule", says="《教师引进方案》还不能上会：议题现在是“等审”，还没有同意上会。"):
        sent(school, meeting)
    actions.approve_item(fresh(item), actor=school.actor("faculty"))

    with refused(403, "rule", clause="3.3a", says="第 2 稿还没有经院系党组织会议研究通过"):
        sent(school, meeting)


def test_where_nobody_has_a_vote_nothing_goes_out(school: School) -> None:
    later = school.meeting(PARTY, starts_at=LATER + timedelta(days=7))
    actions.enter_item(school.item(), actor=school.actor("organizer"), meeting=later)
    Appointment.objects.filter(role__in=("faculty-secretary", "committee-member")).update(
        until=LATER.date() + timedelta(days=1)
    )

    with refused(422, "invalid", says="那天没有人在这个会上有表决权，请先把任职录上。"):
        sent(school, later)


def test_it_goes_out_once(school: School) -> None:
    meeting = sent(school, prepared(school))

    with refused(409, "step-not-open", says="现在是“通知了”，还不能“发通知”。"):
        sent(school, meeting)


@pytest.mark.parametrize("account", ["head", "branch", "member", "sysadmin", "neighbour", "outsider"])
def test_neither_is_open_to_others(school: School, account: str) -> None:
    meeting = prepared(school)

    with refused(403, "no-grant"):
        sent(school, meeting, account)
    with refused(403, "no-grant"):
        actions.cancel_meeting(meeting, actor=school.actor(account), reason="改期")


def test_it_is_called_off_and_its_items_wait_for_the_next_one(school: School) -> None:
    meeting = sent(school, prepared(school))
    seated = told(school, "meetings.send")[0][1]

    done = actions.cancel_meeting(
        meeting, actor=school.actor("dean" if meeting.unit else "faculty"), reason="停电"
    )

    assert (done.state, done.reason) == ("cancelled", "停电")
    assert list(Hearing.objects.values_list("state", "reason")) == [("postponed", "停电")]
    assert told_of(meeting) == (
        "meetings.cancel",
        "|3.3a|3.3b|",
        "孟青禾取消了 2026-04-10 的院系党组织会议：停电",
    )
    assert told(school, "meetings.cancel") == [("2026-04-10 的院系党组织会议取消了：停电", seated)]
    item = Hearing.objects.get().item
    assert (
        actions.enter_item(item, actor=school.actor("organizer"), meeting=school.meeting(PARTY)).state
        == "ready"
    )


def test_what_is_going_on_is_not_called_off(school: School) -> None:
    meeting = school.opened(PARTY, school.item())

    with refused(409, "step-not-open", says="现在是“正在开”，还不能“取消会议”。"):
        actions.cancel_meeting(meeting, actor=school.actor("faculty"), reason="停电")


def test_it_waits_on_the_desk_of_who_prepares_it(school: School) -> None:
    meeting = prepared(school)

    before = [(each.title, each.why, each.verb) for each in waiting_for(school.actor("organizer"))]
    sent(school, meeting)
    after = [(each.title, each.why, each.verb) for each in waiting_for(school.actor("organizer"))]
    with clock_at(LATER - timedelta(days=8)):
        early = waiting_for(school.actor("organizer"))

    assert before == [("院系党组织会议", "排好了，还没发通知。", "meetings.send")]
    assert after == [("院系党组织会议", "今天开会：先点到会。", "meetings.open")]
    assert early == []


def test_by_page(school: School) -> None:
    meeting = prepared(school)
    at = f"/meetings/{meeting.pk}/"
    shown = school.client("organizer").get(at).content.decode()
    done = school.paged("organizer", f"{at}send/")
    again = school.paged("organizer", f"{at}send/")
    empty = school.paged("organizer", f"{at}cancel/", reason=" ")
    off = school.paged("organizer", f"{at}cancel/", reason="停电")

    assert "按规则要提前 2 天通知，现在已经晚了；仍可发出，台账会注明晚了几天。" in shown
    assert (done, again, off) == ((303, at), (409, ""), (303, at))
    assert empty == (422, ["为什么 这里要写，不能空着。"])
    assert "停电" in school.client("head").get(at).content.decode()


def test_an_empty_agenda_is_told_on_the_page(school: School) -> None:
    at = f"/meetings/{school.meeting(PARTY).pk}/"

    assert school.paged("organizer", f"{at}send/") == (422, ["还没有议题，先列入议程再发通知。"])


def test_over_the_api(school: School) -> None:
    meeting = prepared(school)
    at = f"meetings/{meeting.pk}"
    no_grant = school.sent("head", f"{at}/send")
    done = school.sent("organizer", f"{at}/send")
    off = school.sent("organizer", f"{at}/cancel", {"reason": "停电"})
    after = school.sent("organizer", f"{at}/send")

    assert [each.status_code for each in (no_grant, done, off, after)] == [403, 200, 200, 409]
    assert [(each["name"], each["has_vote"]) for each in done.json()["seats"]] == [
        ("孟青禾", True),
        ("乔望北", True),
        ("沈砚秋", True),
        ("裴若谷", False),
    ]
    assert (off.json()["state"], off.json()["agenda"][0]["state"]) == ("cancelled", "postponed")


def test_the_list_begins_with_what_is_held_last_and_tells_what_was_called_off(school: School) -> None:
    late, early = school.meeting(PARTY, starts_at=LATER + timedelta(days=9)), school.meeting(PARTY)
    actions.cancel_meeting(early, actor=school.actor("organizer"), reason="停电")

    listed = school.client("organizer").get("/api/v1/meetings?body=party-meeting").json()["items"]
    shown = school.client("organizer").get("/meetings/").content.decode()

    assert [each["id"] for each in listed] == [late.pk, early.pk]
    assert ("取消：停电" in shown, "作废" in shown) == (True, False)
