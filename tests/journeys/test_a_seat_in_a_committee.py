"""A secretary comes into the degree committee of the School: nominated, found eligible, voted for, seated for a term."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from jingwei.adapters import clock
from tests.journeys.conftest import Visit


def test_given_a_committee_when_all_four_steps_are_gone_then_a_term_begins(visit: Visit, size: str) -> None:
    secretary, dean, nominee = (visit(who, size) for who in ("faculty", "dean", "branch"))
    name = f"学位评定委员会{'甲' if size == 'desk' else '乙'}"

    # The dean founds it: only the kind is chosen, size and term follow from it.
    dean.goes_to("/committees/new/")
    dean.types(dean.main, kind="degree-committee", name=name)
    dean.finds_it_sound()
    dean.presses_button("设立委员会", told="设立了")
    committee = dean.path
    dean.reads("四步走完才入席")
    expect(dean.main.get_by_role("link", name="提名委员")).to_have_count(0)
    dean.finds_it_sound()

    # The Party side nominates; it takes none of the steps that follow.
    secretary.goes_to("/committees/").follows(name, to=committee)
    secretary.follows("提名委员", to="nominate/")
    secretary.main.get_by_role("radio", name="沈砚秋").check()
    secretary.types(secretary.main, grounds="在智能农机方向带了六年团队")
    secretary.finds_it_sound()
    secretary.presses_button("提名委员", told="提名了，等业务侧查资格。")
    seat = secretary.path
    expect(secretary.main.get_by_role("link", name="符合资格")).to_have_count(0)
    secretary.finds_it_sound()

    # The dean is led there from the desk, sees what is known, and says one sentence.
    dean.goes_to("/")
    dean.page.get_by_role("heading", name="学术委员会").evaluate("each => each.scrollIntoView()")
    dean.follows("去查资格", to=seat)
    dean.at("facts").get_by_text("今天还在这个岗位上").wait_for()
    dean.follows("符合资格", dean.page.locator(".page-acts, main"), to="find-eligible/")
    dean.types(dean.main, finding="查到的都符合")
    dean.finds_it_sound()
    dean.presses_button("符合资格", told="符合资格，等委员会表决。")

    # A count that does not add up is refused in a sentence; more than half of all members carries it.
    dean.follows("记表决结果", to="vote/")
    dean.types(dean.main, present="8", yes="6", no="1", abstained="0")
    dean.expected.add(422)
    dean.presses_button("记表决结果")
    dean.reads("到会 8 人，赞成、反对、弃权一共记了 7 人")
    dean.types(dean.main, abstained="1")
    dean.fits()
    dean.presses_button("记表决结果", told="记下了，通过。")
    dean.follows("定任期入席", to="/seat/$")
    dean.types(dean.main, since=clock.today().isoformat())
    dean.presses_button("定任期入席", told="入席了")
    dean.reads("在任")
    dean.finds_it_sound()

    # Whoever is seated reads it without being able to change it.
    nominee.goes_to(committee)
    nominee.at("seated").get_by_role("link", name="沈砚秋").click()
    nominee.page.wait_for_url(re.compile(seat))
    nominee.reads("应到 9、实到 8，赞成 6、反对 1、弃权 1")
    nominee.finds_it_sound()
