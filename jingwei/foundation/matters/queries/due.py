"""What fell due and is not yet counted: for the platform's own daily round."""

from __future__ import annotations

from django.db.models import QuerySet

from jingwei.adapters import clock
from jingwei.foundation.matters.flow import CLOSED, UNDER_WAY
from jingwei.foundation.matters.models import Correction, Milestone
from jingwei.foundation.matters.queries.seeing import at_either
from jingwei.foundation.matters.rules import ANSWER
from jingwei.kernel.actor import Actor

PAST_PLANNING = (*UNDER_WAY, CLOSED)


def milestones_due(actor: Actor) -> QuerySet[Milestone]:
    """Milestones whose date passed so long ago that an answer had time, of matters past planning and not withdrawn."""
    rows = Milestone.objects.filter(at_either(actor, "matters.reckon_milestone", "matter__"))
    rows = rows.filter(reckoned=False, due__lt=clock.today() - ANSWER, matter__state__in=PAST_PLANNING)
    return rows.select_related("matter").order_by("due", "id")


def corrections_due(actor: Actor) -> QuerySet[Correction]:
    """Corrections whose date has passed, of matters not withdrawn, that the actor may count."""
    rows = Correction.objects.filter(at_either(actor, "matters.reckon_correction", "matter__"))
    rows = rows.filter(reckoned=False, due__lt=clock.today(), matter__state__in=PAST_PLANNING)
    return rows.select_related("matter").order_by("due", "id")
