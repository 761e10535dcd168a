"""`hearings.move_up`: the order of an agenda, before it goes out."""

from __future__ import annotations

import pytest
from lxml import html

from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Hearing, Meeting
from jingwei.mechanisms.meetings.tests.school import PARTY, School, fresh, told_of
from tests.support.verbs import refused

TITLES = ("甲", "乙", "丙")


@pytest.fixture
def meeting(school: School) -> Meeting:
    """A meeting of the Party organisation with three items on its agenda."""
    made = school.meeting(PARTY)
    for title in TITLES:
        item = school.item(title=title, kind="party-work")
        actions.enter_item(item, actor=school.actor("organizer"), meeting=made)
    return made


def named(meeting: Meeting, title: str) -> Hearing:
    return Hearing.objects.get(meeting=meeting, item__title=title)


def order(meeting: Meeting) -> list[str]:
    return list(
        Hearing.objects.filter(meeting=meeting).order_by("position").values_list("item__title", flat=True)
    )


def moved(school: School, meeting: Meeting, title: str, by: str = "organizer") -> Hearing:
    return actions.move_up_hearing(named(meeting, title), actor=school.actor(by))


def test_it_comes_one_place_earlier(school: School, meeting: Meeting) -> None:
    done = moved(school, meeting, "丙")

    assert order(meeting) == ["甲", "丙", "乙"]
    assert told_of(done) == ("hearings.move_up", "|3.3a|", "裴若谷把《丙》上移到第 2 项")
    moved(school, meeting, "丙")
    assert order(meeting) == ["丙", "甲", "乙"]


def test_what_was_taken_out_holds_no_place(school: School, meeting: Meeting) -> None:
    actions.take_out_hearing(named(meeting, "甲"), actor=school.actor("organizer"), reason="不议了")

    moved(school, meeting, "丙")

    rows = Hearing.objects.filter(meeting=meeting, state="listed").order_by("position")
    assert list(rows.values_list("item__title", "position")) == [("丙", 1), ("乙", 2)]
    with refused(409, "gate-shut", says="已经是第一项了。"):
        moved(school, meeting, "丙")


def test_an_agenda_that_went_out_stays(school: School, meeting: Meeting) -> None:
    actions.send_meeting(fresh(meeting), actor=school.actor("organizer"))

    with refused(409, "step-not-open", says="现在是“通知了”，还不能“上移”。"):
        moved(school, meeting, "乙")


@pytest.mark.parametrize("account", ["head", "member", "sysadmin", "auditor", "neighbour", "outsider"])
def test_it_is_not_open_to_others(school: School, meeting: Meeting, account: str) -> None:
    with refused(403, "no-grant"):
        moved(school, meeting, "乙", account)


def test_who_stands_above_leaves_it(school: School, meeting: Meeting) -> None:
    with refused(403, "rule", says="要用本组织的职务来办；上级只看不办。"):
        moved(school, meeting, "乙", "committee")


def test_by_page_the_first_has_no_such_button(school: School, meeting: Meeting) -> None:
    at = f"/meetings/{meeting.pk}/"
    first, second = (f"hearings/{named(meeting, each).pk}/move-up" for each in ("甲", "乙"))
    doors = school.doors("organizer", at)
    done = school.paged("organizer", f"{at}{second}/")

    assert (first in doors, second in doors) == (False, True)
    assert (done[0], order(meeting)) == (303, ["乙", "甲", "丙"])


def test_over_the_api(school: School, meeting: Meeting) -> None:
    at = f"hearings/{named(meeting, '乙').pk}/move-up"
    done, again = school.sent("organizer", at), school.sent("organizer", at)
    foreign = school.sent("outsider", at)

    assert [each.status_code for each in (done, again, foreign)] == [200, 409, 404]
    assert order(meeting) == ["乙", "甲", "丙"]


def test_two_windows_move_it_once(school: School, meeting: Meeting) -> None:
    """Who presses on an order that has changed since is told, and sees the order as it is."""
    client, at = school.client("organizer"), f"/meetings/{meeting.pk}/"
    step = f"{at}hearings/{named(meeting, '丙').pk}/move-up/"
    shown = [html.fromstring(client.get(at).content.decode()) for _window in range(2)]
    first, second = (
        client.post(
            step,
            {each.get("name"): each.get("value") for each in page.xpath(f"//form[@action='{step}']//input")},
        )
        for page in shown
    )
    page = client.get(at).content.decode()

    assert [first.status_code, second.status_code] == [303, 303]
    assert (order(meeting), "别人刚刚改过这里，没有照办。" in page) == (["甲", "丙", "乙"], True)


def test_who_was_passed_meanwhile_is_told_too(school: School, meeting: Meeting) -> None:
    second = named(meeting, "乙")
    moved(school, meeting, "丙")
    stale = school.sent("organizer", f"hearings/{second.pk}/move-up", **{"If-Match": f'"{second.version}"'})
    now = school.sent(
        "organizer", f"hearings/{second.pk}/move-up", **{"If-Match": f'"{fresh(second).version}"'}
    )

    assert (stale.status_code, now.status_code, now.json()["version"]) == (409, 200, 3)
    assert order(meeting) == ["甲", "乙", "丙"]
