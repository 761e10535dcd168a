"""The matter that the secretary and the dean of the demo share: 春耕智能农机驻点服务与田间试验."""

from __future__ import annotations

from decimal import Decimal

from jingwei.shell.demo.showcase.script import Plan, Script

PLAN = Plan(
    title="春耕智能农机驻点服务与田间试验",
    type="general",
    points=(
        "党员突击队编进播种监测样机攻关组，主题党日开在试验田。",
        "抓住下地前的三个月，先解决低温下的漏播误报，农机手会用了再交。",
        "漏播率由 6.2% 降到 3% 以下，两个合作社 4200 亩用上。",
    ),
    goals=(
        ("漏播率降到 3%", "漏播率", "%", "6.2", "3"),
        ("合作社用上 4200 亩", "使用面积", "亩", "300", "4200"),
    ),
    milestones=(
        ("党员岗位公示", -38, "party", 10),
        ("台架试验方案", -34, "unit", 10),
        ("突击队随样机下田", -20, "both", 20),
        ("三号地块数据", -6, "unit", 15),
        ("农机手培训", 3, "both", 15),
        ("先锋岗中期讲评", 18, "party", 10),
        ("合作社验收", 40, "both", 20),
    ),
    tasks=(
        ("带突击队跟车，每天交一张记录表", 4, "party", "喻清川"),
        ("联系向阳村、红松农场两处党支部", 10, "party", "贺知远"),
        ("汇总三块地的数据", 5, "unit", "陶亦舟"),
        ("装车前检查电缆接头", -22, "unit", "实验室值班岗"),
    ),
    opened=-62,
    guarantees=("organisation", "thought"),
)


def spring(script: Script) -> None:
    """Two strands in the middle of their work: five notes wait, one came back, one milestone is late."""
    script.under_way(PLAN)
    note, confirmed, chronicle = script.note, script.confirmed, script.chronicle
    text = "公示 5 个党员责任岗，预备党员、在读博士担任监测算法组组长。"
    confirmed(note("party", -41, text, "党员岗位公示", changed="person"), -40)
    script.accepted("党员岗位公示", -39, {"party"})
    text = "台架试验方案定稿，低温 −5℃、−10℃ 两档各做 3 轮。"
    confirmed(note("unit", -36, text, "台架试验方案", "陶亦舟"), -35)
    script.accepted("台架试验方案", -35, {"unit"}, by="unit")
    script.finished("装车前检查电缆接头", -23)
    text = "到向阳村和村党支部碰头，他们提了三条使用意见，支委会定下两条列入样机修改。"
    confirmed(note("party", -26, text, "突击队随样机下田", "喻清川", changed="decision"), -25)
    text = "台架试验 3 轮，漏播率由 6.2% 降到 3.8%，报告已存档。"
    outcome = note(
        "unit",
        -22,
        text,
        "突击队随样机下田",
        "陶亦舟",
        kind="outcome",
        goal=script.goals[0],
        value=Decimal("3.8"),
    )
    confirmed(outcome, -21)
    text = "突击队 5 人分守 5 个监测点，发现电缆接头进水，当场改了走线，样机没有停。"
    confirmed(note("party", -21, text, "突击队随样机下田", changed="result"), -20)
    script.accepted("突击队随样机下田", -20, {"party", "unit"}, by="unit")
    chronicle.raise_correction(
        script.matter,
        actor=script.crowd.inspectors["D0100"][0],
        at=script.at(-15, 15),
        what="两侧碰头会停了 2 次，恢复每周一次并留记录",
        clause="4.1b",
        due=script.day(6),
        owner="party",
    )
    back = note("party", -12, "照片 3 张。", "农机手培训", "喻清川")
    script.returned(back, -11, "请补一句做了什么、解决了什么。只有照片不计入。")
    note("unit", -8, "三号地块离水渠近，先测二号地块，取到 12 亩数据。", "三号地块数据", "陶亦舟")
    text = "和红松农场说好，农机手培训用他们的库房和两台拖拉机，不收费。"
    note("party", -5, text, "农机手培训", changed="resource")
    note(
        "party", -3, "一号地块试播 12 亩，主题党日同一天开在地头，8 名党员分段记数。", "农机手培训", "贺知远"
    )
    note("unit", -2, "试播顺序改为三号、二号，车辆保障已排进学院用车表。", "三号地块数据", "陶亦舟")
    text = "支委会把培训从周三改到周日，农机手不误工，报名由 9 人增到 21 人。"
    note("party", -1, text, "农机手培训", changed="decision")
    script.reckon()
