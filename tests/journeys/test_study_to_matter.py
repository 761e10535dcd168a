"""A branch studies, settles who does what; one item becomes a matter, one is given back and handed on, one is done."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.support.visitor import Visitor

TOPIC, DONE, HANDED, CARRIED = "黑土地保护的论述", "到向阳村看三块地", "写一页说明", "请农技员来讲一次"
WHY, CAME = "那几天在外地", "看了三块地，定下两块试播"


def one_more(secretary: Visitor) -> None:
    """Unfold the next line."""
    secretary.presses(secretary.main.locator("summary:visible", has_text="再定一项").last)


def test_given_a_study_session_when_items_are_settled_then_each_ends_in_a_matter_or_a_sentence(
    visit: Visit, size: str
) -> None:
    secretary = visit("branch", size)
    secretary.expected = {422}
    secretary.goes_to("/action-items/").presses(secretary.main.get_by_role("link", name="定举措"))

    # Given a line that says what but not who, it says what is missing, and what was typed stays
    secretary.types(secretary.main, topic=TOPIC, text_1=DONE, person_1="喻清川")
    one_more(secretary)
    secretary.types(secretary.main, text_2=HANDED, person_2="")
    secretary.finds_it_sound()
    secretary.presses_button("定下")
    expect(secretary.main.locator(".field-error")).to_have_text("写谁来办。")
    expect(secretary.main.locator("[name=text_2]")).to_have_value(HANDED)
    secretary.finds_it_sound()

    # When all lines say who, each lies on the desk of its owner
    secretary.types(secretary.main, person_2="喻清川")
    one_more(secretary)
    secretary.types(secretary.main, text_3=CARRIED, person_3="沈砚秋")
    secretary.presses_button("定下")
    secretary.is_told("定好了")
    expect(secretary.main.locator(".items > li")).to_have_count(3)
    secretary.finds_it_sound()
    occasion = secretary.page.url

    member = visit("member", size).goes_to("/")
    member.follows(DONE, member.main, to="/action-items/occasions/")
    mine = member.main.locator(".items > li", has_text=DONE)
    member.presses(mine.get_by_role("link", name="办成了"))
    member.types(member.main, text=CAME)
    member.presses_button("办成了")
    member.is_told("记下了")
    expect(member.main.locator(".items > li", has_text=DONE)).to_contain_text(CAME)
    other = member.main.locator(".items > li", has_text=HANDED)
    member.presses(other.locator("summary"))
    member.presses(other.get_by_role("link", name="不是我的"))
    member.types(member.main, reason=WHY)
    member.presses_button("不是我的")
    member.is_told("退回去了")

    # Then the secretary hands on what came back, and begins a matter from the third
    secretary.goes_to("/")
    expect(secretary.main).to_contain_text(f"喻清川退回了：{WHY}")
    secretary.page.goto(occasion)
    back = secretary.main.locator(".items > li", has_text=HANDED)
    secretary.presses(back.get_by_role("link", name="改交给别人"))
    secretary.types(secretary.main, person="乔望北")
    secretary.presses_button("改交给别人")
    secretary.is_told("改交好了")
    third = secretary.main.locator(".items > li", has_text=CARRIED)
    secretary.presses(third.locator("summary"))
    secretary.presses(third.get_by_role("link", name="转成事项"))
    expect(secretary.main.locator("[name=title]")).to_have_value(CARRIED)
    secretary.presses_button("发起")
    secretary.is_told("发起了")
    secretary.page.goto(occasion)
    expect(secretary.main.locator(".items > li", has_text=CARRIED)).to_contain_text("转成了事项")
    secretary.finds_it_sound()
