"""What the province decides goes through a university to its branches and comes back, and nobody types it again."""

from __future__ import annotations

import re
from datetime import timedelta

from jingwei.adapters import clock
from tests.journeys.conftest import Visit
from tests.support.visitor import Visitor


def excuses_all_others(committee: Visitor, where: str) -> None:
    """Whoever has not answered need not: how many there are is up to what others did in this house before."""
    for group in committee.goes_to(where).at("#cascade").get_by_role("link").all_inner_texts():
        committee.goes_to(where).follows(group, committee.at("#cascade"), to="group=")
        opened = committee.page.url
        while committee.at("#lines").get_by_role("link", name="同意免办").count():
            committee.follows("同意免办", committee.at("#lines"), to="excuse/")
            committee.types(committee.main, reason="已经并入校级自查")
            committee.presses_button("同意免办", told="同意免办了。")
            committee.page.goto(opened)


def test_given_a_decision_of_the_province_when_a_university_sends_it_on_then_it_comes_back_settled(
    visit: Visit, size: str
) -> None:
    province, committee, faculty = (visit(who, size) for who in ("province", "committee", "faculty"))
    branch, outsider = (visit(who, size) for who in ("branch", "outsider"))
    title = f"关于开展融合自查的通知{'甲' if size == 'desk' else '乙'}"
    text = "各校党委组织自查，把查到的问题和整改日子报上来。"

    province.goes_to("/directives/new/")
    due = clock.today() + timedelta(days=30)
    province.types(province.main, title=title, text=text, due=due.isoformat())
    province.at("[name=kinds][value=university-committee]").check()
    province.presses_button("起草部署")
    province.page.wait_for_url(re.compile(r"/directives/\d+/$"))
    where = province.path
    province.finds_it_sound()
    province.presses_button("下发", told="下面每个组织的工作台上都有了。")
    province.finds_it_sound()

    # The committee has it on its desk, signs for it and sends it on: the paper stays the province's.
    line = committee.goes_to("/").main.locator("li.task").filter(has_text=title)
    committee.presses_button("签收", line, told="签收了。")
    committee.follows(
        "去转发", committee.goes_to("/").main.locator("li.task").filter(has_text=title), to="forward/"
    )
    assert committee.main.locator("[name=text]").count() == 0
    early = due - timedelta(days=7)
    for kind in ("faculty-committee", "teacher-branch"):
        committee.at(f"[name=kinds][value={kind}]").check()
    committee.types(committee.main, plan="先查三件事，每周碰一次", due_below=early.isoformat())
    committee.finds_it_sound()
    committee.presses_button("转发下级", told="转发了，下面每个组织的工作台上都有了。")
    committee.finds_it_sound()

    # The School reads the paper with what the committee says of it, and adds its own word for its branches.
    faculty.goes_to("/").follows(title, to=where)
    assert text in faculty.main.inner_text() and "先查三件事，每周碰一次" in faculty.main.inner_text()
    faculty.follows("承接", faculty.at("#own"), to="take-on/")
    faculty.types(faculty.main, plan="支部书记一起查")
    faculty.presses_button("承接", told="承接了。")
    branch.goes_to("/").follows(title, to=where)
    assert text in branch.main.inner_text() and "支部书记一起查" in branch.main.inner_text()
    assert f"{early.month}月{early.day}日前回报" in branch.main.inner_text()
    branch.presses_button("签收", branch.at("#own"), told="签收了。")
    branch.follows("回报", branch.at("#own"), to="report/")
    branch.types(branch.main, text="查了两件，都改好了")
    branch.presses_button("回报", told="等上级核销。")

    # It is settled level by level; what stands below is the university's own business.
    faculty.goes_to(f"{where}?show=answered")
    faculty.presses_button("核销", faculty.at("#lines"), told="核销了。")
    faculty.follows("回报", faculty.at("#own"), to="report/")
    faculty.types(faculty.main, text="本院查完了")
    faculty.presses_button("回报", told="等上级核销。")
    committee.goes_to(f"{where}?show=answered")
    committee.presses_button("核销", committee.at("#lines"), told="核销了。")
    excuses_all_others(committee, where)
    committee.goes_to(where).follows("回报", committee.at("#own"), to="report/")
    committee.types(committee.main, text="全校查到九件，改了七件")
    committee.presses_button("回报", told="等上级核销。")

    province.goes_to("/").follows(
        "去核销", province.main.locator("li.task").filter(has_text=title), to="show=answered"
    )
    seen = province.main.inner_text()
    assert "全校查到九件，改了七件" in seen and "查了两件" not in seen and "本院查完了" not in seen
    province.presses_button("核销", province.at("#lines"), told="核销了。")
    province.finds_it_sound()
    assert "回报 1/1" in province.goes_to(where).at("#cascade").inner_text()

    # The other university has it too, and nothing of what was answered here.
    outsider.goes_to("/").follows(title, to=where)
    assert "全校查到九件" not in outsider.main.inner_text()
    assert outsider.main.locator("#cascade").count() == 0
