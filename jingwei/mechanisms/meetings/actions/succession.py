"""What is to be decided goes with its organisation into the one that takes its place; meetings it had set are called off."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.succession import Following, follows
from jingwei.mechanisms.meetings import events
from jingwei.mechanisms.meetings.actions.agenda import next_paper
from jingwei.mechanisms.meetings.actions.convening import cancel_meeting
from jingwei.mechanisms.meetings.actions.memory import item_moved, meeting_moved
from jingwei.mechanisms.meetings.flow import (
    AGENDA_ITEM,
    APPROVED,
    BACK,
    CLOSED,
    CONVENED,
    MEETING,
    OPEN,
    PLANNED,
    PROPOSED,
    READY,
    SENT,
)
from jingwei.mechanisms.meetings.models import AgendaItem, Meeting
from jingwei.mechanisms.meetings.queries import is_with_unit, sides_of

VERBS = ("agenda_items.hand_over", "meetings.hand_over", "meetings.cancel")


@action("agenda_items.hand_over", label=_l("随组织转接"), flow=AGENDA_ITEM, system_only=True)
def hand_over_item(item: AgendaItem, *, actor: Actor, to: Organisation) -> AgendaItem:
    """Let another organisation decide it, its own having gone into it: its paper is another, agreed to and studied anew."""
    if to.tree == "party":
        old, item.organisation = item.organisation.name, to
        sides = sides_of(to)
        item.unit = sides.unit if sides and is_with_unit(item.bodies) else None
    else:
        old, item.unit = item.unit.name if item.unit else "", to
    next_paper(item, actor)
    event = events.ItemHandedOver(old=old, new=to.name)
    return item_moved(item, actor, "hand_over", event, approved_by_id=None)


@action("meetings.hand_over", label=_l("随组织转接"), flow=MEETING, system_only=True)
def hand_over_meeting(meeting: Meeting, *, actor: Actor, to: Organisation) -> Meeting:
    """Let another organisation bring to its end what was begun, its own having gone into it."""
    side = "organisation" if to.tree == "party" else "unit"
    event = events.MeetingHandedOver(old=getattr(meeting, side).name, new=to.name)
    return meeting_moved(meeting, actor, "hand_over", event, to=meeting.state, **{side: to})


def _items(organisation: Any) -> QuerySet[AgendaItem]:
    own = Q(organisation=organisation) | Q(unit=organisation)
    return AgendaItem.objects.filter(own, state__in=(PROPOSED, BACK, READY)).order_by("pk")


def _meetings(organisation: Any, *states: str) -> QuerySet[Meeting]:
    own = Q(organisation=organisation) | Q(unit=organisation)
    return Meeting.objects.filter(own, state__in=states).order_by("pk")


def _count(organisation: Any) -> int:
    unended = (PLANNED, CONVENED, SENT, OPEN, CLOSED, APPROVED)
    return _items(organisation).count() + _meetings(organisation, *unended).count()


def _follow(old: Any, new: Any, *, actor: Actor) -> None:
    carrier = system(_("系统"), *VERBS, university_id=old.university_id)
    carrier = replace(carrier, on_behalf_of=actor.on_behalf_of or actor.name)
    reason = _("{old}并入了{new}，请另排。").format(old=old.name, new=new.name)[:200]
    for meeting in _meetings(old, PLANNED, CONVENED, SENT):
        cancel_meeting(meeting, actor=carrier, reason=reason)
    for meeting in _meetings(old, OPEN, CLOSED, APPROVED):
        hand_over_meeting(meeting, actor=carrier, to=new)
    for item in _items(old):
        hand_over_item(item, actor=carrier, to=new)


follows(Following(_l("没有议决的议题和没有走完的会议"), _count, _follow))
