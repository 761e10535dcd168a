"""`minutes.correct`: after the last word what is wrong in a line is said beside it, and both stay."""

from __future__ import annotations

import pytest
from lxml import html

from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Hearing, Minute
from jingwei.mechanisms.meetings.tests.school import PARTY, School, fresh, last, told_of
from tests.support.verbs import refused

RIGHT = "试讲两次。"


@pytest.fixture
def line(school: School) -> Minute:
    """What one of the others said, after which the secretary spoke."""
    hearing = school.heard(PARTY, school.item())
    for name, text in (("乔望北", "试讲一次。"), ("沈砚秋", "同意。"), ("孟青禾", "按材料办。")):
        actions.write_minute(hearing, actor=school.actor("organizer"), speaker=name, text=text)
    return Minute.objects.get(speaker="乔望北")


def corrected(school: School, line: Minute, by: str = "organizer", text: str = RIGHT) -> Minute:
    return actions.correct_minute(fresh(line), actor=school.actor(by), text=text)


def told(school: School, hearing: Hearing) -> list[str]:
    shown = school.client("head").get(f"/meetings/{hearing.meeting_id}/hearings/{hearing.pk}/")
    rows = html.fromstring(shown.content.decode()).xpath("//li")
    return [" ".join(each.text_content().split()) for each in rows]


def test_both_stay_and_the_correction_stands_out(school: School, line: Minute) -> None:
    made = corrected(school, line)
    again = corrected(school, made, text="试讲三次。")

    assert (made.corrects, again.corrects, made.speaker, made.seat) == (line, line, "乔望北", line.seat)
    assert told(school, line.hearing) == [
        "乔望北 试讲一次。 裴若谷",
        "沈砚秋 同意。 裴若谷",
        "孟青禾 按材料办。 裴若谷",
        "更正说明 乔望北 试讲两次。 裴若谷",
        "更正说明 乔望北 试讲三次。 裴若谷",
    ]
    assert told_of(made) == ("minutes.correct", "", "裴若谷在《教师引进方案》下写了一条更正")
    assert (last(made).values, RIGHT in last(made).data) == ({"corrects_id": line.pk}, False)


def test_it_says_nothing_for_who_has_not_spoken(school: School) -> None:
    """A correction is no word of its own: nobody is waited for less because of it."""
    hearing = school.heard(PARTY, school.item())
    for name in ("其他到会的人", "孟青禾"):
        actions.write_minute(hearing, actor=school.actor("organizer"), speaker=name, text="同意。")
    made = corrected(school, Minute.objects.get(speaker="孟青禾"))

    with refused(403, "rule", clause="3.3b"):
        actions.drop_minute(made, actor=school.actor("organizer"))


def test_before_the_last_word_the_line_itself_is_changed(school: School) -> None:
    hearing = school.heard(PARTY, school.item())
    line = actions.write_minute(hearing, actor=school.actor("organizer"), speaker="乔望北", text="同意。")

    with refused(409, "gate-shut", says="还没有最后表态，直接改这一条就行。"):
        corrected(school, line)


def test_not_anothers_nor_by_others_nor_once_it_was_found_right(school: School, line: Minute) -> None:
    with refused(403, "rule", says="只能改自己记的；别人记的，请他改。"):
        corrected(school, line, "head")
    for account in ("sysadmin", "auditor", "outsider", "student"):
        with refused(403, "no-grant"):
            corrected(school, line, account)
    for text, says in ((" ", "这里要写一句。"), ("长" * 1001, "最多 1000 个字。")):
        with refused(422, "invalid", says=says):
            corrected(school, line, text=text)
    keeper = school.actor("organizer")
    actions.resolve_hearing(line.hearing, actor=keeper, manner="hands", yes=3, resolution="同意")
    meeting = actions.close_meeting(fresh(line.hearing.meeting), actor=keeper)
    corrected(school, line)
    actions.approve_minutes(meeting, actor=school.actor("faculty"))
    with refused(409, "gate-shut", says="现在是“审定了，等签字”，记录已经不能改了。"):
        corrected(school, line)


def test_by_page_and_over_the_api(school: School, line: Minute) -> None:
    at = f"/meetings/{line.hearing.meeting_id}/"
    offered = [each for each in school.doors("organizer", at) if each.startswith("minutes/")]
    page = school.client("organizer").get(f"{at}minutes/{line.pk}/correct/").content.decode()
    empty = school.paged("organizer", f"{at}minutes/{line.pk}/correct/", text="")
    done = school.paged("organizer", f"{at}minutes/{line.pk}/correct/", text=RIGHT)
    made = Minute.objects.latest("pk")
    sent = school.sent("organizer", f"minutes/{line.pk}/correct", {"text": RIGHT})
    foreign = school.sent("outsider", f"minutes/{line.pk}/correct", {"text": RIGHT})

    assert offered == [f"minutes/{each}/correct" for each in range(line.pk, line.pk + 3)]
    assert ("试讲一次。" in page, empty) == (True, (422, ["应该是什么 这里要写，不能空着。"]))
    assert done == (303, f"{at}?line={made.pk}-1#now")
    assert (sent.status_code, sent.json()["text"], foreign.status_code) == (200, "试讲一次。", 404)
    assert Minute.objects.filter(corrects=line).count() == 2
