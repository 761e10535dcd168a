"""The verbs of the platform itself: what fell due is counted once, as met in time or not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters import events, rules
from jingwei.foundation.matters.actions.memory import remember
from jingwei.foundation.matters.models import Correction, Milestone
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import punctual


@action("matters.reckon_milestone", label=_l("结算节点"), system_only=True, gate=rules.reckoning_gate)
def reckon_milestone(milestone: Milestone, *, actor: Actor) -> Milestone:
    """Count a milestone two weeks after its date: met by then, or late."""
    milestone.reckoned = True
    milestone.save(update_fields=["reckoned"])
    event = events.MilestoneReckoned(title=milestone.title, due=str(milestone.due))
    matter = milestone.matter
    result, tags = rules.reckoned_as(milestone, matter.deeds.all())
    remember(event, matter, actor, part=milestone, side=milestone.side, result=result, tags=tags)
    return milestone


@action("matters.reckon_correction", label=_l("结算校准"), system_only=True, gate=rules.reckoning_gate)
def reckon_correction(correction: Correction, *, actor: Actor) -> Correction:
    """Count a correction whose date has passed: closed by then, or late."""
    correction.reckoned = True
    correction.save(update_fields=["reckoned"])
    event = events.CorrectionReckoned(what=correction.what, due=str(correction.due))
    result = punctual(correction.closed_on, correction.due)
    remember(
        event,
        correction.matter,
        actor,
        part=correction,
        side=correction.side,
        result=result,
        clauses=("2.2",),
    )
    return correction
