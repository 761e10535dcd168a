"""What is to be decided goes with its organisation into the one that takes its place; meetings it had set are called off."""

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
from jingwei.mechanisms.meetings import events
from jingwei.mechanisms.meetings.actions.convening import cancel_meeting
from jingwei.mechanisms.meetings.flow import BACK, CONVENED, PROPOSED, READY, SENT
from jingwei.mechanisms.meetings.models import AgendaItem, Meeting

VERBS = ("agenda_items.hand_over", "meetings.cancel")


@action("agenda_items.hand_over", label=_l("随组织转接"), system_only=True)
def hand_over_item(item: AgendaItem, *, actor: Actor, to: Organisation) -> AgendaItem:
    """Let another organisation decide it, its own having gone into it."""
    side = "organisation" if to.tree == "party" else "unit"
    old = getattr(item, side).name
    setattr(item, side, to)
    item.version += 1
    item.save(update_fields=[side, "version"])
    record(events.ItemHandedOver(old=old, new=to.name), actor=actor, subject=item)
    return item


def _under_way(organisation: Any) -> QuerySet[AgendaItem]:
    own = Q(organisation=organisation) | Q(unit=organisation)
    return AgendaItem.objects.filter(own, state__in=(PROPOSED, BACK, READY)).order_by("pk")


def _set(organisation: Any) -> QuerySet[Meeting]:
    own = Q(organisation=organisation) | Q(unit=organisation)
    return Meeting.objects.filter(own, state__in=(CONVENED, SENT)).order_by("pk")


def _follow(old: Any, new: Any, *, actor: Actor) -> None:
    carrier = system(_("系统"), *VERBS, university_id=old.university_id)
    carrier = replace(carrier, on_behalf_of=actor.on_behalf_of or actor.name)
    reason = _("{old}并入了{new}，请另排。").format(old=old.name, new=new.name)[:200]
    for meeting in _set(old):
        cancel_meeting(meeting, actor=carrier, reason=reason)
    for item in _under_way(old):
        hand_over_item(item, actor=carrier, to=new)


follows(
    Following(
        _l("没有议决的议题"),
        lambda organisation: _under_way(organisation).count() + _set(organisation).count(),
        _follow,
    )
)
