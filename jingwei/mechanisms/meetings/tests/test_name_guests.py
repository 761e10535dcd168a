"""`meetings.name_guests`: who sits in without a seat is named once, and may then be chosen beside a line."""

from __future__ import annotations

import pytest

from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Meeting
from jingwei.mechanisms.meetings.tests.school import PARTY, School, fresh, last, told_of
from tests.support.verbs import refused

MEI = "梅知远（省农科院）"


@pytest.fixture
def meeting(school: School) -> Meeting:
    return school.heard(PARTY, school.item()).meeting


def named(
    school: School, meeting: Meeting, guests: str = f" {MEI}\n郁 川；{MEI}", by: str = "organizer"
) -> Meeting:
    return actions.name_guests(fresh(meeting), actor=school.actor(by), guests=guests)


def test_they_are_named_once_and_their_words_are_theirs(school: School, meeting: Meeting) -> None:
    done = named(school, meeting)
    hearing = meeting.hearings.get()
    line = actions.write_minute(hearing, actor=school.actor("organizer"), speaker=MEI, text="可以试讲。")

    assert (done.guests, done.version, line.speaker, line.seat) == (
        f"{MEI}、郁 川",
        meeting.version + 1,
        MEI,
        None,
    )
    assert told_of(done) == ("meetings.name_guests", "|3.3a|3.3b|", "裴若谷记了院系党组织会议的列席：2 人")
    assert (last(done).values, "梅知远" in last(done).data) == ({"guests": 2}, False)


def test_whoever_speaks_last_does_not_wait_for_them(school: School, meeting: Meeting) -> None:
    named(school, meeting)
    for name in ("其他到会的人", "孟青禾"):
        actions.write_minute(
            meeting.hearings.get(), actor=school.actor("organizer"), speaker=name, text="好。"
        )
    late = actions.write_minute(
        meeting.hearings.get(), actor=school.actor("organizer"), speaker=MEI, text="好。"
    )

    assert late.is_late


def test_who_has_a_seat_is_no_guest_and_who_spoke_stays(school: School, meeting: Meeting) -> None:
    with refused(422, "invalid", says="乔望北在名单上，不用另记；重名的，后面写上单位。"):
        named(school, meeting, "乔望北、梅知远")
    named(school, meeting)
    actions.write_minute(meeting.hearings.get(), actor=school.actor("organizer"), speaker=MEI, text="好。")
    with refused(422, "invalid", says=f"记录里有{MEI}说的话，不能划掉。"):
        named(school, meeting, "郁 川")

    assert named(school, meeting, MEI).guests == MEI


@pytest.mark.parametrize("guests", ["长" * 61, "、".join(f"第{n}位来的人" for n in range(40))])
def test_they_have_their_length(school: School, meeting: Meeting, guests: str) -> None:
    with refused(422, "invalid", says="一个人最多 60 个字，一共最多 200 个字。"):
        named(school, meeting, guests)


def test_by_who_keeps_the_meeting_until_it_was_found_right(school: School, meeting: Meeting) -> None:
    for account in ("head", "auditor", "outsider", "student"):
        with refused(403, "no-grant"):
            named(school, meeting, by=account)
    set_only = school.meeting(PARTY)
    with refused(409, "step-not-open", says="现在是“在准备”，还不能“记列席的人”。"):
        named(school, set_only)


def test_by_page_in_the_minutes_and_over_the_api(school: School, meeting: Meeting) -> None:
    at = f"/meetings/{meeting.pk}/"
    wrong = school.paged("organizer", f"{at}name-guests/", guests="乔望北")
    done = school.paged("organizer", f"{at}name-guests/", guests=MEI)
    page = school.client("organizer").get(f"{at}name-guests/").content.decode()
    shown = school.client("head").get(at).content.decode()
    sent = school.sent("organizer", f"meetings/{meeting.pk}/name-guests", {"guests": f"{MEI}、郁川"})
    foreign = school.sent("outsider", f"meetings/{meeting.pk}/name-guests", {"guests": MEI})

    assert wrong == (422, ["列席的人 乔望北在名单上，不用另记；重名的，后面写上单位。"])
    assert (done, MEI in page, MEI in shown) == ((303, at), True, True)
    assert (sent.status_code, sent.json()["guests"], foreign.status_code) == (200, f"{MEI}、郁川", 404)
