"""All of it without a mouse: every stop can be seen, and the focus comes back to where it was."""

from __future__ import annotations

import re
from secrets import token_hex

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visit
from tests.support.visitor import PASSWORD, Visitor

FURTHEST = 80
IS_SEEN = """each => {
  const style = other => getComputedStyle(other);
  const ringed = other => other && style(other).outlineStyle !== "none" && parseFloat(style(other).outlineWidth) >= 1;
  const box = each.getBoundingClientRect();
  return [each, each.nextElementSibling, each.closest("label")].some(ringed) && box.right > 0 && box.bottom > 0;
}"""
FOCUSED = "document.querySelector(':focus')"


def tabs_to(visitor: Visitor, wanted: Locator) -> None:
    """Press Tab until the focus is there; each stop on the way shows where it is."""
    for _step in range(FURTHEST):
        if wanted.evaluate("each => each === document.activeElement"):
            return
        visitor.page.keyboard.press("Tab")
        # asked in one go: a part of the page that comes later may take the focus away between two questions
        hidden = visitor.page.evaluate(
            f"() => {FOCUSED} && !({IS_SEEN})({FOCUSED}) ? {FOCUSED}.outerHTML : ''"
        )
        assert hidden == "", f"no visible focus: {hidden[:200]}"
    raise AssertionError(f"Tab does not reach {wanted}")


def skips_to_content(visitor: Visitor) -> None:
    """The first stop of a page leads past the menu."""
    visitor.page.keyboard.press("Tab")
    skip = visitor.page.get_by_role("link", name="跳到正文")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    expect(visitor.main).to_be_focused()


def test_given_only_a_keyboard_when_she_signs_in_opens_a_matter_and_notes_then_it_is_kept(
    visit: Visit, size: str
) -> None:
    secretary, sentence = visit("", size), f"入户讲了新机具的用法 {token_hex(2)}"
    page, keys = secretary.page, secretary.page.keyboard

    # Given the sign-in page
    secretary.goes_to("/sign-in/")
    tabs_to(secretary, page.get_by_label("账号"))
    keys.type("branch")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    page.wait_for_url(re.compile("/$"))

    # When she opens the matters, one of them, and 记一笔
    tabs_to(
        secretary,
        page.get_by_role("navigation", name="导航")
        .get_by_role("link", name="事项")
        .locator("visible=true")
        .first,
    )
    keys.press("Enter")
    page.wait_for_url(re.compile("/matters/$"))
    skips_to_content(secretary)
    tabs_to(secretary, secretary.main.get_by_label("阶段"))
    secretary.goes_to("/matters/?state=implementing")
    skips_to_content(secretary)
    tabs_to(secretary, secretary.main.locator("a.woven").first)
    keys.press("Enter")
    page.wait_for_url(re.compile(r"/matters/\d+/$"))

    # Then a menu opens and closes by key, and the focus is back on it
    skips_to_content(secretary)
    more = secretary.main.locator(".acts .menu > summary")
    tabs_to(secretary, more)
    keys.press("Enter")
    expect(secretary.main.locator(".acts .menu-list")).to_be_visible()
    keys.press("Escape")
    expect(secretary.main.locator(".acts .menu-list")).to_be_hidden()
    expect(more).to_be_focused()
    if size == "phone":
        opener = page.locator(".bottom button")
        opener.focus()
        keys.press("Enter")
        expect(page.locator("#more")).to_be_visible()
        keys.press("Escape")
        expect(opener).to_be_focused()

    # And the note is written and kept
    where = secretary.path
    secretary.goes_to("/").goes_to(where)
    skips_to_content(secretary)
    tabs_to(secretary, secretary.main.get_by_role("link", name="记一笔"))
    keys.press("Enter")
    page.wait_for_url(re.compile("/note/$"))
    expect(page.get_by_label("发生了什么")).to_be_focused()
    keys.type(sentence)
    tabs_to(secretary, secretary.main.get_by_role("button", name="记下"))
    keys.press("Enter")
    expect(secretary.main.locator(".ev").filter(has_text=sentence)).to_be_visible()
