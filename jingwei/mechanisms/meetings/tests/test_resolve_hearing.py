"""`hearings.resolve`: a vote as it was counted; whether it carries follows, and what is decided goes into somebody's hands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from lxml import html

from jingwei.foundation.action_items.models import ActionItem, Occasion
from jingwei.foundation.ledger.models import Record
from jingwei.kernel.packs import registry
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Hearing, Meeting
from jingwei.mechanisms.meetings.queries import still_open_before
from jingwei.mechanisms.meetings.tests.school import (
    ASKED,
    JOINT,
    PARTY,
    TITLE,
    TODAY,
    School,
    fresh,
    last,
    told_of,
    typed_in,
)
from tests.support.verbs import refused

DUE = TODAY + timedelta(days=30)


@pytest.fixture
def studying(school: School) -> Hearing:
    return school.heard(PARTY, school.item())


@pytest.fixture
def deciding(school: School) -> Hearing:
    return school.heard(JOINT, school.studied(school.item()))


def resolved(school: School, hearing: Hearing, by: str = "organizer", **more: Any) -> Hearing:
    values: dict[str, Any] = {"manner": "hands", "yes": 3, "resolution": "同意"} | more
    return actions.resolve_hearing(fresh(hearing), actor=school.actor(by), **values)


def decided(school: School, hearing: Hearing, **more: Any) -> Hearing:
    values: dict[str, Any] = {"person": school.world.people["member"], "due": DUE} | more
    return resolved(school, hearing, **values)


def test_the_party_organisation_passes_it_and_it_may_go_on(school: School, studying: Hearing) -> None:
    done = resolved(school, studying, yes=2, no=1, resolution="原则同意，\n再补一个办法。")

    assert (done.state, done.seats, done.present) == ("passed", 3, 3)
    assert (done.yes, done.no, done.abstained, done.spoilt) == (2, 1, 0, 0)
    assert (done.resolution, done.occasion, done.item.state) == ("原则同意，\n再补一个办法。", None, "ready")
    assert told_of(done) == (
        "hearings.resolve",
        "|3.3a|",
        "院系党组织会议表决《教师引进方案》：赞成 2，反对 1，弃权 0，通过",
    )
    assert last(done).values == {
        "body": "院系党组织会议",
        "item_id": studying.item_id,
        "paper": 1,
        "manner": "hands",
        "seats": 3,
        "present": 3,
        "yes": 2,
        "no": 1,
        "abstained": 0,
        "spoilt": 0,
        "outcome": "通过",
        "is_exception": False,
        "review_on": "",
    }


def test_what_it_does_not_pass_is_declined(school: School, studying: Hearing) -> None:
    done = resolved(school, studying, yes=1, no=1, abstained=1)

    assert (done.state, fresh(done.item).state, fresh(done.item).ended_on) == ("refused", "declined", TODAY)
    assert told_of(done.item) == ("agenda_items.end", "|3.3a|", "《教师引进方案》没有通过")


def test_what_the_joint_meeting_decides_goes_into_somebodys_hands(school: School, deciding: Hearing) -> None:
    done = decided(school, deciding, resolution="引进两名，\n六月前到岗")

    occasion, item = Occasion.objects.get(), ActionItem.objects.get()
    assert (done.state, done.item.state, done.occasion) == ("passed", "ready", occasion)
    assert (fresh(done.item).state, fresh(done.item).ended_on) == ("settled", TODAY)
    assert (occasion.kind, occasion.topic, occasion.held_on) == ("decision", TITLE, TODAY)
    assert (item.text, item.person, item.due) == (
        "引进两名， 六月前到岗",
        school.world.people["member"],
        DUE,
    )
    assert told_of(done.item) == ("agenda_items.end", "|3.3a|", "《教师引进方案》已议决")


def test_what_the_joint_meeting_declines_is_in_nobodys_hands(school: School, deciding: Hearing) -> None:
    done = resolved(school, deciding, yes=1, no=2, resolution="不同意")

    assert (done.state, fresh(done.item).state, done.occasion) == ("refused", "declined", None)
    assert Occasion.objects.count() == 0


def test_no_resolution_without_who_and_until_when(school: School, deciding: Hearing) -> None:
    with refused(422, "invalid", says="议决的事要落到人：请选谁来办。"):
        decided(school, deciding, person=None)
    with refused(422, "invalid", says="议决的事要有日子：什么时候办完？"):
        decided(school, deciding, due=None)
    with refused(422, "invalid", says="要办完的日子不能早于定举措的那天。"):
        decided(school, deciding, due=TODAY - timedelta(days=1))
    assert (fresh(deciding).state, fresh(deciding.item).state) == ("under-way", "ready")


@pytest.mark.parametrize(
    ("votes", "says"),
    [
        ({"yes": 4}, "一共记了 4 票，可是能表决的只到了 3 人，请再数一遍。"),
        ({"yes": 2}, "能表决的到了 3 人，只记了 2 人；没有举手的记作弃权。"),
        ({"yes": 2, "spoilt": 1}, "举手表决没有废票。"),
        ({"yes": -1}, "票数从 0 数起。"),
        ({"no": 10_001}, "票数从 0 数起。"),
        ({"manner": "loud"}, "请选举手还是票决。"),
        ({"resolution": " "}, "这里要写一句。"),
        ({"resolution": "长" * 1001}, "最多 1000 个字。"),
        ({"manner": "ballot", "yes": 3, "spoilt": 1}, "一共记了 4 票"),
    ],
)
def test_what_does_not_add_up_is_told(
    school: School, studying: Hearing, votes: dict[str, Any], says: str
) -> None:
    with refused(422, "invalid", says=says):
        resolved(school, studying, **votes)
    assert fresh(studying).state == "under-way"


def test_a_ballot_may_be_spoilt_or_missing(school: School, studying: Hearing) -> None:
    done = resolved(school, studying, manner="ballot", yes=2, spoilt=1)

    assert (done.manner, done.yes, done.spoilt, done.state) == ("ballot", 2, 1, "passed")


def test_of_all_seats_and_not_of_those_there(school: School) -> None:
    meeting = school.opened(PARTY, school.item(), absent=("branch",))
    hearing = actions.begin_hearing(Hearing.objects.get(meeting=meeting), actor=school.actor("organizer"))

    done = resolved(school, hearing, yes=1, abstained=1)

    assert (done.seats, done.present, done.state) == (3, 2, "refused")


def test_not_once_too_many_have_left(school: School, studying: Hearing) -> None:
    people, keeper = school.world.people, school.actor("organizer")
    actions.keep_roster(fresh(studying.meeting), actor=keeper, present=[people["faculty"].pk])

    with refused(409, "gate-shut", says="应到 3 人，实到 1 人，不够议这一项。"):
        resolved(school, studying, yes=1)


def test_only_while_it_is_heard(school: School, studying: Hearing) -> None:
    resolved(school, studying)

    with refused(409, "step-not-open", says="现在是“通过”，还不能“表决”。"):
        resolved(school, studying)


@pytest.mark.parametrize("account", ["dean", "head", "member", "sysadmin", "neighbour", "outsider"])
def test_it_is_not_open_to_others(school: School, studying: Hearing, account: str) -> None:
    with refused(403, "no-grant"):
        resolved(school, studying, account)


def test_whoever_counts_votes_may_also_hand_out_what_was_decided() -> None:
    hands = {role.id: {"occasions.hold", "action_items.settle"} - {*role.verbs} for role in registry.roles()}

    assert {role.id: hands[role.id] for role in registry.roles() if "hearings.resolve" in role.verbs} == {
        "committee-secretary": set(),
        "organisation-officer": set(),
        "faculty-secretary": set(),
        "organiser": set(),
        "school-clerk": set(),
    }


def test_the_next_meeting_sees_what_is_still_open(school: School, deciding: Hearing) -> None:
    done = decided(school, deciding)
    following = school.meeting(JOINT, starts_at=school.later + timedelta(days=7))

    (left,) = still_open_before(school.actor("organizer"), following)
    assert (left.meeting, left.resolution) == (done.meeting, "同意")
    assert [each.person.name for each in left.items_open] == ["喻清川"]
    assert still_open_before(school.actor("student"), following) == []
    assert "喻清川" in school.client("organizer").get(f"/meetings/{following.pk}/").content.decode()


def test_by_page(school: School, deciding: Hearing) -> None:
    at = f"/meetings/{deciding.meeting_id}/"
    step = f"{at}hearings/{deciding.pk}/resolve/"
    typed: dict[str, Any] = {"manner": "hands", "yes": 3, "no": 0, "abstained": 0, "spoilt": 0}
    typed |= {"resolution": "引进两名", "person": school.world.people["member"].code, "due": str(DUE)}
    asked = school.client("organizer").get(step).content.decode()
    offered = school.client("organizer").get(f"{step}?suggest=person&person=喻").content.decode()
    over = school.paged("organizer", step, **typed | {"yes": 5})
    nobody = school.paged("organizer", step, **typed | {"person": ""})
    done = school.paged("organizer", step, **typed)

    assert ("能表决的到了 3 人。" in asked, ASKED in asked, "喻清川" in offered) == (True, True, True)
    assert over == (422, ["赞成 一共记了 5 票，可是能表决的只到了 3 人，请再数一遍。"])
    assert nobody == (422, ["谁来办 议决的事要落到人：请选谁来办。"])
    assert (done, fresh(deciding.item).state) == ((303, f"{at}#now"), "settled")


def test_the_page_of_a_study_asks_for_nobody(school: School, studying: Hearing) -> None:
    step = f"/meetings/{studying.meeting_id}/hearings/{studying.pk}/resolve/"

    asked = school.client("organizer").get(step).content.decode()

    assert ('name="person"' in asked, 'name="due"' in asked, 'name="yes"' in asked) == (False, False, True)


def test_over_the_api(school: School, deciding: Hearing) -> None:
    at = f"hearings/{deciding.pk}/resolve"
    body = {"manner": "hands", "yes": 3, "resolution": "引进两名"}
    nobody = school.sent("organizer", at, body)
    full = body | {"person_id": school.world.people["member"].pk, "due": str(DUE)}
    foreign = school.sent("organizer", at, full | {"person_id": school.world.people["outsider"].pk})
    done = school.sent("organizer", at, full)
    again = school.sent("organizer", at, full)

    assert [each.status_code for each in (nobody, foreign, done, again)] == [422, 404, 200, 409]
    assert nobody.json()["errors"] == [{"field": "person", "message": "议决的事要落到人：请选谁来办。"}]
    shown = done.json()
    assert (shown["state"], shown["yes"], shown["resolution"]) == ("passed", 3, "引进两名")


def test_a_paper_that_was_settled_shows_no_door_that_is_shut(school: School, deciding: Hearing) -> None:
    decided(school, deciding)

    at = f"/meetings/{deciding.meeting_id}/"
    shown = school.client("organizer").get(at).content.decode()
    told = school.client("organizer").get(f"/api/v1/hearings/{deciding.pk}").json()["actions"]

    assert "这个议题的材料改过" not in shown
    assert {each["verb"]: each["code"] for each in told} == {
        f"hearings.{step}": "step-not-open"
        for step in ("begin", "recuse", "resolve", "postpone", "move_up", "take_out")
    }


def test_all_that_follows_is_one_change(school: School, deciding: Hearing) -> None:
    before = Record.objects.count()
    decided(school, deciding)

    verbs = list(Record.objects.order_by("seq").values_list("verb", flat=True))[before:]
    assert sorted(verbs) == [
        "action_items.settle",
        "agenda_items.end",
        "hearings.resolve",
        "occasions.hold",
    ]


def test_a_day_far_ahead_is_a_day(school: School, deciding: Hearing) -> None:
    assert decided(school, deciding, due=date(2027, 12, 31)).state == "passed"


def test_what_the_university_resolved_is_drafted_as_a_directive_in_one_step(school: School) -> None:
    """By whoever drafts its directives, the words filled in; a School drafts none, nor does who reads from above."""
    below = school.passed(JOINT, school.studied(school.item())).meeting
    actions.close_meeting(fresh(below), actor=school.actor("organizer"))
    secretary, officer, top = school.actor("committee"), school.actor("orgoffice"), school.world["committee"]
    values = {"title": TITLE, "kind": "university-party", "proposal": ASKED}
    item = actions.approve_item(actions.propose_item(top, actor=secretary, **values), actor=secretary)
    meeting = actions.convene_meeting(top, actor=officer, body="university-meeting", starts_at=school.later)
    actions.enter_item(item, actor=officer, meeting=meeting)
    actions.send_meeting(fresh(meeting), actor=officer)
    actions.keep_roster(fresh(meeting), actor=officer, present=[school.world.people["committee"].pk])
    actions.open_meeting(fresh(meeting), actor=officer)
    actions.begin_hearing(Hearing.objects.get(meeting=meeting), actor=officer)
    given = {
        "manner": "hands",
        "yes": 1,
        "resolution": "照办。\n各院系回报。",
        "person": school.world.people["orgoffice"],
    }
    done = actions.resolve_hearing(
        Hearing.objects.get(meeting=meeting), actor=officer, due=TODAY + timedelta(days=30), **given
    )
    actions.close_meeting(fresh(meeting), actor=officer)

    def links(account: str, held: Meeting) -> list[str]:
        shown = html.fromstring(school.client(account).get(f"/meetings/{held.pk}/").content.decode())
        return [str(each) for each in shown.xpath("//a[starts-with(@href, '/directives/new/')]/@href")]

    (link,) = links("committee", meeting)
    form = typed_in(html.fromstring(school.client("committee").get(link).content.decode()))
    assert (form["title"], form["text"]) == (TITLE, done.resolution)
    assert [links(each, below) for each in ("committee", "faculty", "dean")] == [[], [], []]
