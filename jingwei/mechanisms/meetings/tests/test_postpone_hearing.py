"""`hearings.postpone` and `hearings.take_out`: an item waits for the next meeting, or leaves the agenda before this one."""

from __future__ import annotations

import pytest

from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Hearing, Meeting
from jingwei.mechanisms.meetings.tests.school import PARTY, School, fresh, told_of
from tests.support.verbs import refused

WHY = "还缺一个办法"


def only(meeting: Meeting) -> Hearing:
    return Hearing.objects.filter(meeting=meeting).earliest("position")


def postponed(school: School, hearing: Hearing, by: str = "organizer", reason: str = WHY) -> Hearing:
    return actions.postpone_hearing(fresh(hearing), actor=school.actor(by), reason=reason)


def taken_out(school: School, hearing: Hearing, by: str = "organizer", reason: str = WHY) -> Hearing:
    return actions.take_out_hearing(fresh(hearing), actor=school.actor(by), reason=reason)


@pytest.mark.parametrize("is_heard", [True, False])
def test_it_waits_for_the_next_meeting(school: School, is_heard: bool) -> None:
    item = school.item()
    hearing = school.heard(PARTY, item) if is_heard else only(school.opened(PARTY, item))

    done = postponed(school, hearing)

    assert (done.state, done.reason, fresh(item).state) == ("postponed", WHY, "ready")
    assert told_of(done) == ("hearings.postpone", "|3.3a|", f"《教师引进方案》缓议：{WHY}")
    following = school.meeting(PARTY)
    actions.enter_item(fresh(item), actor=school.actor("organizer"), meeting=following)
    assert only(following).state == "listed"


def test_it_leaves_the_agenda_before_the_meeting(school: School) -> None:
    item = school.item()
    meeting = school.called(PARTY, item)

    done = taken_out(school, only(meeting))

    assert (done.state, done.reason) == ("taken-out", WHY)
    assert told_of(done) == ("hearings.take_out", "|3.3a|", f"裴若谷把《教师引进方案》移出议程：{WHY}")


def test_what_was_taken_out_may_come_back(school: School) -> None:
    item, meeting = school.item(), school.meeting(PARTY)
    keeper = school.actor("organizer")
    actions.enter_item(item, actor=keeper, meeting=meeting)
    taken_out(school, only(meeting))

    actions.enter_item(fresh(item), actor=keeper, meeting=meeting)

    rows = Hearing.objects.filter(meeting=meeting).order_by("position")
    assert list(rows.values_list("position", "state")) == [(1, "taken-out"), (2, "listed")]


def test_each_at_its_time(school: School) -> None:
    hearing = only(school.called(PARTY, school.item()))
    with refused(409, "step-not-open", says="现在是“通知了”，还不能“缓议”。"):
        postponed(school, hearing)
    opened = only(school.opened(PARTY, school.item(title="另一个")))
    with refused(409, "step-not-open", says="现在是“正在开”，还不能“移出议程”。"):
        taken_out(school, opened)
    postponed(school, opened)
    with refused(409, "step-not-open", says="现在是“缓议”，还不能“缓议”。"):
        postponed(school, opened)


@pytest.mark.parametrize("account", ["dean", "head", "member", "sysadmin", "neighbour", "outsider"])
def test_neither_is_open_to_others(school: School, account: str) -> None:
    hearing = only(school.called(PARTY, school.item()))

    with refused(403, "no-grant"):
        postponed(school, hearing, account)
    with refused(403, "no-grant"):
        taken_out(school, hearing, account)


@pytest.mark.parametrize(("reason", "says"), [(" ", "这里要写一句。"), ("长" * 201, "最多 200 个字。")])
def test_a_reason_is_one_sentence(school: School, reason: str, says: str) -> None:
    called = only(school.called(PARTY, school.item()))
    heard = school.heard(PARTY, school.item(title="另一个"))

    with refused(422, "invalid", says=says):
        taken_out(school, called, reason=reason)
    with refused(422, "invalid", says=says):
        postponed(school, heard, reason=reason)


def test_by_page(school: School) -> None:
    called = only(school.called(PARTY, school.item()))
    heard = school.heard(PARTY, school.item(title="另一个"))
    for hearing, step, back in ((called, "take-out", ""), (heard, "postpone", "")):
        at = f"/meetings/{hearing.meeting_id}/"
        address = f"{at}hearings/{hearing.pk}/{step}/"
        assert school.client("organizer").get(address).status_code == 200
        assert school.paged("organizer", address, reason="") == (422, ["为什么 这里要写，不能空着。"])
        assert school.paged("organizer", address, reason=WHY) == (303, f"{at}#now{back}")
    assert [fresh(each).state for each in (called, heard)] == ["taken-out", "postponed"]


def test_over_the_api(school: School) -> None:
    called = only(school.called(PARTY, school.item()))
    heard = school.heard(PARTY, school.item(title="另一个"))
    out = school.sent("organizer", f"hearings/{called.pk}/take-out", {"reason": WHY})
    off = school.sent("organizer", f"hearings/{heard.pk}/postpone", {"reason": WHY})
    empty = school.sent("organizer", f"hearings/{heard.pk}/postpone", {"reason": ""})
    again = school.sent("organizer", f"hearings/{heard.pk}/postpone", {"reason": WHY})

    assert [each.status_code for each in (out, off, empty, again)] == [200, 200, 409, 409]
    assert [each.json()["state"] for each in (out, off)] == ["taken-out", "postponed"]
