"""Somebody looks for a thing by two characters: by keys alone at the desk, by the icon on the phone, without script."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.support.visitor import Visitor

WORDS, NOTHING = "支部", "月亮背面"
LONGER_THAN_THE_FIELD_WAITS = 800


def title_of(visitor: Visitor) -> str:
    """The heading of the present page."""
    return visitor.page.get_by_role("heading", level=1).inner_text()


def test_given_a_page_when_she_presses_slash_and_types_then_keys_alone_lead_to_what_she_meant(
    visit: Visit,
) -> None:
    secretary = visit("branch").goes_to("/posts/")
    page, keys, answers = secretary.page, secretary.page.keyboard, secretary.at("#find-answers")
    field = page.get_by_role("searchbox", name="查找")

    # When she presses / and types
    keys.press("/")
    expect(field).to_be_focused()
    keys.type(WORDS)

    # Then what is found hangs below, is counted aloud, and passes for everybody
    first = answers.get_by_role("link").first
    expect(first).to_contain_text(WORDS)
    expect(page.locator(".top [role=status]")).to_contain_text("按向下键逐个看")
    secretary.finds_it_sound()

    # And Esc closes it with the words kept, the arrow opens it again, and Enter leads there
    keys.press("ArrowDown")
    expect(first).to_be_focused()
    keys.press("Escape")
    expect(answers).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_value(WORDS)
    keys.press("ArrowDown")
    expect(first).to_be_focused()
    keys.press("ArrowUp")
    expect(field).to_be_focused()
    keys.press("ArrowDown")
    keys.press("Enter")
    page.wait_for_url(re.compile(r"/\w+/[\d.]+/"))
    assert title_of(secretary) != "查找"
    secretary.has_no_complaint()


def test_given_words_when_enter_is_pressed_then_a_page_shows_the_same_and_nothing_found_is_said(
    visit: Visit, size: str
) -> None:
    secretary = visit("branch", size).goes_to("/posts/")
    page, main = secretary.page, secretary.main

    # Given the field of the top bar at the desk, the icon on the phone
    if size == "phone":
        secretary.follows("查找", to=r"/search/$")
    else:
        page.keyboard.press("/")
        page.keyboard.type(WORDS)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/search/\?q="))
    field = main.get_by_role("searchbox", name="查找")

    # When she writes what is there
    page.keyboard.press("/") if size == "desk" else expect(field).to_be_focused()
    field.fill(WORDS)
    expect(main.get_by_role("link").first).to_contain_text(WORDS)
    secretary.finds_it_sound()

    # And what is not
    field.fill(NOTHING)
    secretary.reads(f"没有找到“{NOTHING}”")
    secretary.reads("找过：")
    secretary.finds_it_sound()


def test_given_no_script_when_somebody_searches_then_the_page_answers_all_the_same(visit: Visit) -> None:
    secretary = visit("branch", java_script_enabled=False).goes_to("/search/")

    field = secretary.main.get_by_role("searchbox", name="查找")
    field.fill(WORDS)
    field.press("Enter")

    secretary.page.wait_for_url(re.compile(r"/search/\?q="))
    expect(secretary.main.get_by_role("link").first).to_contain_text(WORDS)


def test_given_pinyin_being_put_together_when_she_pauses_then_nothing_is_asked_before_it_stands(
    visit: Visit,
) -> None:
    secretary = visit("branch").goes_to("/search/")
    page, asked = secretary.page, []
    page.on("request", lambda request: asked.append(request.url) if "q=" in request.url else None)
    hand = secretary.context.new_cdp_session(page)
    secretary.main.get_by_role("searchbox", name="查找").focus()

    hand.send("Input.imeSetComposition", {"text": "zhi bu", "selectionStart": 6, "selectionEnd": 6})
    page.wait_for_timeout(LONGER_THAN_THE_FIELD_WAITS)
    assert asked == []
    hand.send("Input.insertText", {"text": WORDS})

    expect(secretary.main.get_by_role("link").first).to_contain_text(WORDS)
    assert len(asked) == 1
