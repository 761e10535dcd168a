"""`meetings.attend` and `meetings.open`: who is there is noted, and it begins under the chair whom the rule names (3.3b)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.mechanisms.meetings import actions, rules
from jingwei.mechanisms.meetings.models import Meeting, Seat
from jingwei.mechanisms.meetings.tests.school import JOINT, LATER, PARTY, School, fresh, last, told_of
from jingwei.mechanisms.meetings.views.wording import attendance
from tests.support.packs import SHIPPED, at_hand, write_next
from tests.support.verbs import refused


@pytest.fixture
def meeting(school: School) -> Meeting:
    return school.called(JOINT, school.item(kind="affairs"))


def kept(school: School, meeting: Meeting, *there: str, away: tuple[str, ...] = ()) -> Meeting:
    people = school.world.people
    return actions.keep_roster(
        fresh(meeting),
        actor=school.actor("organizer"),
        present=[people[each].pk for each in there],
        leave=[people[each].pk for each in away],
    )


def opened(
    school: School, meeting: Meeting, by: str = "organizer", chair: str = "", reason: str = ""
) -> Meeting:
    person = school.world.people[chair] if chair else None
    return actions.open_meeting(fresh(meeting), actor=school.actor(by), chair=person, reason=reason)


def test_who_came_who_asked_for_leave_and_who_stayed_away(school: School, meeting: Meeting) -> None:
    done = kept(school, meeting, "faculty", "organizer", away=("dean",))

    rows = Seat.objects.filter(meeting=meeting).order_by("pk")
    assert [(each.person.name, each.attends) for each in rows] == [
        ("孟青禾", "present"),
        ("柏鸿钧", "leave"),
        ("喻清川", "absent"),
        ("裴若谷", "present"),
    ]
    assert (done.state, done.expected, done.present) == ("sent", 3, 1)
    assert told_of(meeting) == (
        "meetings.attend",
        "|3.3a|3.3b|",
        "裴若谷点了党政联席会议的到会：应到 3 人，实到 1 人",
    )
    assert last(meeting).values == {"seats": 3, "present": 1}


def test_whoever_comes_late_is_noted_while_it_goes_on(school: School, meeting: Meeting) -> None:
    kept(school, meeting, "faculty", "dean")
    opened(school, meeting)

    assert (kept(school, meeting, "faculty", "dean", "member").present, fresh(meeting).state) == (3, "open")


def test_whoever_goes_early_was_there(school: School, meeting: Meeting) -> None:
    """And signs what was written while they were."""
    kept(school, meeting, "faculty", "dean", "member")
    opened(school, meeting)

    done = kept(school, meeting, "faculty", "dean")

    rows = Seat.objects.filter(meeting=meeting).order_by("pk").values_list("attends", flat=True)
    assert list(rows) == ["present", "present", "left", "absent"]
    assert (done.expected, done.present) == (3, 3)
    assert attendance(done)["出席"] == "孟青禾、柏鸿钧、喻清川（先走）"
    assert rules.voting_at(done) == (3, 2)
    assert rules.sat_in_it(school.actor("member"), done) is None


def test_the_chair_stays_until_it_is_over(school: School, meeting: Meeting) -> None:
    kept(school, meeting, "faculty", "dean")
    opened(school, meeting)

    with refused(422, "invalid", says="主持人还在主持，不能划掉。要换人主持，请散会另开。"):
        kept(school, meeting, "dean")


def test_only_those_with_a_seat_and_each_once(school: School, meeting: Meeting) -> None:
    with refused(422, "invalid", says="有人不在这次会的名单上。"):
        kept(school, meeting, "faculty", "student")
    with refused(422, "invalid", says="同一个人不能既到会又请假。"):
        kept(school, meeting, "faculty", away=("faculty",))


def test_it_opens_under_the_secretary(school: School, meeting: Meeting) -> None:
    kept(school, meeting, "faculty", "dean", "organizer")

    done = opened(school, meeting)

    assert (done.state, done.chair, done.chair_reason) == ("open", school.world.people["faculty"], "")
    assert told_of(meeting) == (
        "meetings.open",
        "|3.3a|3.3b|",
        "党政联席会议开会，孟青禾主持，应到 3 人，实到 2 人",
    )
    assert last(meeting).values == {"chair": "孟青禾", "reason": "", "seats": 3, "present": 2, "early": 120}


def test_another_chairs_with_one_sentence_why(school: School, meeting: Meeting) -> None:
    kept(school, meeting, "dean", "member")
    with refused(422, "invalid", says="该主持的人没有到会。请选谁来主持，写一句为什么。"):
        opened(school, meeting)
    with refused(403, "rule", clause="3.3b", says="这个会由院系党组织书记主持；别人主持，请写一句为什么。"):
        opened(school, meeting, chair="dean", reason=" ")

    done = opened(school, meeting, chair="dean", reason="书记在外地开会")

    assert (done.chair, done.chair_reason) == (school.world.people["dean"], "书记在外地开会")


@pytest.mark.parametrize("chair", ["organizer", "member", "student"])
def test_whoever_chairs_has_a_vote_and_is_there(school: School, meeting: Meeting, chair: str) -> None:
    kept(school, meeting, "faculty", "dean", "organizer")

    with refused(403, "rule", clause="3.3b", says="主持的人要有表决权，并且到了会。"):
        opened(school, meeting, chair=chair, reason="轮流")


def test_each_whom_the_rule_names_chairs_without_a_reason(
    school: School, meeting: Meeting, tmp_path: Path
) -> None:
    chairs, last = "      chair: [faculty-secretary{more}]\n", "      speaks_last: [faculty-secretary, dean]"
    old, new = (chairs.format(more=more) + last for more in ("", ", dean"))
    write_next(tmp_path, {"bodies.yaml": ((old, new),)}, effective="2026-04-01")
    kept(school, meeting, "faculty", "dean")

    with at_hand(tmp_path):
        done = opened(school, meeting, chair="dean")

    assert (tmp_path / SHIPPED).exists()
    assert (done.chair, done.chair_reason) == (school.world.people["dean"], "")


def test_too_few_do_not_open_it(school: School, meeting: Meeting) -> None:
    kept(school, meeting, "faculty", "organizer")

    with refused(409, "gate-shut", says="应到 3 人，实到 1 人，不够开会。可以取消，改期再开。"):
        opened(school, meeting)


def test_who_has_no_vote_is_not_counted(school: School) -> None:
    meeting = school.called(PARTY, school.item())
    kept(school, meeting, "faculty", "organizer")

    with refused(409, "gate-shut", says="应到 3 人，实到 1 人"):
        opened(school, meeting)


def test_not_before_its_day(school: School) -> None:
    later = school.meeting(PARTY, starts_at=LATER + timedelta(days=3))
    actions.enter_item(school.item(), actor=school.actor("organizer"), meeting=later)
    actions.send_meeting(fresh(later), actor=school.actor("organizer"))
    later.seats.filter(person=school.world.people["faculty"]).update(attends="present")
    for early in (lambda: kept(school, later, "faculty", "head"), lambda: opened(school, later)):
        with refused(409, "gate-shut", says="会排在 2026-04-13，还没有到那天。要提前开，请取消了另排。"):
            early()

    with clock_at(LATER + timedelta(days=3)):
        kept(school, later, "faculty", "head")
        assert opened(school, later).state == "open"


def test_not_before_the_notice_is_out(school: School) -> None:
    meeting = school.meeting(PARTY)

    with refused(409, "step-not-open", says="现在是“在准备”，还不能“点到会”。"):
        kept(school, meeting)
    with refused(409, "step-not-open", says="现在是“在准备”，还不能“开会”。"):
        opened(school, meeting)


@pytest.mark.parametrize("account", ["dean", "head", "member", "sysadmin", "neighbour", "outsider"])
def test_neither_is_open_to_others(school: School, meeting: Meeting, account: str) -> None:
    kept(school, meeting, "faculty", "dean")

    with refused(403, "no-grant"):
        opened(school, meeting, account)
    with refused(403, "no-grant"):
        actions.keep_roster(fresh(meeting), actor=school.actor(account), present=[])


def test_by_page_all_are_there_until_somebody_is_marked(school: School, meeting: Meeting) -> None:
    at = f"/meetings/{meeting.pk}/"
    asked = school.client("organizer").get(f"{at}attend/").content.decode()
    pks = {each.person.name: each.pk for each in Seat.objects.filter(meeting=meeting)}
    marked = {f"seat_{pk}": "absent" if name == "孟青禾" else "present" for name, pk in pks.items()}
    done = school.paged("organizer", f"{at}attend/", **marked)
    form = school.client("organizer").get(f"{at}open/").content.decode()
    silent = school.paged("organizer", f"{at}open/", chair="", reason="")
    named = {"chair": school.world.people["dean"].pk, "reason": "书记在外地开会"}
    opened_now = school.paged("organizer", f"{at}open/", **named)

    assert (asked.count('value="present" checked') or asked.count("checked"), done) == (4, (303, at))
    assert ("柏鸿钧" in form, "孟青禾" in form.partition('name="chair"')[2].partition("</select>")[0]) == (
        True,
        False,
    )
    assert silent == (422, ["谁主持 该主持的人没有到会。请选谁来主持，写一句为什么。"])
    assert opened_now == (303, at)
    assert "换人主持：书记在外地开会" in school.client("dean").get(at).content.decode()


def test_over_the_api(school: School, meeting: Meeting) -> None:
    at, people = f"meetings/{meeting.pk}", school.world.people
    there = {"present": [people[each].pk for each in ("faculty", "dean")], "leave": [people["member"].pk]}
    few = school.sent("organizer", f"{at}/attend", {"present": [people["faculty"].pk]})
    shut = school.sent("organizer", f"{at}/open")
    full = school.sent("organizer", f"{at}/attend", there)
    done = school.sent("organizer", f"{at}/open")
    wrong = school.sent("organizer", f"{at}/attend", {"present": [987_654_321]})

    assert [each.status_code for each in (few, shut, full, done, wrong)] == [200, 409, 200, 200, 422]
    assert (shut.json()["code"], done.json()["chair_id"]) == ("gate-shut", people["faculty"].pk)
    assert [each["attends"] for each in full.json()["seats"]] == ["present", "present", "leave", "absent"]
    assert wrong.json()["errors"] == [{"field": "present", "message": "有人不在这次会的名单上。"}]


def test_who_stands_above_is_led_to_none_of_it(school: School, meeting: Meeting) -> None:
    kept(school, meeting, "dean", "member")

    assert school.doors("committee", f"/meetings/{meeting.pk}/") == []
    assert school.client("committee").get(f"/meetings/{meeting.pk}/open/").status_code == 403


def test_before_its_hour_the_page_says_so_and_the_record_by_how_much(
    school: School, meeting: Meeting
) -> None:
    kept(school, meeting, "faculty", "dean", "organizer")
    at, said = f"/meetings/{meeting.pk}/", "会排在 14:00，还没到。"
    early = said in school.client("organizer").get(at).content.decode()
    with clock_at(LATER + timedelta(minutes=5)):
        late = said in school.client("organizer").get(at).content.decode()
        opened(school, meeting)

    assert (early, late, last(meeting).values["early"]) == (True, False, 0)


def test_a_meeting_stands_on_the_list_once(school: School, meeting: Meeting) -> None:
    """Above it while it is prepared, in it for who looks for it, and in the sheet."""
    client, link = school.client("organizer"), f'href="/meetings/{meeting.pk}/"'

    plain = client.get("/meetings/").content.decode()
    found = client.get("/meetings/", {"body": JOINT}).content.decode()

    assert (plain.count(link), found.count(link), "排着的会" in found) == (1, 1, False)
