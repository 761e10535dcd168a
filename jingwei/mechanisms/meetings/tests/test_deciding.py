"""From a proposal to signed minutes: studied first, decided together, written down, in somebody's hands."""

from __future__ import annotations

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links, sentences
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.tests.school import JOINT, School, fresh


def test_the_whole_way(school: School) -> None:
    before = Record.objects.latest("seq").seq
    item = school.studied(school.item())
    hearing = school.passed(JOINT, item)
    meeting = actions.close_meeting(hearing.meeting, actor=school.actor("organizer"))
    actions.approve_minutes(meeting, actor=school.actor("faculty"))
    meeting = actions.sign_minutes(fresh(meeting), actor=school.actor("dean"))

    assert (meeting.state, fresh(item).state, fresh(hearing).state) == ("signed", "settled", "passed")
    assert list(broken_links()) == []
    told = sentences(list(Record.objects.filter(seq__gt=before).order_by("seq")))
    assert [text for _record, text in told] == [
        "裴若谷提出议题《教师引进方案》（教师队伍建设）",
        "孟青禾同意《教师引进方案》上会（第 1 稿）",
        "裴若谷排了 2026-04-10 的院系党组织会议",
        "裴若谷把《教师引进方案》列入 2026-04-10 院系党组织会议的议程（第 1 稿）",
        "裴若谷发了 2026-04-10 院系党组织会议的通知，1 个议题",
        "裴若谷点了院系党组织会议的到会：应到 3 人，实到 3 人",
        "院系党组织会议开会，孟青禾主持，应到 3 人，实到 3 人",
        "开始议《教师引进方案》（第 1 稿）",
        "院系党组织会议表决《教师引进方案》：赞成 3，反对 0，弃权 0，通过",
        "院系党组织会议散会：通过 1 个，没有通过 0 个，缓议 0 个",
        "裴若谷排了 2026-04-10 的党政联席会议",
        "裴若谷把《教师引进方案》列入 2026-04-10 党政联席会议的议程（第 1 稿）",
        "裴若谷发了 2026-04-10 党政联席会议的通知，1 个议题",
        "裴若谷点了党政联席会议的到会：应到 3 人，实到 3 人",
        "党政联席会议开会，孟青禾主持，应到 3 人，实到 3 人",
        "开始议《教师引进方案》（第 1 稿）",
        "裴若谷记下 2026-04-10 的“教师引进方案”，定了 1 项举措",
        "裴若谷在“教师引进方案”上定了举措“同意”，交给喻清川，2026-05-10 前",
        "党政联席会议表决《教师引进方案》：赞成 3，反对 0，弃权 0，通过",
        "《教师引进方案》已议决",
        "党政联席会议散会：通过 1 个，没有通过 0 个，缓议 0 个",
        "孟青禾审定了党政联席会议的记录",
        "柏鸿钧在党政联席会议的记录上签了字",
    ]
