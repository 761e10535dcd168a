"""The smaller matters told by hand: what waits for the other people who sign in."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from jingwei.shell.demo.showcase.script import Plan, Script

CALIBRATION = Plan(
    title="播种监测样机低温标定",
    type="general",
    points=(
        "两个支部的党员合用一间低温箱，谁先到谁记数。",
        "先标定 −10℃ 一档，这一档误报最多。",
        "误报由 18 次降到 6 次，试验田少停车。",
    ),
    goals=(("误报降到 6 次", "误报次数", "次", "18", "6"),),
    milestones=(("低温箱排班", -20, "party", 40), ("标定数据齐全", 9, "unit", 60)),
    tasks=(("低温箱标定 3 轮", 2, "unit", "姜一舟"), ("排周末值班", -22, "party", "组织委员")),
    opened=-40,
    due=30,
)
YOUNG = Plan(
    title="书记项目：青年教师一年下一次田",
    type="secretary-project",
    points=(
        "党委会和院务会一起排下田表，党员教师带一名青年教师。",
        "先排没有企业经历的 14 人。",
        "14 名青年教师各带回一个能讲进课堂的例子。",
    ),
    goals=(("下田青年教师达到 14 名", "下田青年教师", "名", "3", "14"),),
    milestones=(
        ("结对名单公示", -30, "party", 30),
        ("第一批回来讲一课", 8, "unit", 40),
        ("例子汇编成册", 50, "both", 30),
    ),
    tasks=(("和 14 人各谈一次", -5, "party", "孟青禾"), ("收齐讲课录像", 12, "unit", "陶亦舟")),
    opened=-55,
    due=70,
    functions=("teaching",),
    clauses=("5.2d", "4.1a"),
)
REPAIR = Plan(
    title="为向阳村合作社修 12 台旧播种机",
    type="service-list",
    points=(
        "党委列清单，学院出人出车，修一台销一台。",
        "先修春天就要用的 5 台。",
        "12 台旧播种机能下地，合作社不用再租。",
    ),
    goals=(("修好 12 台", "修好台数", "台", "0", "12"),),
    milestones=(("清单公开", 10, "party", 30), ("前 5 台交付", 60, "unit", 70)),
    opened=-6,
    due=110,
    functions=("service",),
    clauses=("5.2a", "2.3"),
)
OPEN_LAB = Plan(
    title="智能制造实训台周末开放",
    type="general",
    points=(
        "支部排党员值守，系里出设备和教案。",
        "先开两台，够三个班轮一遍。",
        "周末机时由 0 小时到 64 小时。",
    ),
    goals=(("周末机时达到 64 小时", "周末机时", "小时", "0", "64"),),
    milestones=(("值守名单定下", -50, "party", 40), ("两台设备可用", -20, "unit", 60)),
    tasks=(("编值守表", -52, "party", "组织委员"), ("写安全说明", -40, "unit", "教学秘书")),
    opened=-80,
    due=12,
    functions=("teaching",),
    clauses=("4.1a", "1.2"),
)
SAFETY = Plan(
    title="机械新生实验安全课",
    type="general",
    points=(
        "研究生党员一人带一个班，安全课放在第一次实验前。",
        "先讲三件最容易出事的：衣袖、夹具、断电。",
        "新生实验违规由 23 次降到 5 次。",
    ),
    goals=(("违规降到 5 次", "违规次数", "次", "23", "5"),),
    milestones=(("讲课人定下", -12, "party", 40), ("12 个班上完课", 16, "both", 60)),
    tasks=(("排实验室值日表", 5, "party", "明小满"), ("开放三间实验室", 7, "unit", "陶亦舟")),
    opened=-30,
    due=40,
    functions=("teaching",),
    orientations=("people",),
    clauses=("4.1a", "4.2a"),
)
INSTRUMENTS = Plan(
    title="大型仪器周末对外开放",
    type="service-list",
    points=(
        "校党委定开放清单，管理部门排机时，党员技术员轮值。",
        "先开地方企业问得最多的 9 台。",
        "9 台仪器周末对外，企业不用跑省城。",
    ),
    goals=(("对外开放 9 台", "开放台数", "台", "0", "9"),),
    milestones=(("清单公开", 20, "party", 40), ("第一批预约", 45, "both", 60)),
    opened=-7,
    due=120,
    functions=("service",),
    clauses=("5.2a", "2.3"),
)
LESSONS = Plan(
    title="给三所乡镇中学送实验课",
    type="service-list",
    points=(
        "校党委联系三所中学，后勤排车，党员教师带课。",
        "先送物理和化学各两节。",
        "三所中学 400 名学生做一次完整的实验。",
    ),
    goals=(("做过实验的学生达到 400 人", "做实验的学生", "人", "0", "400"),),
    milestones=(("课表定下", 12, "party", 50), ("第一所上完", 40, "both", 50)),
    opened=-5,
    due=90,
    functions=("teaching", "service"),
    clauses=("5.2a", "2.3"),
)


def _half_agreed(script: Script, plan: Plan) -> None:
    """A plan that the professional side has agreed to."""
    script.planned(plan, by="unit")
    script.agree("unit", -2, 16)


def _calibration(script: Script) -> None:
    script.under_way(CALIBRATION)
    script.finished("排周末值班", -24)
    text = "支委会把低温箱排成两班，机械设计的党员让出周六上午。"
    script.confirmed(script.note("party", -24, text, "低温箱排班", changed="resource"), -23)
    script.accepted("低温箱排班", -21, {"party"})
    back = script.note("unit", -6, "标定做了一部分。", "标定数据齐全", "姜一舟")
    script.returned(back, -5, "没有写哪一档、做了几轮。")
    text = "两名党员连守三晚，找出探头结霜的原因，改在箱外预冷。"
    script.note("party", -2, text, "标定数据齐全", changed="result")
    script.reckon()


def _young(script: Script) -> None:
    script.under_way(YOUNG)
    text = "党委会定下 14 对结对名单，原定自愿报名改为排表。"
    script.confirmed(script.note("party", -33, text, "结对名单公示", changed="decision"), -32)
    script.accepted("结对名单公示", -31, {"party"})
    text = "第一批 5 人从红松农场回来，《农业机械学》讲了一课收获机堵塞。"
    script.note("unit", -3, text, "第一批回来讲一课", "陶亦舟")
    script.reckon()


def _open_lab(script: Script) -> None:
    script.under_way(OPEN_LAB)
    script.finished("编值守表", -53)
    script.finished("写安全说明", -41)
    text = "支部定下 11 名党员轮值，每人每月两个半天。"
    script.confirmed(script.note("party", -54, text, "值守名单定下", changed="person"), -53)
    script.accepted("值守名单定下", -52, {"party"})
    script.confirmed(script.note("unit", -30, "两台实训台检修完，安全说明贴在机旁。", "两台设备可用"), -29)
    done = script.chronicle.note(
        script.matter,
        actor=script.teacher("unit"),
        at=script.at(-23, 17),
        text="两台实训台周末开了四次，累计机时 66 小时，三个班轮了一遍。",
        side="unit",
        kind="outcome",
        milestone=script.milestones["两台设备可用"],
        goal=script.goals[0],
        value=Decimal(66),
    )
    script.confirmed(done, -22)
    script.accepted("两台设备可用", -21, {"unit"}, by="unit")
    script.reckon()
    script.chronicle.call_inspection(script.matter, actor=script.posts["party"], at=script.at(-3, 11))


def _safety(script: Script) -> None:
    script.under_way(SAFETY)
    text = "12 名研究生党员各领一个班，讲稿支部大会上先过一遍。"
    script.confirmed(script.note("party", -15, text, "讲课人定下", changed="person"), -14)
    script.accepted("讲课人定下", -13, {"party"})
    script.note("party", -2, "前 4 个班上完，收回 118 张问题条。", "12 个班上完课")
    script.reckon()


HERE: dict[str, tuple[Plan, Callable[[Script], None]]] = {
    "calibration": (CALIBRATION, _calibration),
    "young": (YOUNG, _young),
    "repair": (REPAIR, partial(_half_agreed, plan=REPAIR)),
    "open lab": (OPEN_LAB, _open_lab),
    "safety": (SAFETY, _safety),
    "instruments": (INSTRUMENTS, partial(_half_agreed, plan=INSTRUMENTS)),
}
THERE = (LESSONS, partial(_half_agreed, plan=LESSONS))
