"""The verbs of who named a problem and of the level above: accept that it is solved, or not, or open it again."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.said import said
from jingwei.mechanisms.problems import events
from jingwei.mechanisms.problems.actions.memory import LONGEST_REASON, moved
from jingwei.mechanisms.problems.actions.naming import day_ahead
from jingwei.mechanisms.problems.flow import CARRIED, OPEN, PROBLEM
from jingwei.mechanisms.problems.models import Problem
from jingwei.mechanisms.problems.rules import answers_it, proof_of, still_shown


@action("problems.close", label=_l("认可销号"), rule=answers_it, flow=PROBLEM, gate=still_shown)
def close_problem(problem: Problem, *, actor: Actor) -> Problem:
    """Find it solved on what was shown."""
    told = events.ProblemClosed(evidence=proof_of(problem) or problem.shown_by, due=str(problem.due))
    return moved(problem, actor, told, ended_on=clock.today())


@action("problems.return", label=_l("没有解决"), rule=answers_it, flow=PROBLEM)
def return_problem(problem: Problem, *, actor: Actor, reason: str) -> Problem:
    """Give it back to whose it is, with one sentence why."""
    reason = said("reason", reason, LONGEST_REASON)
    to = CARRIED if problem.matter_id else OPEN
    told = events.ProblemReturned(reason=reason)
    return moved(problem, actor, told, to=to, reason=reason, shown_by="")


@action("problems.reopen", label=_l("重新打开"), rule=answers_it, flow=PROBLEM)
def reopen_problem(problem: Problem, *, actor: Actor, reason: str, due: date) -> Problem:
    """Say that it came back, with one sentence why and a new day; what solved it then no longer counts."""
    reason, due = said("reason", reason, LONGEST_REASON), day_ahead(due)
    told = events.ProblemReopened(reason=reason, due=str(due))
    fresh = {"matter": None, "shown_by": "", "outcome": "", "reported_by": None, "ended_on": None}
    return moved(problem, actor, told, reason=reason, due=due, **fresh)
