"""Matters and their parts over the API."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from jingwei.foundation.matters.queries import (
    MATTERS,
    correction_for,
    deed_for,
    goal_for,
    matter_for,
    milestone_for,
    partner_for,
    task_for,
    whole,
)
from jingwei.foundation.organisations.queries import organisation_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import Answer, Creates, Resource, router_of


class GoalOut(Answer):
    """A goal with its figures; `reached` is null until it is judged."""

    id: int
    matter_id: int
    text: str
    measure: str
    unit_word: str
    baseline: Decimal | None
    target: Decimal
    current: Decimal | None
    reached: bool | None


class MilestoneOut(Answer):
    """A milestone; `proved` says whose confirmed notes met it."""

    id: int
    matter_id: int
    title: str
    due: date
    side: str
    weight: int
    state: str
    accepted_on: date | None
    proved: str


class TaskOut(Answer):
    """A task in somebody's hands."""

    id: int
    matter_id: int
    milestone_id: int | None
    side: str
    title: str
    person_id: int | None
    post: str
    due: date
    state: str
    done_on: date | None


class DeedOut(Answer):
    """A note; `benefits` is the side that answers it."""

    id: int
    matter_id: int
    milestone_id: int | None
    task_id: int | None
    goal_id: int | None
    side: str
    kind: str
    text: str
    on: date
    changed: str
    benefits: str
    value: Decimal | None
    state: str
    noted_name: str
    noted_at: datetime
    answered_name: str
    answered_at: datetime | None
    answer_reason: str
    version: int


class CorrectionOut(Answer):
    """A deviation with its date."""

    id: int
    matter_id: int
    what: str
    clause: str
    due: date
    side: str
    state: str
    raised_on: date
    closed_on: date | None
    closing_deed_id: int | None


class AgreementOut(Answer):
    """One side's agreement to a stage."""

    stage: str
    side: str
    name: str
    post: str
    at: datetime


class InspectionOut(Answer):
    """An inspection, called and perhaps held; 贴牌 is told to those it concerns first."""

    called_on: date
    held_on: date | None
    inspector_name: str
    inspector_post: str
    finding: str
    verdict: str


class KnotOut(Answer):
    """How far each side is in a stage."""

    stage: str
    party: str
    unit: str
    on: date | None


class MatterOut(Answer):
    """A matter with all its parts; `missing` says what the next stage lacks, `reading` why it is 贴牌, if told."""

    id: int
    number: str
    type: str
    title: str
    party_id: int
    party: str
    unit_id: int
    unit: str
    state: str
    opened_on: date
    starts: date
    due: date
    ended_on: date | None
    combine: str
    effort: str
    contribute: str
    functions: list[str]
    guarantees: list[str]
    orientations: list[str]
    clauses: list[str]
    version: int
    missing: str
    next_step: str
    reading: str
    knots: list[KnotOut]
    goals: list[GoalOut]
    milestones: list[MilestoneOut]
    tasks: list[TaskOut]
    deeds: list[DeedOut]
    corrections: list[CorrectionOut]
    agreements: list[AgreementOut]
    inspections: list[InspectionOut]


def _shown(schema: type[Answer], thing: Any) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in schema.model_fields}


SAME = (
    "id number type title party_id unit_id state opened_on starts due ended_on combine effort contribute version"
).split()


def _matter(actor: Actor, matter: Any) -> dict[str, Any]:
    all_of_it = whole(actor, matter)
    return {name: getattr(matter, name) for name in SAME} | {
        "party": matter.party.name,
        "unit": matter.unit.name,
        "functions": list(matter.function_ids),
        "guarantees": list(matter.guarantee_ids),
        "orientations": list(matter.orientation_ids),
        "clauses": list(matter.clause_ids),
        "missing": all_of_it.missing,
        "next_step": all_of_it.next_step,
        "reading": str(all_of_it.reading.message) if all_of_it.reading else "",
        "knots": [_shown(KnotOut, each) for each in all_of_it.knots],
        "goals": [_shown(GoalOut, each) for each in all_of_it.goals],
        "milestones": [_shown(MilestoneOut, each) for each in all_of_it.milestones],
        "tasks": [_shown(TaskOut, each) for each in all_of_it.tasks],
        "deeds": [_shown(DeedOut, each) for each in all_of_it.deeds],
        "corrections": [_shown(CorrectionOut, each) for each in all_of_it.corrections],
        "agreements": [_shown(AgreementOut, each) for each in all_of_it.agreements],
        "inspections": [_shown(InspectionOut, each) for each in all_of_it.inspections],
    }


VERBS = (
    "amend set_points add_goal drop_goal add_milestone drop_milestone agree_plan reopen_plan assign_task "
    "agree_deployment note call_inspection inspect raise_correction close withdraw"
).split()

routers = {
    "matters": router_of(
        Resource(
            "matters",
            matter_for,
            _matter,
            MatterOut,
            MATTERS,
            verbs=(*(f"matters.{verb}" for verb in VERBS), "evidence.attach"),
            once={"evidence.attach": lambda attachment: {"attachment_id": str(attachment.pk)}},
            creates=(
                Creates(
                    "matters.open",
                    "organisation_id",
                    organisation_for,
                    finds=(("partner", partner_for),),
                ),
            ),
        )
    ),
    "goals": router_of(
        Resource("goals", goal_for, lambda a, g: _shown(GoalOut, g), GoalOut, verbs=("matters.judge_goal",))
    ),
    "milestones": router_of(
        Resource(
            "milestones",
            milestone_for,
            lambda a, m: _shown(MilestoneOut, m),
            MilestoneOut,
            verbs=("matters.accept_milestone",),
        )
    ),
    "tasks": router_of(
        Resource(
            "tasks",
            task_for,
            lambda a, t: _shown(TaskOut, t),
            TaskOut,
            verbs=("matters.finish_task", "matters.return_task", "matters.hand_task"),
        )
    ),
    "deeds": router_of(
        Resource(
            "deeds",
            deed_for,
            lambda a, d: _shown(DeedOut, d),
            DeedOut,
            verbs=("matters.amend_deed", "matters.withdraw_deed", "matters.confirm", "matters.return"),
        )
    ),
    "corrections": router_of(
        Resource(
            "corrections",
            correction_for,
            lambda a, c: _shown(CorrectionOut, c),
            CorrectionOut,
            verbs=("matters.close_correction",),
        )
    ),
}
