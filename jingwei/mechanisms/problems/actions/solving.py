"""The verbs of whose problem it is: make it a matter, let one carry it, report it solved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.action_items.actions.settling import matter_at
from jingwei.foundation.action_items.queries import may_carry
from jingwei.foundation.matters.actions import open_matter
from jingwei.foundation.matters.queries import hosts_for
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, NotAllowed
from jingwei.kernel.said import said
from jingwei.mechanisms.problems import events
from jingwei.mechanisms.problems.actions.memory import LONGEST_OUTCOME, moved
from jingwei.mechanisms.problems.flow import OPEN, PROBLEM, REPORTED
from jingwei.mechanisms.problems.models import Problem
from jingwei.mechanisms.problems.rules import missing_of, owns_it, proof_of

LONGEST_NAME = 120


@action("problems.open_matter", label=_l("转成事项"), rule=owns_it, flow=PROBLEM)
def open_matter_from_problem(
    problem: Problem,
    *,
    actor: Actor,
    partner: Organisation,
    type: str,
    title: str,
    starts: date,
    due: date,
    functions: Sequence[str] = (),
    guarantees: Sequence[str] = (),
    orientations: Sequence[str] = (),
    clauses: Sequence[str] = (),
) -> Problem:
    """Begin a matter of one's own organisation from it, which is to solve it."""
    host = next(iter(hosts_for(actor)), None)
    if host is None:
        raise NotAllowed("no-grant", _("你现在的身份不能发起事项；可以用已有的事项办。"))
    matter = open_matter(
        host,
        actor=actor,
        partner=partner,
        type=type,
        title=title,
        starts=starts,
        due=due,
        functions=functions,
        guarantees=guarantees,
        orientations=orientations,
        clauses=clauses,
    )
    if not may_carry(matter, problem.organisation):
        raise Invalid.field("partner", _("两边里要有一边是负责这个问题的党组织，或者它下面的组织。"))
    told = events.MatterOpenedFromProblem(matter=matter.title, matter_id=matter.pk)
    return moved(problem, actor, told, matter=matter, reason="")


@action("problems.carry", label=_l("用已有的事项办"), rule=owns_it, flow=PROBLEM)
def carry_problem(problem: Problem, *, actor: Actor, matter_id: int) -> Problem:
    """Let a matter under way solve it."""
    matter = matter_at(actor, matter_id, problem.organisation)
    told = events.ProblemCarried(matter=matter.title, matter_id=matter.pk)
    return moved(problem, actor, told, matter=matter, reason="")


@action("problems.report", label=_l("申请销号"), rule=owns_it, flow=PROBLEM)
def report_problem(problem: Problem, *, actor: Actor, text: str, shown_by: str = "") -> Problem:
    """Say what changed; its matter shows it, or else a record or file that is named."""
    outcome, proof = said("text", text, LONGEST_OUTCOME), proof_of(problem)
    if not proof and not shown_by.strip():
        raise Invalid.field("shown_by", missing_of(problem))
    named = said("shown_by", shown_by, LONGEST_NAME) if shown_by.strip() else ""
    told = events.ProblemReported(text=outcome, evidence=proof or named)
    about: dict[str, Any] = {
        "outcome": outcome,
        "shown_by": named,
        "reported_by_id": actor.person_id,
        "reason": "",
    }
    return moved(problem, actor, told, **about)


@action("problems.give_back", label=_l("随事项退回"), flow=PROBLEM, system_only=True)
def give_problem_back(problem: Problem, *, actor: Actor) -> Problem:
    """To be solved otherwise, since its matter was withdrawn; one reported on another record stays reported."""
    matter: Any = problem.matter
    told = events.ProblemGivenBack(matter=matter.title, matter_id=matter.pk)
    stays = problem.state == REPORTED and problem.shown_by
    return moved(problem, actor, told, to=REPORTED if stays else OPEN, matter=None)
