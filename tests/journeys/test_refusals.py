"""A no is kind: it says why, keeps what was typed, acts once, and leads back to where one was."""

from __future__ import annotations

import re
from datetime import date, timedelta
from secrets import token_hex

from playwright.sync_api import Route, expect

from tests.journeys.conftest import Visit
from tests.support.visitor import Visitor

SOON = (date.today() + timedelta(days=20)).isoformat()


def first_matter(visitor: Visitor, state: str) -> str:
    """Open the first matter in a state; its path."""
    visitor.goes_to(f"/matters/?state={state}")
    visitor.presses(visitor.main.locator("a.woven").first)
    visitor.page.wait_for_url(re.compile(r"/matters/\d+/"))
    return visitor.path


def opens_matter(visitor: Visitor, title: str) -> str:
    """Begin a matter by its title alone, where the rest is chosen already; its path."""
    visitor.goes_to("/matters/new/").types(visitor.main, title=title)
    visitor.presses_button("发起")
    visitor.page.wait_for_url(re.compile(r"/matters/\d+/"))
    return visitor.path


def test_given_a_step_that_is_not_open_when_looked_at_then_its_button_is_disabled_with_the_reason(
    visit: Visit, size: str
) -> None:
    secretary = visit("branch", size)
    first_matter(secretary, "implementing")

    button = secretary.at("#next").get_by_role("button", name="请人检查")

    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_have_accessible_description(re.compile("还有 .* 个节点没有认可"))
    button.click(force=True)
    button.focus()
    expect(button).to_be_focused()
    secretary.reads("还有")
    expect(secretary.page.locator("#toasts .toast")).to_have_count(0)


def test_given_a_foreign_matter_when_its_address_is_typed_then_it_is_not_there_in_words(
    visit: Visit, size: str
) -> None:
    secretary, stranger = visit("branch"), visit("outsider", size)
    where = first_matter(secretary, "implementing")
    stranger.expected = {404}

    answer = stranger.page.goto(f"{stranger.house.url}{where}")

    assert answer and answer.status == 404
    expect(stranger.main).not_to_contain_text("春耕智能农机")
    expect(stranger.page.get_by_role("heading", level=1)).to_have_text(re.compile("[一-鿿]"))
    stranger.finds_it_sound()
    stranger.follows("去工作台", to="/$")


def test_given_wrong_input_when_sent_then_it_is_kept_and_the_page_says_where(visit: Visit, size: str) -> None:
    secretary, title = visit("branch", size), f"冬储种子检验 {token_hex(2)}"
    secretary.expected = {422}

    # Given a new matter that ends before it begins
    secretary.goes_to("/matters/new/").types(
        secretary.main, title=title, starts="2026-09-01", due="2026-08-01"
    )
    secretary.presses_button("发起")
    faults = secretary.at(".faults")
    expect(faults).to_be_focused()
    expect(faults).to_contain_text("结束日期")
    expect(secretary.page.get_by_label("名称")).to_have_value(title)
    secretary.finds_it_sound()
    faults.get_by_role("link", name="结束日期").click()
    expect(secretary.page.get_by_label("结束日期")).to_be_focused()
    secretary.types(secretary.main, due="2027-03-01")
    secretary.presses_button("发起")
    secretary.page.wait_for_url(re.compile(r"/matters/\d+/"))

    # Given milestones whose weights make more than 100
    for name, weight in (("扦样", "70"), ("发芽试验", "50")):
        form = secretary.at("#milestones").locator("form.form").last
        if not form.is_visible():
            secretary.presses(secretary.at("#milestones").locator("details.fold > summary").last)
        secretary.types(form, title=name, due="2026-12-20", weight=weight, owner="both")
        secretary.presses_button("加节点", form)
        expect(secretary.at("#milestones").locator("li").filter(has_text=name)).to_be_visible()
    expect(secretary.at("#milestones")).to_contain_text("权重合计 120，多了 20")

    # Given a note without its sentence, or dated in the future
    first_matter(secretary, "implementing")
    secretary.follows("记一笔", secretary.main, to="/note/")
    secretary.presses(secretary.main.locator("details.fold > summary"))
    secretary.types(secretary.main, text="下周要去看样机", on="2099-01-01")
    secretary.presses_button("记下")
    expect(secretary.at(".faults")).to_contain_text("哪天")
    expect(secretary.page.get_by_label("发生了什么")).to_have_value("下周要去看样机")
    secretary.finds_it_sound()


def test_given_a_double_press_when_the_net_is_slow_then_it_acts_once(visit: Visit, size: str) -> None:
    secretary, title = visit("branch", size), f"农机具入库保养 {token_hex(2)}"
    sent: list[str] = []

    def slowly(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.url)
        route.continue_()

    secretary.page.route("**/matters/new/", slowly)
    secretary.goes_to("/matters/new/").types(secretary.main, title=title)
    secretary.main.get_by_role("button", name="发起", exact=True).dblclick()
    secretary.page.wait_for_url(re.compile(r"/matters/\d+/"))

    assert len(sent) == 1, sent
    secretary.goes_to(f"/matters/?q={title}")
    expect(secretary.main.locator("a.woven")).to_have_count(1)


def test_given_a_session_that_ends_when_she_signs_in_again_then_she_is_where_she_was(
    visit: Visit, size: str
) -> None:
    secretary = visit("branch", size, fresh=True)
    where = first_matter(secretary, "implementing")
    secretary.expected = {401}

    secretary.context.clear_cookies(name="jingwei")
    secretary.page.reload()

    secretary.page.wait_for_url(re.compile("/sign-in/"))
    secretary.signs_in()
    assert secretary.path == where
    secretary.reads("下一步")


def test_given_a_wrong_password_when_signing_in_then_it_says_so_and_keeps_the_name(
    visit: Visit, size: str
) -> None:
    somebody = visit("", size)
    somebody.expected = {422}
    somebody.goes_to("/sign-in/?next=/measures/")
    somebody.page.get_by_label("账号").fill("committee")
    somebody.page.get_by_label("密码").fill("not-the-password")
    somebody.page.get_by_role("button", name="登录").click()

    somebody.reads("账号或密码不对。")
    expect(somebody.page.get_by_label("账号")).to_have_value("committee")
    somebody.signs_in("committee")
    assert somebody.path == "/measures/"
