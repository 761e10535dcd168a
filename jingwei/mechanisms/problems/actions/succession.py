"""Problems that have not ended go with their organisation into the one that takes its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.ledger.actions import record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.succession import Following, follows
from jingwei.mechanisms.problems import events
from jingwei.mechanisms.problems.models import Problem
from jingwei.mechanisms.problems.rules import CLAUSE

VERB = "problems.hand_over"


@action(VERB, label=_l("随组织转接"), system_only=True)
def hand_over_problem(problem: Problem, *, actor: Actor, old: Organisation, to: Organisation) -> Problem:
    """Let the organisation that takes the place of another answer for it, or have named it."""
    for side in ("organisation", "unit", "named_at"):
        if getattr(problem, f"{side}_id") == old.pk:
            setattr(problem, side, to)
    problem.version += 1
    problem.save()
    told = events.ProblemHandedOver(old=old.name, new=to.name)
    record(told, actor=actor, subject=problem, clauses=(CLAUSE,))
    return problem


def _under_way(organisation: Any) -> QuerySet[Problem]:
    here = Q(organisation=organisation) | Q(unit=organisation) | Q(named_at=organisation)
    return Problem.objects.filter(here, ended_on=None).order_by("pk")


def _follow(old: Any, new: Any, *, actor: Actor) -> None:
    carrier = system(_("系统"), VERB, university_id=old.university_id)
    carrier = replace(carrier, on_behalf_of=actor.on_behalf_of or actor.name)
    for problem in list(_under_way(old)):
        hand_over_problem(problem, actor=carrier, old=old, to=new)


follows(Following(_l("没有解决的问题"), lambda organisation: _under_way(organisation).count(), _follow))
