"""末位表态: whoever a body lets speak last is recorded after all others, by every door; offered in that order, asked once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Hearing, Minute
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
    last = said(school, hearing, "孟青禾")

    done = actions.rewrite_minute(line, actor=keeper, text="同意。", speaker="孟青禾")
    again = actions.rewrite_minute(last, actor=keeper, text="都同意。", speaker="孟青禾")
    assert (done.speaker, again.text) == ("孟青禾", "都同意。")


def test_the_page_offers_who_is_next_and_keeps_what_was_typed(school: School, hearing: Hearing) -> None:
    client, at = school.client("organizer"), f"/meetings/{hearing.meeting_id}/"
    told = client.post(f"{at}hearings/{hearing.pk}/write/", {"speaker": "孟青禾", "text": "我最后说。"})
    page = html.fromstring(told.content.decode())
    offered = [html.fromstring(client.get(at).content.decode()).xpath("//datalist/option/@value")]
    said(school, hearing, "乔望北")
    offered.append(speakers_at(fresh(hearing)))
    said(school, hearing, "沈砚秋")
    offered.append(speakers_at(fresh(hearing)))

    assert (told.status_code, WAITING in told.content.decode()) == (403, True)
    assert typed_in(page)["text"] == "我最后说。"
    assert offered == [
        ["乔望北", "沈砚秋", ALL_OTHERS],
        ["沈砚秋", ALL_OTHERS],
        ["孟青禾", "乔望北", "沈砚秋"],
    ]


def test_over_the_api(school: School, hearing: Hearing) -> None:
    body = {"hearing_id": hearing.pk, "text": "同意。", "speaker": "孟青禾"}
    early = school.sent("organizer", "minutes", body)
    others = school.sent("organizer", "minutes", body | {"speaker": ALL_OTHERS})
    late = school.sent("organizer", "minutes", body)

    assert [each.status_code for each in (early, others, late)] == [403, 200, 200]
    assert (early.json()["code"], early.json()["clause"]) == ("rule", "3.3b")


@given(st.lists(st.sampled_from((*NAMES, "", "丁", ALL_OTHERS))))
def test_nobody_is_waited_for_once_all_have_a_line(spoken: list[str]) -> None:
    waiting = still_to_speak(NAMES, spoken)

    assert (waiting == []) == (ALL_OTHERS in spoken or set(NAMES) <= set(spoken))
    assert set(waiting).isdisjoint(spoken) and still_to_speak(NAMES, [*spoken, *waiting]) == []
