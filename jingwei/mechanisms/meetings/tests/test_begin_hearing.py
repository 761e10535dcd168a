"""`hearings.begin`: one item at a time, with enough there, and never a paper that was not studied first (3.3a)."""

from __future__ import annotations

import pytest

from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Hearing, Meeting
from jingwei.mechanisms.meetings.tests.school import JOINT, PARTY, School, fresh, last, told_of
from tests.support.verbs import refused


def only(meeting: Meeting) -> Hearing:
    return Hearing.objects.filter(meeting=meeting).earliest("position")


def begun(school: School, hearing: Hearing, by: str = "organizer") -> Hearing:
    return actions.begin_hearing(fresh(hearing), actor=school.actor(by))


def test_it_is_under_way(school: School) -> None:
    meeting = school.opened(PARTY, school.item())

    hearing = begun(school, only(meeting))

    assert (hearing.state, hearing.paper, hearing.is_exception) == ("under-way", 1, False)
    assert told_of(hearing) == ("hearings.begin", "|3.3a|", "开始议《教师引进方案》（第 1 稿）")
    assert last(hearing).values == {
        "body": "院系党组织会议",
        "item_id": hearing.item_id,
        "paper": 1,
        "is_exception": False,
    }


def test_one_at_a_time(school: School) -> None:
    meeting = school.opened(PARTY, school.item(), school.item(title="另一个"))
    first, second = Hearing.objects.filter(meeting=meeting).order_by("position")
    begun(school, first)

    with refused(409, "gate-shut", says="正在议《教师引进方案》，议完再议下一项。"):
        begun(school, second)
    actions.postpone_hearing(fresh(first), actor=school.actor("organizer"), reason="再想想")
    assert begun(school, second).state == "under-way"


def test_not_a_paper_that_was_changed_since_the_notice(school: School) -> None:
    meeting = school.opened(JOINT, school.studied(school.item()))
    hearing = only(meeting)
    actions.revise_item(fresh(hearing.item), actor=school.actor("organizer"), proposal="引进三名。")
    with refused(403, "rule", says="议题现在是“等审”，还没有同意上会。"):
        begun(school, hearing)
    actions.approve_item(fresh(hearing.item), actor=school.actor("faculty"))

    with refused(403, "rule", clause="3.3a", says="第 2 稿还没有经院系党组织会议研究通过"):
        begun(school, hearing)


def test_the_party_organisation_hears_the_newest_number(school: School) -> None:
    meeting = school.opened(PARTY, school.item())
    hearing = only(meeting)
    actions.revise_item(fresh(hearing.item), actor=school.actor("organizer"), proposal="引进三名。")
    actions.approve_item(fresh(hearing.item), actor=school.actor("faculty"))

    assert begun(school, hearing).paper == 2


def test_an_exception_says_so(school: School) -> None:
    item = school.item()
    actions.urge_item(item, actor=school.actor("dean"), reason="明天截止")
    actions.second_item(fresh(item), actor=school.actor("faculty"))

    hearing = begun(school, only(school.opened(JOINT, item)))

    assert (hearing.is_exception, last(hearing).values["is_exception"]) == (True, True)


def test_of_cadres_two_thirds_are_there(school: School) -> None:
    """The body asks for half, the kind for more."""
    four = school.meeting(PARTY)
    school.seat("organizer", "committee-member", "faculty_party")
    actions.enter_item(school.item(kind="cadres"), actor=school.world.actor("organizer"), meeting=four)
    actions.enter_item(school.item(), actor=school.world.actor("organizer"), meeting=four)
    keeper = school.world.actor("organizer")
    sent = actions.send_meeting(fresh(four), actor=keeper)
    assert sent.seats.filter(has_vote=True).count() == 4
    cadres, teachers = Hearing.objects.filter(meeting=four).order_by("position")
    people = school.world.people

    def there(*accounts: str) -> None:
        actions.keep_roster(fresh(four), actor=keeper, present=[people[each].pk for each in accounts])

    there("faculty", "head", "branch")
    actions.open_meeting(fresh(four), actor=keeper)
    there("faculty", "head")
    with refused(409, "gate-shut", says="应到 4 人，实到 2 人，不够议这一项。"):
        actions.begin_hearing(fresh(cadres), actor=keeper)
    with refused(409, "gate-shut", says="应到 4 人，实到 2 人，不够议这一项。"):
        actions.begin_hearing(fresh(teachers), actor=keeper)

    there("faculty", "head", "branch")
    assert actions.begin_hearing(fresh(cadres), actor=keeper).state == "under-way"


def test_only_while_the_meeting_is_open(school: School) -> None:
    meeting = school.called(PARTY, school.item())
    with refused(409, "step-not-open", says="现在是“通知了”，还不能“开始议”。"):
        begun(school, only(meeting))


def test_not_twice(school: School) -> None:
    hearing = school.heard(PARTY, school.item())

    with refused(409, "step-not-open", says="现在是“正在议”，还不能“开始议”。"):
        begun(school, hearing)


@pytest.mark.parametrize("account", ["dean", "head", "member", "sysadmin", "neighbour", "outsider"])
def test_it_is_not_open_to_others(school: School, account: str) -> None:
    hearing = only(school.opened(PARTY, school.item()))

    with refused(403, "no-grant"):
        begun(school, hearing, account)


def test_by_page(school: School) -> None:
    meeting = school.opened(JOINT, school.studied(school.item()))
    hearing = only(meeting)
    at = f"/meetings/{meeting.pk}/"
    step = f"{at}hearings/{hearing.pk}/begin/"
    theirs = school.doors("dean", at)
    actions.revise_item(fresh(hearing.item), actor=school.actor("organizer"), proposal="引进三名。")
    told = school.client("organizer").get(at).content.decode()
    over = school.paged("organizer", step)

    assert step.removeprefix(at).strip("/") not in theirs
    assert ("议题现在是“等审”，还没有同意上会。" in told, over) == (True, (403, ""))


def test_by_page_it_leads_back_to_what_is_heard(school: School) -> None:
    meeting = school.opened(PARTY, school.item())
    at = f"/meetings/{meeting.pk}/"

    done = school.paged("organizer", f"{at}hearings/{only(meeting).pk}/begin/")
    shown = school.client("organizer").get(at).content.decode()
    elsewhere = school.paged("organizer", f"/meetings/{meeting.pk + 1}/hearings/{only(meeting).pk}/begin/")

    assert (done, 'id="now"' in shown, elsewhere) == ((303, f"{at}#now"), True, (404, ""))


def test_over_the_api(school: School) -> None:
    meeting = school.opened(PARTY, school.item(), school.item(title="另一个"))
    first, second = Hearing.objects.filter(meeting=meeting).order_by("position")
    no_grant = school.sent("dean", f"hearings/{first.pk}/begin")
    done = school.sent("organizer", f"hearings/{first.pk}/begin")
    shut = school.sent("organizer", f"hearings/{second.pk}/begin")
    foreign = school.sent("outsider", f"hearings/{second.pk}/begin")

    assert [each.status_code for each in (no_grant, done, shut, foreign)] == [404, 200, 409, 404]
    assert (done.json()["state"], done.json()["minutes"], shut.json()["code"]) == (
        "under-way",
        [],
        "gate-shut",
    )
