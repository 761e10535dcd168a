"""The verbs that lead through 同落实: milestones are accepted, an inspection is called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.matters import events, rules
from jingwei.foundation.matters.actions.memory import advanced, remember
from jingwei.foundation.matters.flow import CONFIRMED, MATTER, MILESTONE
from jingwei.foundation.matters.models import BOTH, SIDES, Deed, Inspection, Matter, Milestone
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import punctual


@action(
    "matters.accept_milestone",
    label=_l("认可节点"),
    within=MATTER,
    flow=MILESTONE,
    gate=rules.milestone_gate,
)
def accept_milestone(milestone: Milestone, *, actor: Actor) -> Milestone:
    """Accept a milestone on the confirmed notes bound to it."""
    sides = set(
        Deed.objects.filter(milestone=milestone, state=CONFIRMED).order_by().values_list("side", flat=True)
    )
    milestone.state = MILESTONE.advance(milestone.state, "accept_milestone")
    milestone.accepted_on = clock.today()
    milestone.proved = BOTH if sides == set(SIDES) else milestone.side
    milestone.save(update_fields=["state", "accepted_on", "proved"])
    event = events.MilestoneAccepted(title=milestone.title, due=str(milestone.due), weight=milestone.weight)
    result = punctual(milestone.accepted_on, milestone.due)
    remember(event, milestone.matter, actor, part=milestone, side=milestone.proved, result=result)
    return milestone


@action("matters.call_inspection", label=_l("请人检查"), flow=MATTER, gate=rules.inspection_gate)
def call_inspection(matter: Matter, *, actor: Actor) -> Matter:
    """Say that the work is done and ask somebody from outside to look at it."""
    Inspection.objects.create(matter=matter, called_on=clock.today(), called_name=actor.name)
    advanced(matter, MATTER.advance(matter.state, "call_inspection"))
    remember(events.InspectionCalled(), matter, actor)
    return matter
