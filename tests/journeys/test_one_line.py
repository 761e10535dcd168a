"""A decision goes from the committee to the branch and back up: nothing is typed again on its way."""

from __future__ import annotations

import re
from datetime import timedelta

from jingwei.adapters import clock
from tests.journeys.conftest import Visit
from tests.support.visitor import Visitor

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def reach(visitor: Visitor) -> int:
    """How many organisations the draft on this page would go to."""
    found = re.search(r"一共 (\d+) 个", visitor.at("#reach").inner_text())
    assert found
    return int(found[1])


def test_given_a_decision_when_it_is_carried_out_below_then_it_comes_back_settled(
    visit: Visit, size: str
) -> None:
    committee, faculty, branch = (visit(who, size) for who in ("committee", "faculty", "branch"))
    neighbour, officer, member = (visit(who, size) for who in ("neighbour", "orgoffice", "member"))
    title = f"关于建立清单的通知{'甲' if size == 'desk' else '乙'}"

    committee.goes_to("/directives/new/")
    due = clock.today() + timedelta(days=30)
    committee.types(committee.main, title=title, text="支部每年至少办一项。", due=due.isoformat())
    for kind in ("faculty-committee", "teacher-branch", "staff-branch"):
        committee.at(f"[name=kinds][value={kind}]").check()
    committee.presses_button("起草部署")
    committee.page.wait_for_url(re.compile(r"/directives/\d+/$"))
    where = committee.path
    committee.follows("附文件", to="attach/")
    committee.at("[name=upload]").set_input_files(
        {"name": "清单样表.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    committee.presses_button("附文件", told="附件放好了。")
    reached = reach(committee)
    committee.follows("去掉一个组织", committee.at("#reach"), to="leave-out/")
    committee.types(committee.main, organisation="党群机关党支部")
    committee.presses_button("去掉一个组织", told="不发给它了。")
    assert reach(committee) == reached - 1
    committee.finds_it_sound()
    committee.presses_button("下发", told="下面每个组织的工作台上都有了。")
    committee.finds_it_sound()

    # The School adds its plan; the branch reads it beside the decision, and signs with one press on its desk.
    faculty.goes_to("/").follows(title, to=where)
    faculty.follows("承接", faculty.at("#own"), to="take-on/")
    early = due - timedelta(days=7)
    faculty.types(faculty.main, plan="每月排一次", due_below=early.isoformat())
    faculty.presses_button("承接", told="承接了。")
    line = branch.goes_to("/").main.locator("li.task").filter(has_text=title)
    branch.presses_button("签收", line, told="签收了。")
    branch.follows(title, to=where)
    assert "每月排一次" in branch.main.inner_text()
    assert f"{early.month}月{early.day}日前回报" in branch.main.inner_text()
    with branch.page.expect_download() as opened:
        branch.main.get_by_role("link", name="清单样表.pdf").click()
    assert opened.value.path().read_bytes() == PDF
    branch.follows("承接", branch.at("#own"), to="take-on/")
    branch.types(branch.main, plan="包两个村")
    branch.presses_button("承接", told="承接了。")

    # It goes into the hands of a member, who reports it from the own desk.
    branch.follows("交给一个人", branch.at("#own"), to="hand/")
    branch.types(branch.main, person="喻清川")
    branch.presses_button("交给一个人", told="他的工作台上有了。")
    assert "喻清川在办" in branch.at("#own").inner_text()
    branch.finds_it_sound()
    member.goes_to("/").follows("去回报", member.main.locator("li.task").filter(has_text=title), to="report/")
    member.types(member.main, text="两个村都去了")
    member.presses_button("回报", told="等上级核销。")
    member.finds_it_sound()

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
