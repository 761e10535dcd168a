"""The gates of the four stages (4.1a): each says in one sentence what is still missing, or nothing.

They read the parts through the matter, so a page that has them at hand asks no further question.
"""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.matters.flow import (
    ACCEPTED,
    CLOSED,
    CONFIRMED,
    DEPLOYING,
    IMPLEMENTING,
    INSPECTING,
    OPEN,
    PLANNING,
    UNDER_WAY,
)
from jingwei.foundation.matters.models import (
    BOTH,
    PARTY,
    SIDES,
    UNIT,
    Correction,
    Deed,
    Inspection,
    Matter,
    Milestone,
)
from jingwei.foundation.matters.rules.reckoning import ANSWER
from jingwei.kernel.actions import Reason

WHOLE = 100
TOGETHER = "4.1a"


def plan_gate(matter: Matter) -> Reason | None:
    """A plan can be agreed: three points, clause, function, guarantee, a goal, milestones of both sides that make 100."""
    for field, word in (("combine", _("结合点")), ("effort", _("着力点")), ("contribute", _("贡献点"))):
        if not getattr(matter, field):
            return Reason(_("还没有写{point}。").format(point=word), "2.3")
    for field, missing, clause in (
        ("functions", _("还没有选它服务于哪项职能。"), "1.2"),
        ("guarantees", _("还没有选它靠哪种保证。"), "1.2"),
        ("clauses", _("还没有选它落实哪一条。"), "2.2"),
    ):
        if not getattr(matter, field):
            return Reason(missing, clause)
    if not matter.goals.all():
        return Reason(_("还没有目标，至少写一个数得出来的。"), "4.1b")
    return _milestones_missing(list(matter.milestones.all()))


def _milestones_missing(milestones: Collection[Milestone]) -> Reason | None:
    owners = {milestone.side for milestone in milestones}
    for side, missing in ((PARTY, _("党建侧还没有节点。")), (UNIT, _("业务侧还没有节点。"))):
        if side not in owners and BOTH not in owners:
            return Reason(missing, TOGETHER)
    total = sum(milestone.weight for milestone in milestones)
    if total < WHOLE:
        return Reason(
            _("节点权重合计 {total}，还差 {rest}。").format(total=total, rest=WHOLE - total), "4.1b"
        )
    if total > WHOLE:
        return Reason(
            _("节点权重合计 {total}，多了 {rest}。").format(total=total, rest=total - WHOLE), "4.1b"
        )
    return None


def deployment_gate(matter: Matter) -> Reason | None:
    """A deployment can be agreed: each side has a task in somebody's hands."""
    sides = {task.side for task in matter.tasks.all()}
    for side, missing in ((PARTY, _("党建侧还没有分到人的任务。")), (UNIT, _("业务侧还没有分到人的任务。"))):
        if side not in sides:
            return Reason(missing, TOGETHER)
    return None


def milestone_gate(milestone: Milestone) -> Reason | None:
    """A milestone can be accepted: each of its sides has a confirmed note on it."""
    bound = [deed for deed in milestone.matter.deeds.all() if deed.milestone_id == milestone.pk]
    confirmed = {deed.side for deed in bound if deed.state == CONFIRMED}
    wanted = SIDES if milestone.side == BOTH else (milestone.side,)
    for side, missing in (
        (PARTY, _("党建侧在这个节点上还没有得到认可的一笔。")),
        (UNIT, _("业务侧在这个节点上还没有得到认可的一笔。")),
    ):
        if side in wanted and side not in confirmed:
            return Reason(missing, TOGETHER)
    return None


def inspection_gate(matter: Matter) -> Reason | None:
    """An inspection can be called: all milestones accepted, a professional outcome confirmed by its own side."""
    open_ones = [m for m in matter.milestones.all() if m.state != ACCEPTED]
    if open_ones:
        missing = _("还有 {count} 个节点没有认可，下一个是“{title}”。")
        return Reason(missing.format(count=len(open_ones), title=open_ones[0].title), TOGETHER)
    if not any(_is_outcome(deed) for deed in matter.deeds.all()):
        return Reason(_("业务侧还没有一条自己认可的结果。"), "1.4")
    return None


def _is_outcome(deed: Deed) -> bool:
    return (deed.side, deed.kind, deed.state) == (UNIT, Deed.Kind.OUTCOME, CONFIRMED)


def verdict_gate(matter: Matter) -> Reason | None:
    """A finding can be written: an inspection was called and is not yet held."""
    if all(inspection.held_on for inspection in matter.inspections.all()):
        return Reason(_("这次检查已经写过结论。"), TOGETHER)
    return None


def closing_gate(matter: Matter) -> Reason | None:
    """A matter can be closed: inspected and passed, every goal judged, no correction open."""
    held = [i for i in matter.inspections.all() if i.held_on]
    if not held or held[-1].verdict != Inspection.Verdict.PASSED:
        return Reason(_("检查还没有通过。"), TOGETHER)
    unjudged = [goal for goal in matter.goals.all() if goal.reached is None]
    if unjudged:
        missing = _("还有 {count} 个目标没有评定，下一个是“{goal}”。")
        return Reason(missing.format(count=len(unjudged), goal=unjudged[0].text), "1.1")
    corrections = [c for c in matter.corrections.all() if c.state == OPEN]
    if corrections:
        missing = _("还有 {count} 项校准没有办结。")
        return Reason(missing.format(count=len(corrections)), "2.2")
    return None


def reckoning_gate(part: Milestone | Correction) -> Reason | None:
    """A milestone or correction can be counted: its date has passed, it was not counted, its matter is alive."""
    if part.reckoned:
        return Reason(_("已经结算过。"))
    if part.due >= clock.today():
        return Reason(_("还没有到期。"))
    if isinstance(part, Milestone) and part.due + ANSWER >= clock.today():
        return Reason(_("到期两周以后才结算，好让对方来得及答复。"))
    if part.matter.state not in (*UNDER_WAY, CLOSED):
        return Reason(_("事项还在谋划或已撤回，不结算。"))
    return None


def missing_for(matter: Matter) -> str | None:
    """What is missing for the next stage, in one sentence; None where nothing is, or where the matter has ended."""
    gate = {
        PLANNING: plan_gate,
        DEPLOYING: deployment_gate,
        IMPLEMENTING: inspection_gate,
        INSPECTING: closing_gate,
    }.get(matter.state)
    if gate is None:
        return None
    if missing := gate(matter):
        return str(missing.message)
    return _agreement_missing(matter) if matter.state in (PLANNING, DEPLOYING) else None


def _agreement_missing(matter: Matter) -> str:
    agreed = {a.side for a in matter.agreements.all() if a.stage == matter.state}
    if not agreed:
        return _("两侧都还没有同意。")
    return _("党建侧还没有同意。") if UNIT in agreed else _("业务侧还没有同意。")
