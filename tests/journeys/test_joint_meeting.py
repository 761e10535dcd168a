"""A School decides: proposed, studied by its Party organisation, decided together, signed; nothing is typed twice."""

from __future__ import annotations

import re

import pypdfium2
from playwright.sync_api import Locator, expect

from jingwei.adapters import clock
from tests.journeys.conftest import Visit
from tests.support.visitor import Visitor

PROPOSAL = "引进两名教师，先试讲再面谈。"
HOURS = {"desk": "08", "phone": "13"}
"""When the meetings stand: what became of those at the desk is nothing to those on the phone."""


def prepared(keeper: Visitor, body: str, title: str, hour: str) -> None:
    """A meeting of this body at this hour of today, the item on its agenda, its notice sent, all noted as there, opened."""
    keeper.goes_to("/meetings/convene/")
    keeper.types(keeper.main, body=body, starts_at=f"{clock.today().isoformat()}T{hour}:00", room="302 室")
    keeper.presses_button("排会", told="排好了。")
    keeper.presses_button(
        "列入", keeper.at("to-enter").locator("li").filter(has_text=title), told="列入议程了。"
    )
    keeper.finds_it_sound()
    keeper.presses_button("发通知", told="通知发了。")
    keeper.follows("点到会", keeper.main.page.locator(".page-acts, main"), to="attend/")
    keeper.presses_button("点到会", told="到会点好了。")
    keeper.follows("开会", to="open/")
    keeper.presses_button("开会", told="开会了。")


def waiting(visitor: Visitor, address: str) -> Locator:
    """What waits for them about this meeting, and no other."""
    return visitor.main.locator("li.task").filter(has=visitor.page.locator(f"a[href^='{address}']"))


def voters(keeper: Visitor) -> str:
    """How many are there who have a vote, as the form says."""
    (found,) = re.findall(r"能表决的到了 (\d+) 人", keeper.main.inner_text())
    return str(found)


def the_secretary_speaks_last(keeper: Visitor) -> None:
    """Her word is not taken before that of the others: the page says why, with what was typed, until theirs is there."""
    meeting, hers = keeper.path, "把好政治关。"
    keeper.types(keeper.at("now"), speaker="孟青禾", text=hers)
    keeper.expected.add(403)
    keeper.presses_button("记一条", keeper.at("now"))
    keeper.page.wait_for_url("**/write/")
    keeper.reads("孟青禾最后表态，洛知秋还没有记。")
    keeper.reads("你写的还在下面。")
    for name, value in (("speaker", "孟青禾"), ("text", hers)):
        expect(keeper.main.locator(f"[name={name}]")).to_have_value(value)
    keeper.finds_it_sound()
    keeper.types(keeper.main, speaker="洛知秋", text="没有别的意见。")
    keeper.presses_button("记一条", told="记下了。")
    assert keeper.path == meeting
    expect(keeper.at("now")).not_to_contain_text(hers)
    keeper.types(keeper.at("now"), speaker="孟青禾", text=hers)
    keeper.presses_button("记一条", keeper.at("now"), told="记下了。")


def test_given_a_listed_item_when_it_is_studied_and_decided_then_its_minutes_are_signed(
    visit: Visit, size: str
) -> None:
    secretary, dean, keeper = (visit(who, size) for who in ("faculty", "dean", "organizer"))
    title, hour = f"教师引进方案{'甲' if size == 'desk' else '乙'}", HOURS[size]

    # The dean proposes it: the kind follows from the title.
    dean.goes_to("/meetings/items/propose/")
    dean.types(dean.main, title=title)
    dean.main.locator("[name=title]").blur()
    expect(dean.main.locator("[name=kind][value=teachers]")).to_be_checked()
    dean.types(dean.main, proposal=PROPOSAL)
    dean.finds_it_sound()
    dean.presses_button("提议题", told="提上去了")
    item = dean.path

    # Before the Party organisation has studied it, it enters no agenda of the joint meeting.
    secretary.goes_to("/").follows(title, to=item)
    secretary.presses_button("同意上会", told="同意了，可以上会。")
    keeper.goes_to("/meetings/convene/")
    keeper.types(keeper.main, body="joint-meeting", starts_at=f"{clock.today().isoformat()}T{hour}:30")
    keeper.presses_button("排会", told="排好了。")
    joint = keeper.path
    line = keeper.at("to-enter").locator("li").filter(has_text=title)
    expect(line).to_contain_text("第 1 稿还没有经院系党组织会议研究通过")
    expect(line.get_by_role("button")).to_have_count(0)
    keeper.follows("取消会议", to="cancel/")
    keeper.types(keeper.main, reason="先研究")
    keeper.presses_button("取消会议", told="取消了")
    assert keeper.path == joint

    # It is studied, with minutes, and passes.
    prepared(keeper, "party-meeting", title, hour)
    keeper.presses_button("开始议", told="开始议。")
    the_secretary_speaks_last(keeper)
    expect(keeper.at("now")).to_contain_text("把好政治关。")
    for name in ("speaker", "text"):
        expect(keeper.at("now").locator(f"[name={name}]")).to_have_value("")
    keeper.finds_it_sound()
    keeper.follows("表决", to="resolve/")
    keeper.types(keeper.main, yes=voters(keeper), resolution="同意引进。")
    keeper.presses_button("表决", told="记下了，通过。")
    keeper.presses_button("散会", told="散会了")

    # It is decided together, and goes into somebody's hands.
    prepared(keeper, "joint-meeting", title, hour)
    joint = keeper.path
    keeper.presses_button("开始议", told="开始议。")
    keeper.follows("表决", to="resolve/")
    keeper.types(keeper.main, yes=voters(keeper), resolution="按方案引进。", person="姜一舟")
    keeper.finds_it_sound()
    keeper.presses_button("表决", told="记下了，通过。")
    keeper.presses_button("散会", told="散会了")
    expect(keeper.at("agenda")).to_contain_text("按方案引进。")

    # The chair finds the minutes right, the dean signs; then they are locked.
    secretary.goes_to("/").follows("去审定", waiting(secretary, joint), to=re.escape(joint))
    secretary.presses_button("审定记录", told="审定了，等签字。")
    dean.goes_to("/").follows("去签字", waiting(dean, joint), to=re.escape(joint))
    dean.presses_button("签字", told="签了字，记录锁定了。")
    dean.finds_it_sound()
    with dean.page.expect_download() as opened:
        dean.page.locator(f"a[href='{joint}papers/minutes.pdf']").click()
    page = pypdfium2.PdfDocument(opened.value.path())[0]
    assert "按方案引进。" in page.get_textpage().get_text_range()
    assert "已议决" in dean.goes_to(item).page.locator(".facts, main").first.inner_text()
    print(f"a joint meeting at the {size}: {keeper.typed} fields, {keeper.taps} taps of who keeps it")
