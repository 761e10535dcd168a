"""The verbs of who names a problem: name it, take it back, put it together with another."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.action_items.actions.settling import not_too_late
from jingwei.foundation.ledger.actions import hold_chain, record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.said import said
from jingwei.mechanisms.problems import events
from jingwei.mechanisms.problems.actions.memory import LONGEST_REASON, moved
from jingwei.mechanisms.problems.flow import PROBLEM
from jingwei.mechanisms.problems.models import Problem
from jingwei.mechanisms.problems.queries.seeing import alike, levels_above, owners_for, units_for
from jingwei.mechanisms.problems.rules import CLAUSE, names_as_itself, who_named_it

LONGEST_TEXT = 80


@action("problems.name", label=_l("提出问题"), rule=names_as_itself, lock=False)
def name_problem(
    organisation: Organisation,
    *,
    actor: Actor,
    text: str,
    party: Organisation,
    source: str,
    due: date,
    unit: Organisation | None = None,
) -> Problem:
    """Name what does not work in one sentence, say whose it is and until when."""
    if source not in Problem.Source.values:
        raise Invalid.field("source", _("请选从哪里来。"))
    if not owners_for(actor).filter(pk=party.pk).exists():
        raise Invalid.field("party", _("请选自己组织、下级组织或者覆盖自己单位的党组织。"))
    if unit is not None and not units_for(actor).filter(pk=unit.pk).exists():
        raise Invalid.field("unit", _("请选自己组织能看到的业务单位。"))
    if organisation in (party, unit) and not levels_above(party, unit):
        raise Invalid.field("party", _("上面没有哪一级能认可它解决了，请由别的组织提出。"))
    problem = Problem.objects.create(
        university_id=party.university_id,
        organisation=party,
        unit=unit,
        text=said("text", text, LONGEST_TEXT),
        source=source,
        named_at=organisation,
        named_by_id=actor.person_id,
        named_on=clock.today(),
        due=day_ahead(due),
    )
    told = events.ProblemNamed(by=organisation.name, party=party.name, due=str(due), source=source)
    record(told, actor=actor, subject=problem, tags=(f"source:{source}",), clauses=(CLAUSE,))
    return problem


@action("problems.withdraw", label=_l("撤回问题"), rule=who_named_it, flow=PROBLEM)
def withdraw_problem(problem: Problem, *, actor: Actor, reason: str) -> Problem:
    """Take it back, with one sentence why."""
    reason = said("reason", reason, LONGEST_REASON)
    told = events.ProblemWithdrawn(reason=reason)
    return moved(problem, actor, told, reason=reason, ended_on=clock.today())


@action("problems.merge", label=_l("并入另一条"), rule=who_named_it, flow=PROBLEM)
def merge_problem(problem: Problem, *, actor: Actor, into_id: int) -> Problem:
    """Put it together with another of the same organisation, which goes on for both."""
    # What ends the other leaves a record, so that two that go into each other wait here, and one is refused.
    hold_chain(problem.university_id)
    into = alike(actor, problem).filter(pk=into_id).first()
    if into is None:
        raise Invalid.field("into_id", _("请选同一个组织还没解决的另一条问题。"))
    told = events.ProblemMerged(into_id=into.pk)
    return moved(problem, actor, told, into=into, ended_on=clock.today())


def day_ahead(due: date) -> date:
    """The day, or Invalid where it is past or so far ahead that it must be a slip."""
    if due < clock.today():
        raise Invalid.field("due", _("日子不能早于今天。"))
    not_too_late(due)
    return due
