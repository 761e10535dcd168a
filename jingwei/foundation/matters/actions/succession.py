"""A matter under way goes with its organisation into the one that takes its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.matters import events
from jingwei.foundation.matters.actions.memory import remember
from jingwei.foundation.matters.flow import CLOSED, WITHDRAWN
from jingwei.foundation.matters.models import Matter
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.succession import Following, follows

VERB = "matters.hand_over"


@action(VERB, label=_l("随组织转接"), system_only=True)
def hand_over_matter(matter: Matter, *, actor: Actor, to: Organisation) -> Matter:
    """Let another organisation of the same side carry the matter on, its own having gone into it."""
    side = to.tree
    old = getattr(matter, side).name
    setattr(matter, side, to)
    matter.version += 1
    matter.save(update_fields=[side, "version"])
    remember(events.MatterHandedOver(old=old, new=to.name), matter, actor, side=side)
    return matter


def _under_way(organisation: Any) -> QuerySet[Matter]:
    own = Matter.objects.filter(**{organisation.tree: organisation})
    return own.exclude(state__in=(CLOSED, WITHDRAWN)).order_by("pk")


def _follow(old: Any, new: Any, *, actor: Actor) -> None:
    carrier = system(_("系统"), VERB, university_id=old.university_id)
    carrier = replace(carrier, on_behalf_of=actor.on_behalf_of or actor.name)
    for matter in _under_way(old):
        hand_over_matter(matter, actor=carrier, to=new)


follows(Following(_l("没有办结的融合事项"), lambda organisation: _under_way(organisation).count(), _follow))
