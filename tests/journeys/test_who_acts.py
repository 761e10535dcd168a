"""A month on the phone costs little, and who acts for whom is on record."""

from __future__ import annotations

import re
from secrets import token_hex

from playwright.sync_api import expect

from tests.journeys.conftest import Visit

MATTER = "春耕智能农机驻点服务"


def test_given_a_phone_when_a_secretary_notes_three_things_of_a_month_then_it_costs_a_few_taps(
    visit: Visit, record_property: object
) -> None:
    secretary = visit("branch", "phone")
    mark = token_hex(2)
    sentences = [
        f"春耕驻点开了支部会，把标定排到夜里做 {mark}1",
        f"春耕驻点请农机站带了两名新手 {mark}2",
        f"春耕驻点把合作社的意见转给了研究所 {mark}3",
    ]
    secretary.goes_to("/")
    for sentence in sentences:
        secretary.follows("记一笔", secretary.page.locator(".bottom"), to="/matters/note/")
        with secretary.page.expect_response(re.compile(r"/note/\?.*text=")):
            secretary.types(secretary.main, text=sentence)
        expect(secretary.at("#note-which").locator("label:has(:checked)")).to_contain_text(MATTER)
        secretary.presses_button("记下", told=f"归到“{MATTER}”")
        expect(secretary.main.locator(".ev").filter(has_text=sentence)).to_be_visible()

    print(f"a month on the phone: {secretary.taps} taps, {secretary.typed} fields typed")
    assert secretary.taps <= 2 * len(sentences)
    assert secretary.typed == len(sentences)


def test_given_a_deputy_when_she_acts_in_the_secretarys_post_then_the_record_names_both(
    visit: Visit, size: str
) -> None:
    deputy, sentence = visit("member", size, fresh=True), f"代书记看了夜间标定 {token_hex(2)}"

    # Given she chooses the post of the secretary in the menu of posts
    deputy.goes_to("/matters/?state=implementing")
    chooser = deputy.page.locator(".top .menu").first
    chooser.locator("summary").click()
    chooser.get_by_role("button").filter(has_text="党支部书记").click()
    expect(deputy.page.locator(".top .post-name")).to_contain_text("党支部书记")
    expect(deputy.page).to_have_url(re.compile("state=implementing"))

    # When she notes what happened
    deputy.presses(deputy.main.locator("a.woven").first)
    deputy.page.wait_for_url(re.compile(r"/matters/\d+/$"))
    number = deputy.path.strip("/").rpartition("/")[2]
    deputy.follows("记一笔", deputy.main, to="/note/")
    deputy.types(deputy.main, text=sentence)
    deputy.presses_button("记下", told="记下了")

    # Then the record names her and whom she acted for
    deputy.goes_to(f"/ledger/?subject_type=matter&subject_id={number}&verb=matters.note")
    deputy.presses(deputy.main.locator("tbody a").first)
    deputy.page.wait_for_url(re.compile(r"/ledger/\d+/"))
    for words in ("喻清川", "代", "沈砚秋", "党支部书记"):
        deputy.reads(words)
    deputy.finds_it_sound()

    # And back in her own post she acts for nobody
    deputy.goes_to("/posts/")
    own = deputy.main.locator(".task").filter(has_not_text="党支部书记").first
    own.get_by_role("button", name="用这个").click()
    expect(deputy.page.locator(".top .post-name")).not_to_contain_text("党支部书记")
