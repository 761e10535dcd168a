"""The gallery: every component in every state on one page, for the eye and for the accessibility check."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET

from jingwei.kernel.access import public
from jingwei.ui.braid import BraidPoint
from jingwei.ui.icons import PATHS

SWATCHES = {
    "paper": _l("纸"),
    "surface": _l("面"),
    "sunk": _l("凹"),
    "ink": _l("墨"),
    "ink-2": _l("次墨"),
    "ink-3": _l("淡墨"),
    "warp": _l("朱砂　经"),
    "weft": _l("靛青　纬"),
    "ok": _l("竹青　核实"),
    "warn": _l("赭石　将到"),
    "late": _l("深赭　超期"),
    "line-2": _l("控件边"),
}

POINTS = (
    BraidPoint(date(2026, 2, 26), "共同立项", "both", True),
    BraidPoint(date(2026, 3, 3), "试验方案", "unit", True),
    BraidPoint(date(2026, 3, 9), "任务岗位下达", "both", True),
    BraidPoint(date(2026, 3, 14), "设岗定责公示", "party", True, "#braid"),
    BraidPoint(date(2026, 3, 19), "样机装配", "unit", True),
    BraidPoint(date(2026, 3, 20), "与向阳村支部结对", "party", True),
    BraidPoint(date(2026, 3, 28), "突击队随样机下田", "both", True, "#braid"),
    BraidPoint(date(2026, 4, 5), "骨干双培养", "party", True),
    BraidPoint(date(2026, 4, 7), "台架标定", "unit", True),
    BraidPoint(date(2026, 4, 12), "一号地块试播", "both", True),
    BraidPoint(date(2026, 4, 17), "三号地块试播", "unit", False),
    BraidPoint(date(2026, 4, 22), "农机手培训", "both", False),
    BraidPoint(date(2026, 4, 29), "先锋岗中期讲评", "party", False),
    BraidPoint(date(2026, 5, 3), "三地块数据", "unit", False),
    BraidPoint(date(2026, 5, 10), "春播收尾", "both", False),
    BraidPoint(date(2026, 5, 15), "课程案例", "unit", False),
    BraidPoint(date(2026, 5, 20), "同检查", "both", False),
    BraidPoint(date(2026, 5, 28), "述职列入", "party", False),
)


DOOR = {"label": _l("签收"), "url": "#door", "asks": True, "refusal": None}
"""A verb as a room offers it, without one behind it."""


class SampleForm(forms.Form):
    """Each kind of field once; bound to nothing it shows each fault once."""

    title = forms.CharField(label=_l("名称"), help_text=_l("一句话，别人一看就懂。"), max_length=60)
    text = forms.CharField(label=_l("说明"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    due = forms.DateField(label=_l("截止"), widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label=_l("类型"), choices=[("a", _l("教学")), ("b", _l("科研"))])
    sides = forms.MultipleChoiceField(
        label=_l("说明了哪一侧"),
        choices=[("party", _l("党建侧")), ("unit", _l("业务侧"))],
        widget=forms.CheckboxSelectMultiple,
    )


@public
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    steps = (
        ("passed", _l("支部研究")),
        ("passed", _l("党委前置")),
        ("here", _l("上会")),
        ("locked", _l("印发")),
    )
    halted = (("passed", _l("支部研究")), ("stopped", _l("核查没结束")), ("locked", _l("上会")))
    context = {
        "swatches": SWATCHES.items(),
        "icons": sorted(PATHS),
        "points": POINTS,
        "bound": (9, 12),
        "loose": (8, 11),
        "today": date(2026, 4, 16),
        "start": date(2026, 2, 22),
        "end": date(2026, 6, 3),
        "door": DOOR,
        "form": SampleForm(),
        "wrong": SampleForm({}, prefix="wrong"),
        "gates": [{"state": state, "label": label} for state, label in steps],
        "halted": [{"state": state, "label": label} for state, label in halted],
        "crumbs": [
            {"label": _l("融合事项"), "url": "#crumbs"},
            {"label": _l("机械学院"), "url": "#crumbs"},
            {"label": "RH-2026-0142"},
        ],
        "views": [
            {"label": _l("全部"), "url": "#all", "current": True},
            {"label": _l("待核实"), "url": "#waiting"},
        ],
        "tabs": [
            {"id": "one", "label": _l("佐证"), "count": 14},
            {"id": "two", "label": _l("讨论"), "count": 2},
        ],
        "answers": [("a", _l("春耕智能农机驻点服务")), ("b", _l("夜灯答疑")), ("c", _l("新建一件"))],
        "filters": [
            {"key": "name", "label": _l("名称")},
            {"key": "kind", "label": _l("类型"), "choices": [("a", _l("教学"))]},
            {"key": "unit", "label": _l("业务单位"), "suggested": True},
        ],
        "facts": [_l("2月26日—5月31日"), _l("院系党组织书记项目")],
    }
    return render(request, "ui/gallery.html", context)
