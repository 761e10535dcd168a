"""`meetings.close`, `approve`, `sign` and `amend`: it ends, the chair finds the minutes right, a second signs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.organisations.actions import end_appointment
from jingwei.foundation.organisations.models import Appointment
from jingwei.kernel.notices import TELLINGS
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.actions.minutes import digest_of
from jingwei.mechanisms.meetings.models import Amendment, Hearing, Meeting
from jingwei.mechanisms.meetings.queries import waiting_for
from jingwei.mechanisms.meetings.tests.school import PARTY, TODAY, School, fresh, last, told_of
from tests.support.verbs import refused
from tests.support.world import BUILDER


@pytest.fixture
def hearing(school: School) -> Hearing:
    return school.heard(PARTY, school.item(), school.item(title="另一个"))


@pytest.fixture
def meeting(school: School, hearing: Hearing) -> Meeting:
    """Closed, with one passed, one line, and one that nobody came to."""
    keeper = school.actor("organizer")
    actions.write_minute(hearing, actor=keeper, text="先试讲。", speaker="乔望北")
    actions.resolve_hearing(fresh(hearing), actor=keeper, manner="hands", yes=3, resolution="同意")
    return actions.close_meeting(fresh(hearing.meeting), actor=keeper)


def approved(school: School, meeting: Meeting, by: str = "faculty") -> Meeting:
    return actions.approve_minutes(fresh(meeting), actor=school.actor(by))


def signed(school: School, meeting: Meeting, by: str = "head") -> Meeting:
    return actions.sign_minutes(fresh(meeting), actor=school.actor(by))


def test_what_was_not_heard_waits_for_the_next_one(school: School, meeting: Meeting) -> None:
    rows = Hearing.objects.filter(meeting=meeting).order_by("position")

    assert meeting.state == "closed"
    assert list(rows.values_list("state", "reason")) == [("passed", ""), ("postponed", "这次没有议到")]
    assert told_of(meeting) == (
        "meetings.close",
        "|3.3a|3.3b|",
        "院系党组织会议散会：通过 1 个，没有通过 0 个，缓议 1 个",
    )
    assert (last(meeting).result, last(meeting).month) == ("party-meeting", 202604)
    assert last(meeting).values == {"passed": 1, "refused": 0, "postponed": 1}


def test_not_while_something_is_heard(school: School, hearing: Hearing) -> None:
    with refused(409, "gate-shut", says="正在议《教师引进方案》，先表决或者缓议。"):
        actions.close_meeting(fresh(hearing.meeting), actor=school.actor("organizer"))


def test_the_chair_finds_the_minutes_right(school: School, meeting: Meeting) -> None:
    with refused(403, "rule", says="记录由主持会议的人审定。"):
        approved(school, meeting, "head")

    done = approved(school, meeting)

    assert (done.state, done.approved_by) == ("approved", school.world.people["faculty"])
    assert told_of(meeting) == ("meetings.approve", "|3.3a|3.3b|", "孟青禾审定了院系党组织会议的记录")
    assert last(meeting).values == {"digest": digest_of(meeting)}


def test_where_the_chair_is_gone_who_would_chair_today(school: School, meeting: Meeting) -> None:
    post = Appointment.objects.get(pk=int(school.world.posts["faculty"][1:]))
    end_appointment(post, actor=BUILDER, until=TODAY - timedelta(days=1))
    school.seat("dean", "faculty-secretary", "faculty_party")
    with refused(403, "rule", says="记录由主持会议的人审定。"):
        approved(school, meeting, "head")

    done = approved(school, meeting, "dean")

    assert (done.state, done.approved_by) == ("approved", school.world.people["dean"])


def test_a_second_one_who_was_there_signs(school: School, meeting: Meeting) -> None:
    approved(school, meeting)
    with refused(403, "rule", says="审定和签字要两个人。"):
        signed(school, meeting, "faculty")

    done = signed(school, meeting)

    assert (done.state, done.signed_by, done.signed_on) == ("signed", school.world.people["head"], TODAY)
    assert told_of(meeting) == ("meetings.sign", "|3.3a|3.3b|", "乔望北在院系党组织会议的记录上签了字")
    assert last(meeting).values == {"digest": digest_of(meeting)}


def test_whoever_stayed_away_does_not_sign(school: School) -> None:
    meeting = school.opened(PARTY, school.item(), absent=("branch",))
    actions.close_meeting(meeting, actor=school.actor("organizer"))
    approved(school, meeting)

    with refused(403, "rule", says="到了会的人才能签字。"):
        signed(school, meeting, "branch")
    with refused(403, "no-grant"):
        signed(school, meeting, "dean")


def test_the_digest_tells_any_change_of_what_was_written(school: School, meeting: Meeting) -> None:
    before = digest_of(meeting)
    hearing = Hearing.objects.filter(meeting=meeting).earliest("position")

    told = {before}
    actions.write_minute(hearing, actor=school.actor("organizer"), text="再面谈。")
    told.add(digest_of(meeting))
    Hearing.objects.filter(pk=hearing.pk).update(yes=2)
    told.add(digest_of(meeting))
    Hearing.objects.filter(pk=hearing.pk).update(resolution="不同意")
    told.add(digest_of(meeting))
    meeting.seats.filter(person=school.world.people["head"]).update(attends="absent")
    told.add(digest_of(meeting))

    assert len(told) == 5


def test_what_was_signed_stays_and_is_amended_below(school: School, meeting: Meeting) -> None:
    with refused(409, "step-not-open", says="还不能“更正记录”。"):
        actions.amend_minutes(meeting, actor=school.actor("organizer"), text="少记一句")
    approved(school, meeting)
    locked = signed(school, meeting)
    before = digest_of(locked)

    done = actions.amend_minutes(locked, actor=school.actor("organizer"), text=" 乔望北说的是“再面谈” ")

    made = Amendment.objects.get()
    assert (made.text, made.made_name, made.made_on) == ("乔望北说的是“再面谈”", "裴若谷", TODAY)
    assert (done.state, digest_of(done)) == ("signed", before)
    assert told_of(meeting) == ("meetings.amend", "|3.3a|3.3b|", "裴若谷更正了院系党组织会议的记录")
    assert "再面谈" not in str(last(meeting).data)


def test_one_step_after_the_other(school: School, meeting: Meeting) -> None:
    with refused(409, "step-not-open"):
        signed(school, meeting)
    approved(school, meeting)
    with refused(409, "step-not-open"):
        approved(school, meeting)
    signed(school, meeting)
    with refused(409, "step-not-open"):
        signed(school, meeting, "branch")
    with refused(409, "step-not-open"):
        actions.close_meeting(fresh(meeting), actor=school.actor("organizer"))


@pytest.mark.parametrize("account", ["sysadmin", "auditor", "neighbour", "outsider", "student"])
def test_none_of_it_is_open_to_others(school: School, meeting: Meeting, account: str) -> None:
    actor = school.actor(account)

    for act in (actions.close_meeting, actions.approve_minutes, actions.sign_minutes):
        with refused(403, "no-grant"):
            act(fresh(meeting), actor=actor)
    with refused(403, "no-grant"):
        actions.amend_minutes(fresh(meeting), actor=actor, text="不对")


def test_each_waits_on_a_desk_and_the_chair_is_told(school: School, meeting: Meeting) -> None:
    names = {person.pk: account for account, person in school.world.people.items()}
    record = Record.objects.get(verb="meetings.close")
    told = [(each.worded(record), {names[pk] for pk in each.whom(record)}) for each in TELLINGS[record.verb]]
    chair = [each.why for each in waiting_for(school.actor("faculty"))]
    approved(school, meeting)
    signing = {
        account: [each.why for each in waiting_for(school.actor(account))]
        for account in ("faculty", "head", "branch")
    }

    assert told == [("院系党组织会议散会了，记录等你审定。", {"faculty"})]
    assert chair == ["散会了，等你审定记录。"]
    assert signing == {
        "faculty": [],
        "head": ["记录审定了，等你签字。"],
        "branch": ["记录审定了，等你签字。"],
    }


def test_by_page(school: School, meeting: Meeting) -> None:
    at = f"/meetings/{meeting.pk}/"
    doors = {each: school.doors(each, at) for each in ("faculty", "head")}
    told = [
        school.paged("head", f"{at}approve/"),
        school.paged("faculty", f"{at}approve/"),
        school.paged("faculty", f"{at}sign/"),
        school.paged("head", f"{at}sign/"),
        school.paged("organizer", f"{at}amend/", text=""),
        school.paged("organizer", f"{at}amend/", text="再面谈"),
    ]

    assert ["approve" in doors[each] for each in ("faculty", "head")] == [True, False]
    assert told == [
        (403, ""),
        (303, at),
        (403, ""),
        (303, at),
        (422, ["更正什么 这里要写，不能空着。"]),
        (303, at),
    ]
    assert "再面谈" in school.client("branch").get(at).content.decode()


def test_over_the_api(school: School, hearing: Hearing) -> None:
    at, keeper = f"meetings/{hearing.meeting_id}", "organizer"
    shut = school.sent(keeper, f"{at}/close")
    off = school.sent(keeper, f"hearings/{hearing.pk}/postpone", {"reason": "再想想"})
    closed = school.sent(keeper, f"{at}/close")
    right = school.sent("faculty", f"{at}/approve")
    alone = school.sent("faculty", f"{at}/sign")
    second = school.sent("head", f"{at}/sign")
    amended = school.sent(keeper, f"{at}/amend", {"text": "再面谈"})

    answers = (shut, off, closed, right, alone, second, amended)
    assert [each.status_code for each in answers] == [409, 200, 200, 200, 403, 200, 200]
    assert [each.json().get("state") for each in answers] == [
        None,
        "postponed",
        "closed",
        "approved",
        None,
        "signed",
        "signed",
    ]
