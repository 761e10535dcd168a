"""Which matters an actor may see, and every part of one only through it."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters.flow import CLOSED
from jingwei.foundation.matters.models import Correction, Deed, Goal, Matter, Milestone, Task
from jingwei.foundation.matters.rules import sides_of
from jingwei.foundation.organisations.queries import Scope, scope_of, under
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.listing import Scoped
from jingwei.kernel.prepared import Prepared

P = TypeVar("P", Goal, Milestone, Task, Deed, Correction)
SEE = reading("matters.see", _l("看事项"), "See the matters of the organisations under you.")


def within(scope: Scope, prefix: str = "") -> Q:
    """The condition on matters that their Party organisation or their unit lies in a scope."""
    university_id, paths = scope
    if university_id is not None:
        return Q(**{f"{prefix}university": university_id})
    return under(f"{prefix}party__path", paths) | under(f"{prefix}unit__path", paths)


def at_either(actor: Actor, verb: str, prefix: str = "") -> Q:
    """The condition on matters that the actor holds the verb at the Party organisation or at the unit."""
    return within(scope_of(actor, verb), prefix)


SEEN = Scoped(lambda actor: (scope_of(actor, SEE),), lambda scope: Matter.objects.filter(within(scope)))


def matters_for(actor: Actor) -> QuerySet[Matter]:
    """The matters the actor may see: where `matters.see` is held at either strand."""
    return SEEN(actor)


def matter_for(actor: Actor, matter_id: int) -> Matter:
    """One matter as the actor may see it, or NotFound."""
    found = FOUND(scope_of(actor, SEE), matter_id)
    if not found:
        raise NotFound
    return found[0]


def _found(scope: Scope, matter_id: int) -> QuerySet[Matter]:
    return Matter.objects.filter(within(scope), pk=matter_id)


FOUND = Prepared(_found, narrow=True)


def _part_for(model: type[P], actor: Actor, part_id: int) -> P:
    rows: Any = model.objects.filter(at_either(actor, SEE, "matter__"), pk=part_id)
    found: P | None = rows.select_related("matter__party", "matter__unit").first()
    if found is None:
        raise NotFound
    return found


def goal_for(actor: Actor, goal_id: int) -> Goal:
    """One goal of a matter the actor may see, or NotFound."""
    return _part_for(Goal, actor, goal_id)


def milestone_for(actor: Actor, milestone_id: int) -> Milestone:
    """One milestone of a matter the actor may see, or NotFound."""
    return _part_for(Milestone, actor, milestone_id)


def task_for(actor: Actor, task_id: int) -> Task:
    """One task of a matter the actor may see, or NotFound."""
    return _part_for(Task, actor, task_id)


def deed_for(actor: Actor, deed_id: int) -> Deed:
    """One note in a matter the actor may see, or NotFound."""
    return _part_for(Deed, actor, deed_id)


def correction_for(actor: Actor, correction_id: int) -> Correction:
    """One correction of a matter the actor may see, or NotFound."""
    return _part_for(Correction, actor, correction_id)


def reads_label(actor: Actor, matter: Matter) -> bool:
    """Whether 贴牌 is told to the actor: to owners and inspectors at once, to all others after the end."""
    told = ("matters.note", "matters.inspect")
    return matter.state == CLOSED or any(sides_of(actor, matter, verb) for verb in told)


def told_label(actor: Actor) -> Q:
    """The same as a condition on matters."""
    condition = Q(state=CLOSED)
    for verb in ("matters.note", "matters.inspect"):
        condition |= at_either(actor, verb)
    return condition


for _model, _fetch in (
    (Matter, matter_for),
    (Goal, goal_for),
    (Milestone, milestone_for),
    (Task, task_for),
    (Deed, deed_for),
    (Correction, correction_for),
):
    fetched_by(_model, _fetch)
