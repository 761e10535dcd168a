"""What a new version would change, in words that a secretary reads before anything is decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.policy.queries.changes import words_of
from jingwei.foundation.policy.queries.work import Touched, Work, touched_by
from jingwei.foundation.policy.rules import FIELDS, asked
from jingwei.kernel.packs.lineage import Change, Difference
from jingwei.kernel.packs.pack import Pack

KINDS: Mapping[str, Any] = {
    "added": _l("新增"),
    "reworded": _l("改了说法"),
    "changed": _l("改了要求"),
    "moved": _l("换了地方"),
    "split": _l("拆开"),
    "merged": _l("并到一处"),
    "repealed": _l("废止"),
}
NOUNS: Mapping[str, Any] = {
    "clause": _l("条款"),
    "obligation": _l("要求"),
    "indicator": _l("指标"),
    "matter-type": _l("事项类型"),
    "role": _l("职务"),
}
CYCLES = {"once": _l("一次"), "year": _l("每年"), "quarter": _l("每季度"), "month": _l("每月")}
STRENGTHS = {"block": _l("做不到就停"), "warn": _l("做不到提醒"), "inform": _l("只作参考")}


def plan_of(versions: Sequence[Pack], changes: Sequence[Change], work: Mapping[str, Work]) -> Iterator[str]:
    """The plan, line by line: a summary, then each change with what it touches."""
    old, new = versions[0], versions[-1]
    yield _("{name}：第 {old} 版 → 第 {new} 版，{day} 起施行").format(
        name=new.about.label.here(), old=old.version, new=new.version, day=new.about.effective_from
    )
    counts = Counter[str](change.kind for change in changes)
    if not changes:
        yield _("没有变化。")
        return
    yield _("，").join(f"{KINDS[kind]} {counts[kind]}" for kind in KINDS if counts[kind])
    for change in changes:
        yield ""
        yield from _change(change, old, work)
    waiting = sum(asked(change) for change in changes)
    yield ""
    yield _("采用以后有 {number} 处要定。办过的、签过的都不动，什么也不删。").format(number=waiting)


def _change(change: Change, former: Pack, work: Mapping[str, Work]) -> Iterator[str]:
    heirs = _("、").join(heir.id for heir in change.heirs if heir.id != change.id)
    arrow = f" → {heirs}" if heirs else ""
    yield f"{NOUNS[change.noun]} {change.id} {KINDS[change.kind]}{arrow}"
    if change.noun in ("clause", "obligation"):
        if change.old is not None:
            yield _("  原来：{words}").format(words=words_of(change.old))
        for heir in change.heirs:
            if len(change.heirs) > 1:
                yield _("  现在 {id}：{words}").format(id=heir.id, words=words_of(heir))
            elif change.old is None or words_of(heir) != words_of(change.old):
                yield _("  现在：{words}").format(words=words_of(heir))
    for difference in change.differences:
        if difference.field not in ("summary", "text"):
            yield f"  {said(difference)}"
    if asked(change) and (line := touching(touched_by(change, former, work))):
        yield _("  牵涉：{what}").format(what=line)


def said(difference: Difference) -> str:
    """One field that differs: its name, the old value and the new one."""
    name = str(FIELDS.get(difference.field, difference.field))
    return (
        f"{name}：{value_of(difference.field, difference.old)} → {value_of(difference.field, difference.new)}"
    )


def value_of(field: str, value: Any) -> str:
    """A value of a field as people read it."""
    if field == "count":
        return _("至少 {number} 次").format(number=value["at_least"]) if value else _("不计数")
    if field == "cycle":
        return str(CYCLES[value])
    if field == "strength":
        return str(STRENGTHS[value])
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, list):
        return _("、").join(map(str, value)) or "–"
    if isinstance(value, dict):
        return str(value.get("zh") or " ".join(map(str, value.values())))
    return str(value) if value is not None else "–"


def touching(touched: Touched) -> str:
    """What a change touches, in one line; empty where nothing."""
    parts = []
    if touched.work.in_hand or touched.work.closed:
        parts.append(
            _("在办 {open} 件，今年办结 {closed} 件").format(
                open=touched.work.in_hand, closed=touched.work.closed
            )
        )
    if touched.work.confirmed:
        parts.append(_("今年得到认可 {number} 条").format(number=touched.work.confirmed))
    for label, named in (
        (_("要求"), [each.text.here() for each in touched.obligations]),
        (_("指标"), [each.label.here() for each in touched.indicators]),
        (_("事项类型"), [each.label.here() for each in touched.matter_types]),
    ):
        if named:
            parts.append(f"{label}{_('：')}{_('、').join(named)}")
    return _("；").join(parts)
