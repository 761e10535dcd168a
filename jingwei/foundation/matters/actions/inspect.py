"""The verbs of 同检查: an outsider looks, judges the goals, opens and closes corrections; then the matter ends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.matters import events, rules
from jingwei.foundation.matters.actions.memory import advanced, plain, remember
from jingwei.foundation.matters.flow import CONFIRMED, CORRECTION, IMPLEMENTING, INSPECTING, MATTER, OPEN
from jingwei.foundation.matters.models import SIDES, Correction, Deed, Goal, Inspection, Matter
from jingwei.foundation.policy.queries import norms_of
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import punctual
from jingwei.kernel.errors import Invalid, NotFound
from jingwei.kernel.posts import post_kept
from jingwei.kernel.said import said

LONGEST_FINDING, LONGEST_REASON = 1000, 200


@action(
    "matters.inspect",
    label=_l("写检查结论"),
    rule=rules.owns_neither_strand,
    flow=MATTER,
    gate=rules.verdict_gate,
)
def inspect_matter(
    matter: Matter,
    *,
    actor: Actor,
    finding: str,
    verdict: str,
    label_only: bool | None = None,
    label_reason: str = "",
) -> Matter:
    """Write what was found, pass the matter or send it back, and confirm whether it is a label only."""
    inspection = Inspection.objects.get(matter=matter, held_on=None)
    proposed = rules.label_reading(matter)
    inspection.verdict = _verdict(matter, verdict)
    inspection.label_only = bool(proposed) if label_only is None else label_only
    inspection.label_reason = _label_reason(proposed is not None, inspection.label_only, label_reason)
    inspection.finding = said("finding", finding, LONGEST_FINDING)
    inspection.held_on = clock.today()
    inspection.inspector_id, inspection.inspector_name = actor.person_id, actor.name
    inspection.inspector_post = post_kept(actor)
    inspection.organisation_id = actor.post.organisation_id if actor.post else None
    inspection.save()
    matter.reading = Matter.Reading.LABEL if inspection.label_only else Matter.Reading.REAL
    passed = inspection.verdict == Inspection.Verdict.PASSED
    advanced(matter, MATTER.advance(matter.state, "inspect", to=INSPECTING if passed else IMPLEMENTING))
    event = events.MatterInspected(
        finding=inspection.finding,
        verdict=inspection.verdict,
        proposed=str(proposed.message) if proposed else "",
        label_reason=inspection.label_reason,
    )
    remember(event, matter, actor, result=matter.reading, clauses=("4.0",))
    return matter


def _verdict(matter: Matter, verdict: str) -> str:
    if verdict not in Inspection.Verdict.values:
        raise Invalid.field("verdict", _("请选通过或需要校准。"))
    sends_back = verdict == Inspection.Verdict.CORRECTIONS
    if sends_back and not Correction.objects.filter(matter=matter, state=OPEN).exists():
        raise Invalid.field("verdict", _("要退回校准，先开一项校准：哪里偏了，哪天前改好。"))
    return verdict


def _label_reason(proposed: bool, decided: bool, reason: str) -> str:
    """The inspector may see it otherwise than the records do, and then says why."""
    if decided != proposed and not reason.strip():
        raise Invalid.field("label_reason", _("你的看法和记录推出的不一样，请写一句理由。"))
    return said("label_reason", reason, LONGEST_REASON) if reason.strip() else ""


@action("matters.judge_goal", label=_l("评定目标"), rule=rules.owns_neither_strand, within=MATTER)
def judge_goal(
    goal: Goal, *, actor: Actor, figure: Decimal, reached: bool | None = None, reason: str = ""
) -> Goal:
    """Hold a goal against the figure reached; who judges otherwise than the figure says why."""
    by_figure = goal.reached_by(figure)
    decided = by_figure if reached is None else reached
    if decided != by_figure and not reason.strip():
        raise Invalid.field("reason", _("评定和数字对不上，请写一句理由。"))
    goal.current, goal.reached = figure, decided
    goal.save(update_fields=["current", "reached"])
    event = events.GoalJudged(
        text=goal.text,
        figure=plain(figure),
        target=plain(goal.target),
        unit_word=goal.unit_word,
        reason=said("reason", reason, LONGEST_REASON) if reason.strip() else "",
    )
    tags = (f"reading:{goal.matter.reading}",) if goal.matter.reading else ()
    remember(event, goal.matter, actor, part=goal, result="reached" if decided else "missed", tags=tags)
    return goal


@action("matters.raise_correction", label=_l("开校准"), flow=MATTER)
def raise_correction(
    matter: Matter, *, actor: Actor, what: str, clause: str, due: date, owner: str
) -> Correction:
    """Open a correction of a deviation: what, against which clause, by when, on which side (2.2)."""
    if owner not in SIDES:
        raise Invalid.field("owner", _("请选党建侧或业务侧。"))
    if clause not in (*norms_of(matter.university).clauses, *matter.clause_ids):
        raise Invalid.field("clause", _("没有“{value}”这一项。").format(value=clause))
    if due < clock.today():
        raise Invalid.field("due", _("校准的日期不能早于今天。"))
    correction = Correction.objects.create(
        matter=matter,
        what=said("what", what, LONGEST_REASON),
        clause=clause,
        due=due,
        side=owner,
        raised_on=clock.today(),
        raised_name=actor.name,
    )
    event = events.CorrectionRaised(what=correction.what, due=str(due))
    remember(event, matter, actor, part=correction, side=owner, clauses=("2.2", clause))
    return correction


@action(
    "matters.close_correction",
    label=_l("办结校准"),
    rule=rules.owns_neither_strand,
    within=MATTER,
    flow=CORRECTION,
)
def close_correction(correction: Correction, *, actor: Actor, deed: Deed) -> Correction:
    """Close a correction on a confirmed note as evidence."""
    if deed.matter_id != correction.matter_id:
        raise NotFound
    fresh = Deed.objects.get(pk=deed.pk)
    if fresh.state != CONFIRMED or fresh.on < correction.raised_on:
        raise Invalid.field("deed", _("凭据要是开校准以后、已经得到认可的一笔。"))
    correction.state = CORRECTION.advance(correction.state, "close_correction")
    correction.closed_on, correction.closing_deed = clock.today(), fresh
    correction.save(update_fields=["state", "closed_on", "closing_deed"])
    event = events.CorrectionClosed(
        what=correction.what, due=str(correction.due), deed=fresh.text, deed_id=fresh.pk
    )
    remember(
        event,
        correction.matter,
        actor,
        part=correction,
        side=correction.side,
        result=punctual(correction.closed_on, correction.due),
        clauses=("2.2", correction.clause),
    )
    return correction


@action("matters.close", label=_l("办结事项"), flow=MATTER, gate=rules.closing_gate)
def close_matter(matter: Matter, *, actor: Actor) -> Matter:
    """End a matter that was inspected and passed."""
    matter.ended_on = clock.today()
    advanced(matter, MATTER.advance(matter.state, "close"))
    remember(events.MatterClosed(), matter, actor, result=matter.reading)
    return matter
