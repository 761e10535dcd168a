"""The seven papers of meetings and items, and what a school's own template of each may be filled in with."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from jingwei.adapters.papers.placeholders import PaperKind, Placeholder

MET = (
    Placeholder("会议", _l("什么会")),
    Placeholder("组织", _l("哪个组织")),
    Placeholder("时间", _l("时间")),
    Placeholder("地点", _l("地点")),
)
"""What every paper of a meeting knows."""
NUMBER, TOPIC = Placeholder("序号", _l("序号")), Placeholder("题目", _l("题目"))
DAY = Placeholder("日期", _l("落款的日期"))

KINDS = (
    PaperKind(
        "notice",
        _l("会议通知"),
        (
            *MET,
            Placeholder("出席", _l("有表决权的人")),
            Placeholder("列席", _l("列席的人")),
            DAY,
            Placeholder("议题", _l("要议的事"), (NUMBER, TOPIC)),
        ),
    ),
    PaperKind(
        "agenda",
        _l("议程"),
        (
            *MET,
            Placeholder(
                "议题",
                _l("要议的事"),
                (NUMBER, TOPIC, Placeholder("种类", _l("种类")), Placeholder("提出人", _l("谁提的"))),
            ),
        ),
    ),
    PaperKind(
        "sign-in",
        _l("签到表"),
        (
            *MET,
            Placeholder(
                "人员",
                _l("参加的人"),
                (NUMBER, Placeholder("姓名", _l("姓名")), Placeholder("职务", _l("职务"))),
            ),
        ),
    ),
    PaperKind(
        "minutes",
        _l("会议记录"),
        (
            *MET,
            Placeholder("主持", _l("主持")),
            Placeholder("出席", _l("出席")),
            Placeholder("请假", _l("请假")),
            Placeholder("书面意见", _l("委托和书面意见")),
            Placeholder("缺席", _l("缺席")),
            Placeholder("列席", _l("列席")),
            Placeholder("记录人", _l("记录人")),
            Placeholder("审定人", _l("主持人审定")),
            Placeholder("签字人", _l("签字")),
            Placeholder("更正", _l("签字以后的更正")),
            Placeholder("议题", _l("议过的事"), (NUMBER, TOPIC, Placeholder("经过", _l("怎么议的")))),
        ),
    ),
    PaperKind(
        "summary",
        _l("会议纪要"),
        (
            *MET,
            Placeholder("主持", _l("主持")),
            Placeholder("应到", _l("应到人数")),
            Placeholder("实到", _l("实到人数")),
            DAY,
            Placeholder(
                "议题",
                _l("议过的事"),
                (
                    NUMBER,
                    TOPIC,
                    Placeholder("议定", _l("议定了什么")),
                    Placeholder("办理", _l("谁来办，什么时候办成")),
                ),
            ),
        ),
    ),
    PaperKind(
        "resolutions",
        _l("决议"),
        (
            *MET,
            DAY,
            Placeholder(
                "决议",
                _l("通过的决议"),
                (
                    NUMBER,
                    TOPIC,
                    Placeholder("赞成", _l("赞成")),
                    Placeholder("反对", _l("反对")),
                    Placeholder("弃权", _l("弃权")),
                    Placeholder("内容", _l("决议")),
                ),
            ),
        ),
    ),
    PaperKind(
        "sheet",
        _l("议题审批表"),
        (
            Placeholder("议题", _l("议题")),
            Placeholder("组织", _l("哪个组织")),
            Placeholder("种类", _l("种类")),
            Placeholder("稿次", _l("第几稿")),
            Placeholder("路径", _l("怎么走")),
            Placeholder("提出人", _l("谁提的")),
            Placeholder("提出日期", _l("哪天")),
            Placeholder("请示", _l("请会议定什么")),
            Placeholder("材料", _l("材料")),
            Placeholder("同意人", _l("同意上会")),
            Placeholder("紧急上会", _l("紧急上会")),
            Placeholder(
                "会议",
                _l("上过的会"),
                (
                    Placeholder("名称", _l("会议")),
                    Placeholder("日期", _l("哪天")),
                    Placeholder("稿次", _l("第几稿")),
                    Placeholder("结果", _l("结果")),
                ),
            ),
        ),
    ),
)
PAPER_KINDS = {each.id: each for each in KINDS}
"""Each by its name, as the paper is called in its address."""
