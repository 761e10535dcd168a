"""A decision goes from the committee to the branch and back up: nothing is typed again on its way."""

from __future__ import annotations

import re
from datetime import timedelta

from jingwei.adapters import clock
from tests.journeys.conftest import Visit


def test_given_a_decision_when_it_is_carried_out_below_then_it_comes_back_settled(
    visit: Visit, size: str
) -> None:
    committee, faculty, branch = (visit(who, size) for who in ("committee", "faculty", "branch"))
    neighbour, officer = visit("neighbour", size), visit("orgoffice", size)
    title = f"关于建立清单的通知{'甲' if size == 'desk' else '乙'}"

    committee.goes_to("/directives/new/")
    due = clock.today() + timedelta(days=30)
    committee.types(committee.main, title=title, text="支部每年至少办一项。", due=due.isoformat())
    for kind in ("faculty-committee", "teacher-branch"):
        committee.at(f"[name=kinds][value={kind}]").check()
    committee.presses_button("起草部署")
    committee.page.wait_for_url(re.compile(r"/directives/\d+/$"))
    where = committee.path
    committee.presses_button("下发", told="下面每个组织的工作台上都有了。")
    committee.finds_it_sound()

    # The School adds its plan; the branch reads it beside the decision, and signs with one press on its desk.
    faculty.goes_to("/").follows(title, to=where)
    faculty.follows("承接", faculty.at("#own"), to="take-on/")
    faculty.types(faculty.main, plan="每月排一次")
    faculty.presses_button("承接", told="承接了。")
    line = branch.goes_to("/").main.locator("li.task").filter(has_text=title)
    branch.presses_button("签收", line, told="签收了。")
    branch.follows(title, to=where)
    assert "每月排一次" in branch.main.inner_text()
    branch.follows("承接", branch.at("#own"), to="take-on/")
    branch.types(branch.main, plan="包两个村")
    branch.presses_button("承接", told="承接了。")
    branch.follows("回报", branch.at("#own"), to="report/")
    branch.types(branch.main, text="两个村都去了")
    branch.presses_button("回报", told="等上级核销。")
    branch.finds_it_sound()

    # Another branch says that it is not theirs, with the reason that the committee answers.
    neighbour.goes_to(where).follows("不归我办", neighbour.at("#own"), to="decline/")
    neighbour.types(neighbour.main, reason="没有这类专业")
    neighbour.presses_button("不归我办", told="上级会看到你的理由。")

    faculty.goes_to("/").follows(
        "去核销", faculty.main.locator("li.task").filter(has_text=title), to="show=answered"
    )
    faculty.presses_button("核销", faculty.at("#lines"), told="核销了。")
    faculty.follows("回报", faculty.at("#own"), to="report/")
    faculty.types(faculty.main, text="清单公布了")
    faculty.presses_button("回报", told="等上级核销。")

    committee.goes_to(f"{where}?show=answered")
    committee.presses_button("核销", committee.at("#lines"), told="核销了。")
    officer.goes_to(f"{where}?show=answered").follows("同意免办", officer.at("#lines"), to="excuse/")
    officer.types(officer.main, reason="确实没有")
    officer.presses_button("同意免办", told="同意免办了。")
    assert "回报 2/2" in committee.goes_to(where).at("#cascade").inner_text()
