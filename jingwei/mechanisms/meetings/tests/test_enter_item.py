"""`agenda_items.enter`: an item comes onto an agenda once the bodies before have passed this very paper (3.3a)."""

from __future__ import annotations

import pytest

from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import AgendaItem, Hearing, Meeting
from jingwei.mechanisms.meetings.queries import to_enter
from jingwei.mechanisms.meetings.tests.school import JOINT, PARTY, TITLE, School, fresh, last, told_of
from tests.support.verbs import refused

UNSTUDIED = "第 1 稿还没有经院系党组织会议研究通过，不能上会。"


def entered(school: School, item: AgendaItem, meeting: Meeting, by: str = "organizer") -> AgendaItem:
    return actions.enter_item(fresh(item), actor=school.actor(by), meeting=meeting)


def test_the_party_organisation_hears_it_first(school: School) -> None:
    item, meeting = school.item(), school.meeting(PARTY)

    done = entered(school, item, meeting)

    hearing = Hearing.objects.get()
    assert (hearing.meeting, hearing.position, hearing.paper, hearing.state) == (meeting, 1, 1, "listed")
    assert (done.state, hearing.is_exception) == ("ready", False)
    assert told_of(item) == (
        "agenda_items.enter",
        "|3.3a|",
        "裴若谷把《教师引进方案》列入 2026-04-10 院系党组织会议的议程（第 1 稿）",
    )
    assert last(item).values == {
        "body": "院系党组织会议",
        "held_on": "2026-04-10",
        "meeting_id": meeting.pk,
        "paper": 1,
    }


def test_the_joint_meeting_hears_what_was_studied(school: School) -> None:
    item, meeting = school.item(), school.meeting(JOINT)
    with refused(403, "rule", clause="3.3a", says=UNSTUDIED):
        entered(school, item, meeting)

    entered(school, school.studied(item), meeting)

    assert Hearing.objects.get(meeting=meeting).item == item


def test_another_number_of_the_paper_is_studied_again(school: School) -> None:
    item, meeting = school.studied(school.item()), school.meeting(JOINT)
    actions.revise_item(item, actor=school.actor("organizer"), proposal="引进三名。")
    actions.approve_item(fresh(item), actor=school.actor("faculty"))

    with refused(403, "rule", clause="3.3a", says=UNSTUDIED.replace("1", "2")):
        entered(school, item, meeting)


def test_what_the_party_organisation_did_not_pass_goes_no_further(school: School) -> None:
    item, meeting = school.item(), school.meeting(JOINT)
    hearing = school.passed(PARTY, item, yes=1, no=2)

    assert (hearing.state, fresh(item).state) == ("refused", "declined")
    with refused(403, "rule", clause="3.3a", says=UNSTUDIED):
        entered(school, item, meeting)


def test_daily_affairs_need_no_study(school: School) -> None:
    item, meeting = school.item(kind="affairs"), school.meeting(JOINT)

    assert entered(school, item, meeting).state == "ready"


def test_a_kind_goes_to_the_bodies_on_its_way_alone(school: School) -> None:
    affair, cadre = school.item(kind="affairs"), school.item(kind="cadres")
    party, joint = school.meeting(PARTY), school.meeting(JOINT)

    with refused(403, "rule", clause="3.3a", says="这类议题不上院系党组织会议。"):
        entered(school, affair, party)
    with refused(403, "rule", clause="3.3a", says="这类议题不上党政联席会议。"):
        entered(school, cadre, joint)


def test_only_what_was_agreed_to(school: School) -> None:
    item, meeting = school.item(ready=False), school.meeting(PARTY)

    with refused(409, "step-not-open", says="现在是“等审”，还不能“列入议程”。"):
        entered(school, item, meeting)


def test_it_is_on_one_agenda_at_a_time(school: School) -> None:
    item, first, second = school.item(), school.meeting(PARTY), school.meeting(PARTY)
    entered(school, item, first)

    for meeting in (first, second):
        with refused(422, "invalid", says="它已经列入 2026-04-10 的会议了。"):
            entered(school, item, meeting)


def test_nothing_is_added_once_the_notice_is_out(school: School) -> None:
    meeting, late = school.called(PARTY, school.item()), school.item(title="来晚的")

    with refused(422, "invalid", says="通知已经发了，不再加议题；请列入下一次会议。"):
        entered(school, late, meeting)


def test_items_stand_in_the_order_in_which_they_came(school: School) -> None:
    items, meeting = [school.item(title=f"第 {n} 个") for n in range(3)], school.meeting(PARTY)
    for each in items:
        entered(school, each, meeting)

    rows = Hearing.objects.filter(meeting=meeting).order_by("position")
    assert list(rows.values_list("position", "item__title")) == [
        (1, "第 0 个"),
        (2, "第 1 个"),
        (3, "第 2 个"),
    ]


@pytest.mark.parametrize("account", ["head", "branch", "sysadmin", "auditor", "neighbour", "outsider"])
def test_it_is_not_open_to_others(school: School, account: str) -> None:
    item, meeting = school.item(), school.meeting(PARTY)

    with refused(403, "no-grant"):
        entered(school, item, meeting, account)


def test_the_page_of_the_meeting_says_what_may_come_and_why_another_may_not(school: School) -> None:
    unstudied, affair = school.item(), school.item(title="排课", kind="affairs")
    meeting = school.meeting(JOINT)
    offered = to_enter(school.actor("organizer"), meeting)
    at = f"/meetings/{meeting.pk}/"
    shown = school.client("organizer").get(at).content.decode()
    over = school.paged("organizer", f"{at}enter/{unstudied.pk}/")
    done = school.paged("organizer", f"{at}enter/{affair.pk}/")
    asked = school.client("organizer").get(f"{at}enter/{affair.pk}/").status_code

    assert offered == [(unstudied, UNSTUDIED), (affair, "")]
    assert (f"{at}enter/{affair.pk}/" in shown, f"{at}enter/{unstudied.pk}/" in shown) == (True, False)
    assert UNSTUDIED in shown
    assert (over, done, asked) == ((403, ""), (303, at), 405)
    assert to_enter(school.actor("organizer"), meeting) == [(unstudied, UNSTUDIED)]


def test_what_was_carried_over_comes_first(school: School) -> None:
    first, second = school.item(title="先提的"), school.item()
    hearing = school.heard(PARTY, second)
    actions.postpone_hearing(hearing, actor=school.actor("organizer"), reason="人没到齐")

    offered = to_enter(school.actor("organizer"), school.meeting(PARTY))

    assert offered == [(second, ""), (first, "")]


def test_what_was_passed_here_is_not_offered_again(school: School) -> None:
    school.studied(school.item())

    assert to_enter(school.actor("organizer"), school.meeting(PARTY)) == []


def test_over_the_api(school: School) -> None:
    item, joint, party = school.item(), school.meeting(JOINT), school.meeting(PARTY)
    at = f"agenda-items/{item.pk}/enter"
    unstudied = school.sent("organizer", at, {"meeting_id": joint.pk})
    done = school.sent("organizer", at, {"meeting_id": party.pk})
    again = school.sent("organizer", at, {"meeting_id": party.pk})
    nowhere = school.sent("organizer", at, {"meeting_id": 987_654_321})

    assert [each.status_code for each in (unstudied, done, again, nowhere)] == [403, 200, 422, 404]
    told = unstudied.json()
    assert (told["code"], told["clause"], told["detail"]) == ("rule", "3.3a", UNSTUDIED)
    assert again.json()["errors"] == [{"field": "meeting", "message": "它已经列入 2026-04-10 的会议了。"}]
    (hearing,) = done.json()["hearings"]
    assert (hearing["meeting_id"], hearing["title"], hearing["state"]) == (party.pk, TITLE, "listed")


def test_another_organisation_does_not_hear_it(school: School) -> None:
    world = school.world
    other = actions.convene_meeting(
        world["committee"], actor=world.actor("orgoffice"), body="university-meeting", starts_at=school.later
    )

    item = school.item()

    with refused(403, "rule", clause="3.3a", says="这类议题不上校党委会。"):
        entered(school, item, other)
