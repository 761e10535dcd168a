"""One matter as a whole: all its parts in a fixed number of questions, and how far its stages are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.matters.flow import (
    ACCEPTED,
    CLOSED,
    DEPLOYING,
    IMPLEMENTING,
    INSPECTING,
    MATTER,
    PLANNING,
    STAGES,
    WITHDRAWN,
)
from jingwei.foundation.matters.models import (
    BOTH,
    PARTY,
    SIDES,
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
from jingwei.foundation.matters.queries.seeing import reads_label
from jingwei.foundation.matters.rules import label_reading, missing_for, sides_of
from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor
from jingwei.ui.braid import BraidPoint


@dataclass(frozen=True)
class Knot:
    """One stage: how far each side is (`done`, `doing`, `todo`), when it was passed, and a few words."""

    stage: str
    label: str
    party: str
    unit: str
    on: date | None = None
    words: str = ""


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


def whole(actor: Actor, matter: Matter) -> Whole:
    """The matter the actor has found, with all its parts, in seven questions."""
    prefetch_related_objects(
        [matter],
        "goals",
        "milestones",
        Prefetch("tasks", Task.objects.select_related("person", "milestone")),
        Prefetch("deeds", Deed.objects.select_related("milestone", "goal")),
        "agreements",
        "inspections",
        "corrections",
    )
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


def _reached(matter: Matter) -> int:
    """The stage the matter is in by its place in `STAGES`; one withdrawn stays where it was left."""
    if matter.state == CLOSED:
        return len(STAGES)
    if matter.state != WITHDRAWN:
        return STAGES.index(matter.state)
    agreed = [agreement.stage for agreement in matter.agreements.all()]
    return 2 if agreed.count(DEPLOYING) == 2 else 1 if agreed.count(PLANNING) == 2 else 0


def _knots(matter: Matter) -> Iterator[Knot]:
    reached = _reached(matter)
    for place, stage in enumerate(STAGES):
        if place < reached:
            party = unit = "done"
        elif place > reached or matter.state == WITHDRAWN:
            party = unit = "todo"
        else:
            party, unit = (_at(matter, stage, side) for side in SIDES)
        yield Knot(
            stage, str(MATTER.label(stage)), party, unit, _passed_on(matter, stage), _said(matter, stage)
        )


def _at(matter: Matter, stage: str, side: str) -> str:
    """How far a side is in the stage under way."""
    if stage in (PLANNING, DEPLOYING):
        agreed = any((a.stage, a.side) == (stage, side) for a in matter.agreements.all())
        return "done" if agreed else "doing"
    if stage == IMPLEMENTING:
        done, of_all = _counted(matter, side)
        return "done" if done == of_all else "doing"
    return "doing"


def _counted(matter: Matter, side: str) -> tuple[int, int]:
    """Milestones of a side, those of both among them: how many are accepted, of how many."""
    own = [m for m in matter.milestones.all() if m.side in (side, BOTH)]
    return sum(1 for m in own if m.state == ACCEPTED), len(own)


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
    (a, b), (c, d) = _counted(matter, PARTY), _counted(matter, UNIT)
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


def _next_step(matter: Matter, missing: str) -> str:
    """What happens next, in one sentence."""
    if matter.state == CLOSED:
        return _("{date} 办结。").format(date=matter.ended_on)
    if matter.state == WITHDRAWN:
        return _("{date} 撤回。").format(date=matter.ended_on)
    if matter.state == INSPECTING and any(i.held_on is None for i in matter.inspections.all()):
        return _("等两边都不沾的人来检查。")
    if missing:
        return missing
    return _("可以办结了。") if matter.state == INSPECTING else _("可以请人来检查了。")
