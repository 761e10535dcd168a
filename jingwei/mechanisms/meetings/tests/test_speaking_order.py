"""末位表态: whoever a body lets speak last is recorded after all others, by every door; offered in that order, asked once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from jingwei.foundation.people.models import Person
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Hearing, Minute, Seat
from jingwei.mechanisms.meetings.queries import speakers_at
from jingwei.mechanisms.meetings.rules import ALL_OTHERS, still_to_speak
from jingwei.mechanisms.meetings.tests.school import JOINT, PARTY, School, fresh, typed_in
from tests.support.verbs import refused

NAMES = ("甲", "乙", "丙")
WAITING = "孟青禾最后表态，乔望北、沈砚秋还没有记。"


@pytest.fixture
def hearing(school: School) -> Hearing:
    return school.heard(PARTY, school.item())


def said(school: School, hearing: Hearing, speaker: str, text: str = "同意。") -> Minute:
    return actions.write_minute(fresh(hearing), actor=school.actor("organizer"), speaker=speaker, text=text)


def test_the_secretary_speaks_after_all_others(school: School, hearing: Hearing) -> None:
    with refused(403, "rule", clause="3.3b", says=WAITING):
        said(school, hearing, "孟青禾")
    said(school, hearing, "乔望北")
    with refused(403, "rule", clause="3.3b", says="孟青禾最后表态，沈砚秋还没有记。"):
        said(school, hearing, " 孟青禾 ")
    said(school, hearing, "沈砚秋")

    assert said(school, hearing, "孟青禾").speaker == "孟青禾"


def test_one_line_of_all_others_is_enough(school: School, hearing: Hearing) -> None:
    said(school, hearing, ALL_OTHERS, "没有别的意见。")

    assert said(school, hearing, "孟青禾").speaker == "孟青禾"


def test_a_line_that_was_dropped_tells_nothing(school: School, hearing: Hearing) -> None:
    line = said(school, hearing, ALL_OTHERS)
    actions.drop_minute(line, actor=school.actor("organizer"))

    with refused(403, "rule", says=WAITING):
        said(school, hearing, "孟青禾")


def test_who_only_leads_through_it_is_not_named(school: School, hearing: Hearing) -> None:
    assert said(school, hearing, "", "主持人说明了背景。").speaker == ""


@pytest.mark.parametrize(
    "text", ["孟青禾：同意。", "孟书记: 同意。", " 孟副书记 ：我说两句。", "孟青禾同志：同意。"]
)
def test_words_that_begin_as_somebody_s_are_asked_whose_they_are(
    school: School, hearing: Hearing, text: str
) -> None:
    with refused(422, "invalid", says="这一条像是孟青禾说的"):
        said(school, hearing, "", text)
    line = said(school, hearing, "", "会议开始。")
    with refused(422, "invalid", says="这一条像是孟青禾说的"):
        actions.rewrite_minute(line, actor=school.actor("organizer"), text=text)


@pytest.mark.parametrize(
    "text", ["议题：引进教师。", "党委书记：由他主持。", "孟青禾说明了背景。", "柏院长：请假。"]
)
def test_other_words_before_a_colon_are_nobody_s(school: School, hearing: Hearing, text: str) -> None:
    assert said(school, hearing, "", text).speaker == ""


def test_who_steps_aside_or_is_not_there_is_not_waited_for(school: School) -> None:
    hearing = school.heard(PARTY, school.item(), absent=("head",))
    person = school.world.people["branch"]
    actions.step_aside(hearing, actor=school.actor("organizer"), person=person, reason="和他有关")

    assert said(school, hearing, "孟青禾").speaker == "孟青禾"


def test_two_who_speak_last_do_not_wait_for_each_other(school: School) -> None:
    hearing = school.heard(JOINT, school.item(kind="affairs"))
    with refused(403, "rule", says="柏鸿钧最后表态，喻清川还没有记。"):
        said(school, hearing, "柏鸿钧")
    said(school, hearing, "喻清川")

    assert [said(school, hearing, name).speaker for name in ("孟青禾", "柏鸿钧")] == ["孟青禾", "柏鸿钧"]


def test_no_line_is_put_into_their_mouth_before(school: School, hearing: Hearing) -> None:
    line, keeper = said(school, hearing, ""), school.actor("organizer")
    with refused(403, "rule", clause="3.3b", says=WAITING):
        actions.rewrite_minute(line, actor=keeper, text="同意。", speaker="孟青禾")
    said(school, hearing, ALL_OTHERS)

    done = actions.rewrite_minute(line, actor=keeper, text="同意。", speaker="孟青禾")
    assert (done.speaker, done.seat) == ("孟青禾", seat_of(school, hearing, "faculty"))


def test_the_page_offers_who_is_next_and_keeps_what_was_typed(school: School, hearing: Hearing) -> None:
    client, at = school.client("organizer"), f"/meetings/{hearing.meeting_id}/"
    told = client.post(f"{at}hearings/{hearing.pk}/write/", {"speaker": "孟青禾", "text": "我最后说。"})
    page = html.fromstring(told.content.decode())
    offered = [html.fromstring(client.get(at).content.decode()).xpath("//select/option/@value")]
    said(school, hearing, "乔望北")
    offered.append(speakers_at(fresh(hearing)))
    said(school, hearing, "沈砚秋")
    offered.append(speakers_at(fresh(hearing)))

    assert (told.status_code, WAITING in told.content.decode()) == (403, True)
    assert typed_in(page)["text"] == "我最后说。"
    assert offered == [
        ["", "乔望北", "沈砚秋", ALL_OTHERS, "孟青禾", "裴若谷"],
        ["沈砚秋", ALL_OTHERS, "孟青禾", "乔望北", "裴若谷"],
        ["孟青禾", "乔望北", "沈砚秋", "裴若谷"],
    ]


def test_over_the_api(school: School, hearing: Hearing) -> None:
    body = {"hearing_id": hearing.pk, "text": "同意。", "speaker": "孟青禾"}
    early = school.sent("organizer", "minutes", body)
    others = school.sent("organizer", "minutes", body | {"speaker": ALL_OTHERS})
    late = school.sent("organizer", "minutes", body)

    assert [each.status_code for each in (early, others, late)] == [403, 200, 200]
    assert (early.json()["code"], early.json()["clause"]) == ("rule", "3.3b")


LAST = "孟青禾已经最后表态，前面记的不再改，也不再删。"


def spoken(school: School, hearing: Hearing) -> tuple[Minute, Minute, Minute]:
    """Two others, then the secretary."""
    first, second = said(school, hearing, "乔望北", "先试讲。"), said(school, hearing, "沈砚秋")
    return first, second, said(school, hearing, "孟青禾", "按材料办。")


def test_who_spoke_is_on_the_roster_or_named_as_a_guest(school: School, hearing: Hearing) -> None:
    for name in ("孟书记", "孟青禾书记", "农科院的梅老师"):
        told = f"到会的人里没有“{name}”。请照名单上的姓名写；不在名单上的，先“记列席的人”。"
        with refused(422, "invalid", says=told):
            said(school, hearing, name)
    made = said(school, hearing, " 乔望北 ")

    assert (made.speaker, made.seat, made.is_late) == ("乔望北", seat_of(school, hearing, "head"), False)


def seat_of(school: School, hearing: Hearing, account: str) -> Seat:
    return Seat.objects.get(meeting=hearing.meeting_id, person=school.world.people[account])


def test_who_is_not_there_said_nothing(school: School) -> None:
    hearing = school.heard(PARTY, school.item(), absent=("head",))

    with refused(422, "invalid", says="到会的人里没有“乔望北”。"):
        said(school, hearing, "乔望北")


def test_two_of_one_name_are_told_apart_by_their_posts(school: School, hearing: Hearing) -> None:
    people = [school.world.people[account].pk for account in ("head", "branch")]
    Person.objects.filter(pk__in=people).update(name="同名")

    with refused(422, "invalid", says="到会的人里没有“同名”。"):
        said(school, hearing, "同名")
    (first, second) = speakers_at(fresh(hearing))[:2]
    assert [said(school, hearing, each).speaker for each in (first, second)] == [first, second]
    assert first != second and {first[:3], second[:3]} == {"同名（"}


def test_after_the_last_word_no_line_is_changed_or_taken_out(school: School, hearing: Hearing) -> None:
    first, _second, last = spoken(school, hearing)
    free = said(school, hearing, "", "进行表决。")

    for line in (first, last):
        with refused(403, "rule", clause="3.3b", says=LAST):
            actions.drop_minute(fresh(line), actor=school.actor("organizer"))
        with refused(403, "rule", clause="3.3b", says=LAST):
            actions.rewrite_minute(
                fresh(line), actor=school.actor("organizer"), text="不同意。", speaker=line.speaker
            )
    with refused(403, "rule", clause="3.3b", says=LAST):
        actions.rewrite_minute(fresh(free), actor=school.actor("organizer"), text="好。", speaker="乔望北")
    done = actions.rewrite_minute(fresh(free), actor=school.actor("organizer"), text="表决。", speaker="")
    assert (fresh(first).text, fresh(last).is_dropped, done.text) == ("先试讲。", False, "表决。")


def test_what_others_said_and_is_written_after_stands_out(school: School, hearing: Hearing) -> None:
    spoken(school, hearing)

    late, again, free = (said(school, hearing, name, "又一句。") for name in ("乔望北", "孟青禾", ""))

    assert [each.is_late for each in (late, again, free)] == [True, False, False]
    page = html.fromstring(school.client("head").get(f"/meetings/{hearing.meeting_id}/").content.decode())
    chips = page.xpath(f"//ul[@id='said-{hearing.pk}']//li[.//*[contains(@class, 'chip')]]")
    assert [" ".join(each.text_content().split()) for each in chips] == [
        "最后表态以后补记 乔望北 又一句。 裴若谷"
    ]


def test_who_steps_aside_has_no_last_word(school: School, hearing: Hearing) -> None:
    person = school.world.people["faculty"]
    actions.step_aside(hearing, actor=school.actor("organizer"), person=person, reason="和他有关")
    first, second = said(school, hearing, "孟青禾", "我回避。"), said(school, hearing, "乔望北")

    assert [(each.is_last, each.is_late) for each in (first, second)] == [(False, False)] * 2
    actions.drop_minute(fresh(second), actor=school.actor("organizer"))


def test_nobody_takes_a_last_word_back_by_stepping_aside_afterwards(school: School, hearing: Hearing) -> None:
    first, _second, _last = spoken(school, hearing)
    person = school.world.people["faculty"]
    actions.step_aside(fresh(hearing), actor=school.actor("organizer"), person=person, reason="和他有关")

    with refused(403, "rule", clause="3.3b", says=LAST):
        actions.drop_minute(fresh(first), actor=school.actor("organizer"))
    assert said(school, hearing, "沈砚秋", "又一句。").is_late


def test_going_before_the_end_lets_nobody_speak_first(school: School) -> None:
    meeting = school.called(PARTY, school.item())
    people, keeper = school.world.people, school.actor("organizer")
    here = [people[each].pk for each in ("faculty", "head", "branch")]
    meeting = actions.keep_roster(meeting, actor=keeper, present=here)
    actions.open_meeting(meeting, actor=keeper, chair=people["head"], reason="书记要先走")
    hearing = actions.begin_hearing(Hearing.objects.get(meeting=meeting), actor=keeper)
    actions.keep_roster(fresh(meeting), actor=keeper, present=here[1:])

    with refused(403, "rule", clause="3.3b", says="孟青禾最后表态，沈砚秋还没有记。"):
        said(school, hearing, "孟青禾")


def test_whoever_chairs_instead_speaks_last(school: School) -> None:
    meeting = school.called(PARTY, school.item())
    people, keeper = school.world.people, school.actor("organizer")
    here = [people["head"].pk, people["branch"].pk]
    meeting = actions.keep_roster(meeting, actor=keeper, present=here, leave=[people["faculty"].pk])
    meeting = actions.open_meeting(meeting, actor=keeper, chair=people["head"], reason="书记出差")
    hearing = actions.begin_hearing(Hearing.objects.get(meeting=meeting), actor=keeper)

    with refused(403, "rule", clause="3.3b", says="乔望北最后表态，沈砚秋还没有记。"):
        said(school, hearing, "乔望北")
    said(school, hearing, "沈砚秋")
    assert said(school, hearing, "乔望北").speaker == "乔望北"


@given(st.lists(st.sampled_from((*NAMES, "", "丁", ALL_OTHERS))))
def test_nobody_is_waited_for_once_all_have_a_line(spoken: list[str]) -> None:
    waiting = still_to_speak(NAMES, spoken)

    assert (waiting == []) == (ALL_OTHERS in spoken or set(NAMES) <= set(spoken))
    assert set(waiting).isdisjoint(spoken) and still_to_speak(NAMES, [*spoken, *waiting]) == []
