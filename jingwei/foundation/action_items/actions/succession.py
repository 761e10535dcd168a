"""Action items that have not ended go with their organisation into the one that takes its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.action_items import events
from jingwei.foundation.action_items.models import ActionItem
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.succession import Following, follows

VERB = "action_items.hand_over"


@action(VERB, label=_l("随组织转接"), system_only=True)
def hand_over_item(item: ActionItem, *, actor: Actor, to: Organisation) -> ActionItem:
    """Let another organisation see it through, its own having gone into it."""
    old, item.organisation = item.organisation.name, to
    item.version += 1
    item.save(update_fields=["organisation", "version"])
    record(events.ActionItemHandedOver(old=old, new=to.name), actor=actor, subject=item)
    return item


def _under_way(organisation: Any) -> QuerySet[ActionItem]:
    return ActionItem.objects.filter(organisation=organisation, ended_on=None).order_by("pk")


def _follow(old: Any, new: Any, *, actor: Actor) -> None:
    carrier = system(_("系统"), VERB, university_id=old.university_id)
    carrier = replace(carrier, on_behalf_of=actor.on_behalf_of or actor.name)
    for item in _under_way(old):
        hand_over_item(item, actor=carrier, to=new)


follows(Following(_l("没有办完的举措"), lambda organisation: _under_way(organisation).count(), _follow))
