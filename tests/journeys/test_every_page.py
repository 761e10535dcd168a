"""Every page of the menu and the chief pages behind it: both sizes, both themes, large text, English, and on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.support.visitor import SIZES, Visitor

# who looks at it, its address; `{matter}` and `{record}` are taken from the first row of their lists
PAGES = {
    "desk": ("branch", "/"),
    "matters": ("branch", "/matters/"),
    "matter-planning": ("branch", "/matters/?state=planning"),
    "matter-implementing": ("branch", "/matters/?state=implementing"),
    "matter-closed": ("committee", "/matters/?state=closed"),
    "new-matter": ("branch", "/matters/new/"),
    "note": ("branch", "/matters/note/"),
    "clauses": ("committee", "/clauses/"),
    "clause": ("committee", "/clauses/4.1a/"),
    "directives": ("branch", "/directives/"),
    "new-directive": ("committee", "/directives/new/"),
    "owed": ("faculty", "/obligations/"),
    "owed-one": ("faculty", "/obligations/matters-inspected/?period=last"),
    "meetings": ("branch", "/meetings/"),
    "recording": ("branch", "/meetings/record/"),
    "going-to-serve": ("branch", "/meetings/plan/"),
    "old-minutes": ("faculty", "/meetings/old/"),
    "reading-old-minutes": ("faculty", "/meetings/old/new/"),
    "action-items": ("branch", "/action-items/"),
    "settling": ("branch", "/action-items/hold/?kind=dispatch"),
    "problems": ("branch", "/problems/"),
    "naming-a-problem": ("faculty", "/problems/new/"),
    "organisations": ("orgoffice", "/organisations/"),
    "organisation-list": ("orgoffice", "/organisations/list/"),
    "coverage": ("orgoffice", "/organisations/coverage/"),
    "people": ("orgoffice", "/people/"),
    "imports": ("orgoffice", "/imports/"),
    "matters-here": ("branch", "/matters/here/"),
    "measures": ("committee", "/measures/"),
    "why": ("committee", "/measures/milestones-on-time/?from=2026-03&to=2026-06"),
    "why-peers": ("faculty", "/measures/milestones-on-time/?from=2026-03&to=2026-06"),
    "weave": ("committee", "/measures/weave/"),
    "turns": ("committee", "/measures/turns/"),
    "side-by-side": ("committee", "/measures/side-by-side/"),
    "weave-rows": ("committee", "/measures/weave/rows/?reading=warp"),
    "standing-out": ("committee", "/measures/standing-out/?from=2026-07&to=2026-09"),
    "closed-periods": ("committee", "/measures/closed/"),
    "close-period": ("committee", "/measures/closed/new/"),
    "ledger": ("committee", "/ledger/"),
    "search": ("branch", "/search/?q=支部"),
    "search-nothing": ("member", "/search/?q=月亮"),
    "my-data": ("member", "/people/mine/"),
    "posts": ("member", "/posts/"),
    "notices": ("branch", "/notices/"),
    "notice-settings": ("member", "/notices/settings/"),
    "deliveries": ("sysadmin", "/notices/deliveries/"),
    "messenger-apps": ("sysadmin", "/notices/apps/"),
    "opening": ("", "/opening/"),
    "sign-in": ("", "/sign-in/"),
}
NARROW = {"width": 320, "height": 700}


def opens(visit: Visit, name: str) -> Visitor:
    """Come to a page; from a list narrowed to a state, on to its first matter."""
    account, address = PAGES[name]
    visitor = visit(account).goes_to(address)
    if "?state=" in address:
        visitor.presses(visitor.main.locator("a.woven").first)
        visitor.page.wait_for_url(re.compile(r"/matters/\d+/"))
    return visitor


def resize(page: Page, size: str) -> None:
    """Turn the desk into a phone, or back."""
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})


@pytest.mark.parametrize("name", PAGES)
def test_given_any_page_when_light_or_dark_wide_or_narrow_then_it_is_accessible_and_fits(
    visit: Visit, name: str
) -> None:
    visitor = opens(visit, name)
    page = visitor.page
    expect(page.get_by_role("heading", level=1)).to_have_count(1)

    for size in SIZES:
        resize(page, size)
        visitor.fits()
        visitor.passes_axe()
        page.get_by_role("button", name="切换深浅色").locator("visible=true").first.click()
        visitor.passes_axe("color-contrast")

    page.evaluate("document.documentElement.dataset.size = 'xl'")
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    visitor.fits()
    visitor.has_no_complaint()


@pytest.mark.parametrize("name", ["desk", "matter-implementing", "measures", "clauses", "imports", "my-data"])
def test_given_english_dark_and_very_large_when_chosen_then_pages_keep_the_choice(
    visit: Visit, name: str
) -> None:
    visitor = opens(visit, name)
    page = visitor.page

    # When the reader chooses English, the dark theme and the largest text
    page.locator(".top .menu--end > summary").click()
    page.get_by_role("button", name="English").locator("visible=true").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.wait_for_load_state()
    html = page.locator("html")
    page.get_by_role("button", name="Change between light and dark").click()
    expect(html).to_have_attribute("data-theme", "dark")
    for size in ("l", "xl"):
        page.get_by_role("button", name="Change text size").click()
        expect(html).to_have_attribute("data-size", size)

    # Then the next page comes that way from the server, in English wherever the words are ours
    page.reload()
    expect(html).to_have_attribute("data-theme", "dark")
    expect(html).to_have_attribute("data-size", "xl")
    shell = page.locator(".nav, .bottom, .print-head + *").first.inner_text()
    assert not re.search("[一-鿿]", shell), shell
    for size in SIZES:
        resize(page, size)
        visitor.finds_it_sound()


@pytest.mark.parametrize("name", ["matter-implementing", "clauses"])
def test_given_a_page_when_it_is_printed_then_controls_are_gone_and_a_head_says_who_and_when(
    visit: Visit, name: str
) -> None:
    visitor = opens(visit, name)
    page = visitor.page
    title = page.get_by_role("heading", level=1).inner_text()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")

    head = page.locator(".print-head")
    expect(head).to_be_visible()
    expect(head).to_contain_text(title)
    expect(head).to_contain_text("打印于")
    expect(head).to_contain_text(re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d"))
    for gone in (".nav", ".top", ".bottom", "button", "input", "select", "textarea", ".skip"):
        expect(page.locator(gone).locator("visible=true")).to_have_count(0)
    folded = page.locator("main details:not([open]):not(.menu):not(.no-print), main [role=tabpanel][hidden]")
    expect(folded).to_have_count(0)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )
