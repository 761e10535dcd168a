"""A School sees which of its branches still owe an inspection, excuses one with a sentence, and takes that back."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import Visit

INSPECTED = "在办的事项每年至少请两边都不沾的人检查一次。"
WHY = "今年九月才成立，明年再查"


def test_given_a_branch_that_cannot_do_it_this_time_when_it_is_excused_then_both_read_why(
    visit: Visit, size: str
) -> None:
    faculty = visit("faculty", size)
    faculty.expected = {422}
    faculty.goes_to("/obligations/").follows(INSPECTED, faculty.main, to="/obligations/matters-inspected/")
    row = faculty.main.locator("tbody tr", has=faculty.page.get_by_role("link", name="免做")).first
    name = row.locator("th a").inner_text()
    faculty.presses(row.get_by_role("link", name="免做"))

    # Given nothing is typed, it says what to type, and the page stays
    faculty.page.wait_for_url("**/excuse/**")
    faculty.main.locator("textarea").evaluate("field => field.required = false")
    faculty.presses_button("免做")
    expect(faculty.main.locator(".field-error")).to_have_count(1)
    faculty.finds_it_sound()

    # When it says why, the branch stands as excused, on its own page too
    faculty.types(faculty.main, reason=WHY)
    faculty.presses_button("免做")
    faculty.is_told(name)
    excused = faculty.main.locator("tbody tr", has_text=WHY)
    expect(excused).to_contain_text(name)
    faculty.finds_it_sound()
    faculty.presses(excused.locator("th a"))
    expect(faculty.page.locator("#obligations")).to_contain_text(WHY)

    # Then it may be taken back, and is owed again
    faculty.goes_to("/obligations/matters-inspected/?state=excused")
    taken = faculty.main.locator("tbody tr", has_text=WHY)
    faculty.presses(taken.get_by_role("button", name="收回免做"))
    faculty.is_told(name)
    expect(faculty.page.locator("#obligations")).not_to_contain_text(WHY)
