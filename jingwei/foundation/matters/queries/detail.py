"""One matter as a whole: all its parts in a fixed number of questions, and how far its stages are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.matters.flow import (
    ACCEPTED,
    CLOSED,
    DEPLOYING,
    IMPLEMENTING,
    INSPECTING,
    PLANNING,
    WITHDRAWN,
)
from jingwei.foundation.matters.models import (
    BOTH,
    PARTY,
    UNIT,
    Agreement,
    Correction,
    Deed,
    Goal,
    Inspection,
    Matter,
    Milestone,
    Task,
)
from jingwei.foundation.matters.queries.knots import Knot, counted, knots_of
from jingwei.foundation.matters.queries.seeing import reads_label
from jingwei.foundation.matters.rules import label_reading, missing_for, sides_of
from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor
from jingwei.kernel.prepared import Prepared, hold
from jingwei.ui.braid import BraidPoint, day


@dataclass(frozen=True)
class Whole:
    """A matter with its parts. `missing` is what the next stage lacks; `reading` why it is 贴牌, if that is told."""

    matter: Matter
    goals: tuple[Goal, ...]
    milestones: tuple[Milestone, ...]
    tasks: tuple[Task, ...]
    deeds: tuple[Deed, ...]
    agreements: tuple[Agreement, ...]
    inspections: tuple[Inspection, ...]
    corrections: tuple[Correction, ...]
    knots: tuple[Knot, ...]
    points: tuple[BraidPoint, ...]
    rows: str
    sides: tuple[str, ...]
    missing: str
    next_step: str
    reading: Reason | None


_PARTS: dict[str, Prepared[Any]] = {
    name: Prepared(parts, narrow=True)
    for name, parts in {
        "goals": lambda matter: Goal.objects.filter(matter=matter),
        "milestones": lambda matter: Milestone.objects.filter(matter=matter),
        "tasks": lambda matter: Task.objects.filter(matter=matter).select_related("person"),
        "deeds": lambda matter: Deed.objects.filter(matter=matter),
        "agreements": lambda matter: Agreement.objects.filter(matter=matter),
        "inspections": lambda matter: Inspection.objects.filter(matter=matter),
        "corrections": lambda matter: Correction.objects.filter(matter=matter),
    }.items()
}


def whole(actor: Actor, matter: Matter) -> Whole:
    """The matter the actor has found, with all its parts, in seven questions."""
    for name, parts in _PARTS.items():
        hold(matter, name, parts(matter.pk))
    _tie(matter)
    milestones = tuple(matter.milestones.all())
    begun = matter.state in (IMPLEMENTING, INSPECTING, CLOSED)
    missing = missing_for(matter) or ""
    return Whole(
        matter=matter,
        goals=tuple(matter.goals.all()),
        milestones=milestones,
        tasks=tuple(matter.tasks.all()),
        deeds=tuple(matter.deeds.all()),
        agreements=tuple(matter.agreements.all()),
        inspections=tuple(matter.inspections.all()),
        corrections=tuple(matter.corrections.all()),
        knots=tuple(_knots(matter)),
        points=tuple(_points(matter)),
        rows="".join(milestone.loom_row for milestone in milestones),
        sides=sides_of(actor, matter, "matters.note"),
        missing=missing,
        next_step=_next_step(matter, missing),
        reading=label_reading(matter) if begun and reads_label(actor, matter) else None,
    )


def _tie(matter: Matter) -> None:
    """Let tasks and notes know their milestone and goal, which are at hand."""
    goals = {goal.pk: goal for goal in matter.goals.all()}
    milestones = {milestone.pk: milestone for milestone in matter.milestones.all()}
    for task in matter.tasks.all():
        task.milestone = milestones.get(task.milestone_id or 0)
    for deed in matter.deeds.all():
        deed.milestone, deed.goal = milestones.get(deed.milestone_id or 0), goals.get(deed.goal_id or 0)


def _knots(matter: Matter) -> Iterator[Knot]:
    agreed = {(a.stage, a.side) for a in matter.agreements.all()}
    for knot in knots_of(matter.state, agreed, counted(matter.milestones.all())):
        yield replace(knot, on=_passed_on(matter, knot.stage), words=_said(matter, knot.stage))


def _passed_on(matter: Matter, stage: str) -> date | None:
    if stage in (PLANNING, DEPLOYING):
        days = [_day(a.at) for a in matter.agreements.all() if a.stage == stage]
        return max(days) if len(days) == 2 else None
    if stage == IMPLEMENTING:
        called = [i.called_on for i in matter.inspections.all()]
        return max(called) if called else None
    return matter.ended_on if matter.state == CLOSED else None


def _day(moment: datetime) -> date:
    return moment.astimezone(clock.ZONE).date()


def _said(matter: Matter, stage: str) -> str:
    if stage != IMPLEMENTING or not matter.milestones.all():
        return ""
    done = counted(matter.milestones.all())
    (a, b), (c, d) = done[PARTY], done[UNIT]
    return _("经 {a}/{b}　纬 {c}/{d}").format(a=a, b=b, c=c, d=d)


def _points(matter: Matter) -> Iterator[BraidPoint]:
    """Milestones on the day they were met or are due, and the stages both sides passed together."""
    for knot in _knots(matter):
        if knot.on and knot.stage != IMPLEMENTING:
            yield BraidPoint(knot.on, knot.label, BOTH, True)
    for milestone in matter.milestones.all():
        done = milestone.state == ACCEPTED
        on = milestone.accepted_on or milestone.due
        yield BraidPoint(
            on, milestone.title, milestone.proved or milestone.side, done, f"#milestone-{milestone.pk}"
        )


def _said_day(when: date | None) -> str:
    return day(when) if when else ""


def _next_step(matter: Matter, missing: str) -> str:
    """What happens next, in one sentence."""
    if matter.state == CLOSED:
        return _("{date} 办结。").format(date=_said_day(matter.ended_on))
    if matter.state == WITHDRAWN:
        return _("{date} 撤回。").format(date=_said_day(matter.ended_on))
    if matter.state == INSPECTING and any(i.held_on is None for i in matter.inspections.all()):
        return _("等两边都不沾的人来检查。")
    if missing:
        return missing
    return _("可以办结了。") if matter.state == INSPECTING else _("可以请人来检查了。")
