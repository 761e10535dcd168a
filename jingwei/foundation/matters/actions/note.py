"""The verbs of 记一笔: one sentence says what happened, and the side that benefits answers it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from jingwei.adapters import clock
from jingwei.foundation.matters import events, rules
from jingwei.foundation.matters.actions.memory import deed_tags, plain, remember
from jingwei.foundation.matters.flow import DEED, MATTER, PLANNED
from jingwei.foundation.matters.models import BOTH, PARTY, Deed, Goal, Matter, Milestone, Task
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, NotFound
from jingwei.kernel.posts import post_kept
from jingwei.kernel.said import said

LONGEST_TEXT, LONGEST_REASON = 300, 200


@action("matters.note", label=_l("记一笔"), flow=MATTER)
def note_deed(
    matter: Matter,
    *,
    actor: Actor,
    text: str,
    on: date | None = None,
    side: str = "",
    kind: str = "",
    milestone: Milestone | None = None,
    task: Task | None = None,
    changed: str = "",
    goal: Goal | None = None,
    value: Decimal | None = None,
) -> Deed:
    """Note in one sentence what happened; what is left out is guessed."""
    mine = rules.side_of(actor, matter, "matters.note", side)
    for part in (milestone, task, goal):
        if part is not None and part.matter_id != matter.pk:
            raise NotFound
    text = said("text", text, LONGEST_TEXT)
    kind = kind or (Deed.Kind.OUTCOME if goal or rules.reads_as_outcome(text) else Deed.Kind.DEED)
    milestone = milestone or (task.milestone if task else None) or _next_milestone(matter, mine)
    deed = Deed(
        matter=matter,
        milestone=milestone,
        task=task,
        side=mine,
        kind=_one_of(Deed.Kind, "kind", kind),
        text=text,
        on=_happened(matter, on or clock.today()),
        changed=_changed(mine, changed),
        goal=goal,
        value=_figure(goal, value),
        benefits=rules.benefiting_side(mine, kind),
        noted_by_id=actor.person_id,
        noted_name=actor.name,
        noted_post=post_kept(actor),
        noted_at=clock.now(),
    )
    deed.save()
    event = events.DeedNoted(
        text=text,
        on=str(deed.on),
        milestone=milestone.title if milestone else "",
        goal=goal.text if goal else "",
        value=plain(deed.value),
    )
    remember(event, matter, actor, part=deed, side=mine, tags=deed_tags(deed))
    return deed


def _next_milestone(matter: Matter, side: str) -> Milestone | None:
    """The next open milestone that this side has to meet."""
    return Milestone.objects.filter(matter=matter, state=PLANNED, side__in=(side, BOTH)).first()


def _happened(matter: Matter, on: date) -> date:
    if on > clock.today():
        raise Invalid.field("on", _("还没有到的日子不能记。"))
    if on < matter.opened_on:
        raise Invalid.field("on", _("早于这件事发起的日子。"))
    return on


def _one_of(choices: Any, field: str, value: str) -> str:
    if value not in choices.values:
        raise Invalid.field(field, _("没有“{value}”这一项。").format(value=value))
    return value


def _changed(side: str, changed: str) -> str:
    """What the Party side changed; the professional side does not claim it."""
    if not changed:
        return ""
    if side != PARTY:
        raise Invalid.field("changed", _("改变了什么由党建侧来记，业务侧来认可。"))
    return _one_of(Deed.Changed, "changed", changed)


def _figure(goal: Goal | None, value: Decimal | None) -> Decimal | None:
    if value is not None and goal is None:
        raise Invalid.field("goal", _("填了数，请说明是哪个目标的。"))
    return value


@action("matters.amend_deed", label=_l("改这一笔"), rule=rules.noted_it, within=MATTER, flow=DEED)
def amend_deed(
    deed: Deed,
    *,
    actor: Actor,
    text: str | None = None,
    on: date | None = None,
    kind: str | None = None,
    milestone: Milestone | None = None,
    changed: str | None = None,
    goal: Goal | None = None,
    value: Decimal | None = None,
) -> Deed:
    """Put right a note that is not confirmed yet; one that was returned is asked again."""
    for part in (milestone, goal):
        if part is not None and part.matter_id != deed.matter_id:
            raise NotFound
    given: dict[str, Any] = {
        "text": said("text", text, LONGEST_TEXT) if text is not None else None,
        "on": _happened(deed.matter, on) if on else None,
        "kind": _one_of(Deed.Kind, "kind", kind) if kind else None,
        "milestone": milestone,
        "changed": _changed(deed.side, changed) if changed is not None else None,
        "goal": goal,
        "value": _figure(goal or deed.goal, value),
    }
    new = {k: v for k, v in given.items() if v is not None and getattr(deed, k) != v}
    if not new:
        raise Invalid.field("text", _("没有改动。"))
    old = {k: getattr(deed, k) for k in new}
    for field, content in new.items():
        setattr(deed, field, content)
    deed.benefits = rules.benefiting_side(deed.side, deed.kind)
    deed.state = DEED.advance(deed.state, "amend_deed")
    deed.answered_by_id, deed.answered_at = None, None
    deed.answered_name = deed.answered_post = deed.answer_reason = ""
    deed.version += 1
    deed.save()
    event = events.DeedAmended(text=deed.text, old=_words(old), new=_words(new))
    remember(event, deed.matter, actor, part=deed, side=deed.side, tags=deed_tags(deed))
    return deed


def _words(values: dict[str, Any]) -> dict[str, str]:
    return {k: v.title if isinstance(v, Milestone | Goal) else str(v) for k, v in values.items()}


@action("matters.withdraw_deed", label=_l("撤回这一笔"), rule=rules.noted_it, within=MATTER, flow=DEED)
def withdraw_deed(deed: Deed, *, actor: Actor, reason: str = "") -> Deed:
    """Take back a note that is not confirmed; the ledger keeps that it was there."""
    deed.state = DEED.advance(deed.state, "withdraw_deed")
    deed.version += 1
    deed.save(update_fields=["state", "version"])
    event = events.DeedWithdrawn(text=deed.text, reason=reason)
    remember(event, deed.matter, actor, part=deed, side=deed.side, tags=deed_tags(deed))
    return deed


@action("matters.confirm", label=_l("认可"), rule=rules.answers_for_its_side, within=MATTER, flow=DEED)
def confirm_deed(deed: Deed, *, actor: Actor, remark: str = "") -> Deed:
    """Confirm for the side that benefits; a figure in the note becomes where its goal stands."""
    _answer(deed, actor, "confirm", remark)
    if deed.goal_id and deed.value is not None:
        Goal.objects.filter(pk=deed.goal_id).update(current=deed.value)
    event = events.DeedConfirmed(
        text=deed.text,
        on=str(deed.on),
        remark=deed.answer_reason,
        goal=deed.goal.text if deed.goal else "",
        value=plain(deed.value),
    )
    remember(event, deed.matter, actor, part=deed, side=deed.side, result="confirmed", tags=deed_tags(deed))
    return deed


@action(
    "matters.return",
    label=pgettext_lazy("verb", "退回补充"),
    rule=rules.answers_for_its_side,
    within=MATTER,
    flow=DEED,
)
def return_deed(deed: Deed, *, actor: Actor, reason: str) -> Deed:
    """Ask for more, with one sentence why."""
    _answer(deed, actor, "return", said("reason", reason, LONGEST_REASON))
    event = events.DeedReturned(text=deed.text, reason=deed.answer_reason)
    remember(event, deed.matter, actor, part=deed, side=deed.side, result="returned", tags=deed_tags(deed))
    return deed


def _answer(deed: Deed, actor: Actor, step: str, reason: str) -> None:
    deed.state = DEED.advance(deed.state, step)
    deed.answered_by_id, deed.answered_name = actor.person_id, actor.name
    deed.answered_post, deed.answered_at = post_kept(actor), clock.now()
    deed.answer_reason = said("remark", reason, LONGEST_REASON) if reason.strip() else ""
    deed.version += 1
    deed.save()
