"""One matter from plan to close, by the people who carry it, and from a degree down to the record they made."""

from __future__ import annotations

import re
from datetime import date, timedelta
from secrets import token_hex

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visit
from tests.support.visitor import Visitor

SOON = (date.today() + timedelta(days=20)).isoformat()
PARTY_DEED = "突击队在一号地块试耕时分守五个监测点，当场改了走线方案"
UNIT_DEED = "一号地块试耕时样机标定三轮，五个监测点都接上了数据"
OUTCOME = "低温漏播率降到 2.8%，合作社照着用"


def adds(visitor: Visitor, section: str, button: str, told: str, **values: str) -> None:
    """Fill the form that stands in a section of the matter and send it."""
    form = visitor.at(section).locator("form.form").last
    if not form.is_visible():
        visitor.presses(visitor.at(section).locator("details.fold > summary").last)
    visitor.types(form, **values)
    visitor.presses_button(button, form, told=told)


def notes(visitor: Visitor, title: str, text: str, told: str = "记下了", **values: str) -> None:
    """记一笔 from the page that is always at hand: the matter is found by what the sentence says."""
    visitor.goes_to("/").follows("记一笔", to="/note/")
    with visitor.page.expect_response(re.compile(r"/note/\?.*text=")):
        visitor.types(visitor.main, text=text)
    visitor.presses(visitor.at("#note-which").locator("label").filter(has_text=title))
    for name, value in values.items():
        visitor.types(visitor.main, **{name: value})
    visitor.presses_button("记下", told=told)
    expect(visitor.main.locator(".ev").filter(has_text=text)).to_be_visible()


def deed(visitor: Visitor, text: str) -> Locator:
    """The note with this sentence."""
    return visitor.main.locator(".ev").filter(has_text=text)


@pytest.mark.smoke
def test_given_a_branch_and_a_team_when_they_carry_a_matter_to_its_close_then_the_measure_opens_to_its_record(
    visit: Visit, size: str
) -> None:
    secretary, head, inspector = visit("branch", size), visit("head", size), visit("orgoffice", size)
    phone, title = visit("branch", "phone"), f"秋整地智能导航 {token_hex(2)} 号田"

    # 同谋划: given the secretary opens a matter with the team
    menu = secretary.goes_to("/").page.get_by_role("navigation", name="导航")
    secretary.follows("事项", menu, to="/matters/$")
    secretary.follows("发起一件", to="/matters/new/")
    secretary.types(secretary.main, title=title)
    partner = secretary.main.locator(":is(label:has([name=partner]:checked), [name=partner] option:checked)")
    expect(partner).to_have_text(re.compile("农机装备研究所"))
    for name in ("functions", "guarantees"):
        group = secretary.main.locator(f"fieldset:has([name='{name}'])")
        if not group.locator(":checked").count():
            secretary.presses(group.locator("label").first)
    secretary.presses_button("发起", told="发起了。现在两侧一起定计划。")
    expect(secretary.page.get_by_role("heading", level=1)).to_contain_text(title)
    where = secretary.path
    secretary.reads("还没有写结合点。")
    secretary.finds_it_sound()

    # when they write the three points, a goal and the milestones
    points = secretary.at("#points").locator("form")
    secretary.types(
        points, combine="突击队编进导航攻关组", effort="抓住封冻前二十天", contribute="夜间作业不重不漏"
    )
    secretary.presses_button("保存", points, told="三个点写好了。")
    goal = {"text": "夜间漏耕降下来", "measure": "漏耕率", "unit_word": "%", "baseline": "6.2", "target": "3"}
    adds(secretary, "goals", "加目标", "加上了目标。", **goal)
    adds(
        secretary,
        "milestones",
        "加节点",
        "加上了节点。",
        title="一号地块试耕",
        due=SOON,
        weight="60",
        owner="both",
    )
    secretary.reads("还差 40")
    adds(
        secretary,
        "milestones",
        "加节点",
        "加上了节点。",
        title="三地块数据",
        due=SOON,
        weight="40",
        owner="unit",
    )
    secretary.presses_button("同意计划", told="同意了，等另一侧。")

    # then the head of the team finds it on his desk and agrees too
    head.goes_to("/").follows(title, to=where)
    head.presses_button("同意计划", told="两侧都同意了，进入同部署。")

    # 同部署: each side gives a task into somebody's hands
    secretary.goes_to(where)
    adds(
        secretary,
        "tasks",
        "分任务",
        "任务分下去了。",
        title="组织突击队夜间值守",
        post="突击队队长",
        due=SOON,
    )
    secretary.reads("业务侧还没有分到人的任务。")
    head.goes_to(where)
    adds(head, "tasks", "分任务", "任务分下去了。", title="导航板标定", post="标定工程师", due=SOON)
    head.presses_button("同意部署", told="同意了，等另一侧。")
    secretary.goes_to("/").follows(title, to=where)
    secretary.presses_button("同意部署", told="两侧都同意了，进入同落实。")

    # 同落实: what happens is noted on the phone, and the side that benefits confirms it
    notes(phone, title, PARTY_DEED, changed="decision")
    phone.finds_it_sound()
    notes(head, title, UNIT_DEED)
    head.presses_button("认可", deed(head, PARTY_DEED), told="认可了。")
    head.goes_to(where).follows("记一笔", head.main, to=f"{where}note/")
    head.presses(head.main.locator("details.fold > summary"))
    head.types(head.main, text=OUTCOME, kind="outcome")
    head.page.get_by_label("属于哪个节点").select_option(label="三地块数据")
    head.page.get_by_label("推进哪个目标").select_option(label="夜间漏耕降下来")
    head.types(head.main, value="2.8")
    head.presses_button("记下", told="记下了")

    answer(visit, size, where, UNIT_DEED)
    answer(visit, size, where, OUTCOME)
    secretary.goes_to(where)
    for milestone in ("一号地块试耕", "三地块数据"):
        line = secretary.at("#milestones").locator("li").filter(has_text=milestone)
        secretary.presses_button("认可", line, told="节点认可了。")
    secretary.presses_button("请人检查", told="请人来检查了。")

    # 同检查: an officer who owns neither strand inspects and judges; the secretary closes
    inspector.goes_to("/").follows(title, to=where)
    form = inspector.at("#inspect")
    inspector.types(form, finding="看了地块和夜间数据，两侧说得一致。", verdict="passed")
    inspector.presses_button("写检查结论", form, told="检查结论写好了。")
    inspector.presses_button("评定目标", inspector.at("#goals"), told="评定好了。")
    secretary.goes_to("/").follows(title, to=where)
    secretary.follows("办结事项", secretary.main, to=f"{where}close/")
    secretary.presses_button("办结事项", told="办结了。")
    secretary.finds_it_sound()

    # Then the University Party committee goes from 深度 to why, to the rows, to the record and its hash
    committee = visit("committee", size)
    committee.goes_to("/measures/")
    depth = committee.at("[id='depth']")
    committee.follows("真有改变的事项", depth, to="/measures/matters-of-substance/")
    committee.reads("真有改变的事项")
    committee.finds_it_sound()
    row = committee.at("#rows").locator(".ev").filter(has_text=title)
    expect(row).to_be_visible()
    committee.follows("", row.locator(".ev-body p").first, to=r"/ledger/\d+/")
    committee.reads("内容和摘要一致，记下以后没有改过。")
    committee.reads(title)
    assert re.fullmatch("[0-9a-f]{64}", committee.main.locator("code.hash").last.inner_text())
    committee.finds_it_sound()


def answer(visit: Visit, size: str, where: str, text: str) -> None:
    """The side that benefits from a note confirms it: it stands on that side's page as a button, on no other's."""
    for account in ("branch", "dean"):
        visitor = visit(account, size)
        note = deed(visitor.goes_to(where), text)
        expect(note).to_be_visible()
        button = note.get_by_role("button", name="认可", exact=True)
        if button.count():
            visitor.presses(button, told="认可了。")
            return
    raise AssertionError(f"nobody may confirm “{text}”")
