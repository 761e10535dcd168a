"""A branch goes to serve somebody: planned on one screen, signed up for with one press on the desk, recorded as it is known."""

from __future__ import annotations

from playwright.sync_api import expect

from jingwei.adapters import clock
from tests.journeys.conftest import Visit


def test_given_a_day_is_planned_when_a_member_presses_once_then_the_roster_is_filled_in(
    visit: Visit, size: str
) -> None:
    topic = f"给合作社修播种机（{size}）"
    secretary = visit("branch", size).goes_to("/meetings/plan/")
    secretary.types(secretary.main, topic=topic, served="前进村合作社", fits="fits-discipline", places="5")
    secretary.types(secretary.main, held_on=clock.today().isoformat(), begins_at="23:58", ends_at="23:59")
    secretary.finds_it_sound()
    secretary.presses_button("排服务", told="排好了")
    secretary.reads("去服务前进村合作社")
    secretary.finds_it_sound()

    # The member types nothing and may go back
    member = visit("member", size).goes_to("/")
    row = member.page.locator(".task", has_text=topic)
    typed = member.typed
    expect(row).to_contain_text("来就报名，不来不用管")
    member.finds_it_sound()
    member.presses_button("报名", row, told="报上名了")
    expect(row).to_have_count(0)
    member.goes_to("/meetings/")
    member.follows(topic, to=r"/meetings/\d+/")
    member.reads("你报名了")
    member.presses_button("取消报名", told="取消报名了")
    member.presses_button("报名", told="报上名了")
    member.finds_it_sound()
    assert member.typed == typed

    # Whoever records finds all of it there, and changes nothing
    secretary.goes_to("/meetings/")
    secretary.follows(topic, to=r"/meetings/\d+/")
    secretary.reads("报了 1 人")
    typed = secretary.typed
    secretary.follows("记一次", to=r"/meetings/record/")
    expect(secretary.main.locator("[name=present]:checked")).to_have_count(1)
    secretary.finds_it_sound()
    secretary.presses_button("记会议", told="该做的已经跟着算上")
    secretary.reads("前进村合作社")
    secretary.finds_it_sound()
    assert secretary.typed == typed
