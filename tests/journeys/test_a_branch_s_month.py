"""The month of a branch on a phone: from what is owed to recorded, counting what it costs."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit

MOST_TYPED = 12


def test_given_a_month_of_which_nothing_is_recorded_when_it_is_recorded_then_all_of_it_is_done(
    visit: Visit,
) -> None:
    secretary = visit("branch", "phone").goes_to("/")
    secretary.expected = {422}
    sent: list[str] = []
    secretary.page.on("request", lambda each: sent.append(each.url) if each.method == "POST" else None)
    month = secretary.page.locator("section", has=secretary.page.get_by_role("heading", name="这个月该做的"))
    month.scroll_into_view_if_needed()
    this = month.locator("li", has=secretary.page.get_by_role("link", name="记一次"))
    expect(this.first).to_be_visible()
    count, typed = this.count(), secretary.typed

    # Given the topic is left out, it says so and the day stays
    secretary.presses(this.first.get_by_role("link", name="记一次"))
    secretary.main.locator("[name=topic]").evaluate("field => field.required = false")
    secretary.finds_it_sound()
    if secretary.main.get_by_text("勾上到会的人").count():
        secretary.presses(
            secretary.main.locator("#fields label", has=secretary.page.locator("[name=present]")).first
        )
    secretary.presses_button("记会议")
    expect(secretary.main.locator(".field-error")).to_have_count(1)

    # When each is recorded with its topic, the roster being filled in
    secretary.types(secretary.main, topic="这个月的事")
    secretary.presses_button("记会议")
    secretary.is_told("该做的已经跟着算上")
    secretary.finds_it_sound()
    for _number in range(count - 1):
        secretary.goes_to("/")
        month.scroll_into_view_if_needed()
        secretary.presses(this.first.get_by_role("link", name="记一次"))
        if secretary.main.get_by_text("勾上到会的人").count():
            secretary.presses(
                secretary.main.locator("#fields label", has=secretary.page.locator("[name=present]")).first
            )
        secretary.types(secretary.main, topic="这个月的事")
        secretary.presses_button("记会议")
        secretary.is_told("该做的已经跟着算上")

    # Then nothing of this month is left, and it cost few fields
    secretary.goes_to("/")
    month.scroll_into_view_if_needed()
    expect(month.get_by_text("做到了").first).to_be_visible()
    expect(this).to_have_count(0)
    # The form says for which organisation, whoever sends it.
    assert [url for url in sent if "/meetings/record/" in url and "organisation=" not in url] == []
    print(f"a month of a branch on a phone: {secretary.typed - typed} fields, {secretary.taps} taps")
    assert secretary.typed - typed <= MOST_TYPED
