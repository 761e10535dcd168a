"""The School names a problem, the branch makes it a matter and reports it solved, the School accepts."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import expect

from jingwei.adapters import clock
from tests.journeys.conftest import Visit


def test_given_a_problem_when_it_is_shown_to_be_solved_then_who_named_it_closes_it(
    visit: Visit, size: str
) -> None:
    secretary, branch = visit("faculty", size), visit("branch", size)
    text = f"实验课和支部活动各做各的{'甲' if size == 'desk' else '乙'}"

    # The School says in one sentence what does not work, and whose it is.
    secretary.goes_to("/problems/").follows("提出问题", to="/problems/new/")
    secretary.types(
        secretary.main, text=text, source="inspection", due=(clock.today() + timedelta(60)).isoformat()
    )
    secretary.main.get_by_label("哪个党组织负责").fill("智能农机教师党支部")
    secretary.finds_it_sound()
    secretary.presses_button("提出问题", told="提出了，负责的组织会收到。")
    problem = secretary.path
    secretary.finds_it_sound()

    # The branch makes it a matter; its words are the name already.
    branch.goes_to("/problems/").follows(text, to=problem)
    branch.reads("还没有转成事项")
    branch.finds_it_sound()
    branch.follows("转成事项", branch.page.locator(".page-acts, main"), to="open-matter/")
    expect(branch.main.locator("[name=title]")).to_have_value(text)
    branch.presses_button("发起", told="发起了。")

    # Nothing shows yet that it is solved: that is said in a sentence, and nothing typed is lost.
    branch.goes_to(problem)
    branch.goes_to(f"{problem}report/")
    branch.types(branch.main, text="实验课和主题党日排在了一起")
    branch.expected.add(422)
    branch.presses_button("申请销号")
    branch.reads("还没有对方认可的结果")
    branch.types(branch.main, shown_by="教学例会纪要")
    branch.finds_it_sound()
    branch.presses_button("申请销号", told="报上去了，等提出的一方认可。")
    expect(branch.main.get_by_role("button", name="认可销号")).to_have_count(0)

    # Who named it finds it solved.
    secretary.goes_to(problem)
    secretary.reads("教学例会纪要")
    secretary.presses_button("认可销号", told="销号了。")
    secretary.reads("已销号")
    secretary.finds_it_sound()
