"""The verbs by which an action item ends: in a sentence, in a matter, or because it is no longer wanted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.action_items import events, rules
from jingwei.foundation.action_items.actions.memory import LONGEST_OUTCOME, LONGEST_REASON, moved
from jingwei.foundation.action_items.actions.settling import matter_at
from jingwei.foundation.action_items.flow import ACTION_ITEM
from jingwei.foundation.action_items.models import ActionItem
from jingwei.foundation.action_items.queries import may_carry
from jingwei.foundation.matters.actions import open_matter
from jingwei.foundation.matters.queries import hosts_for
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, NotAllowed
from jingwei.kernel.said import said


@action("action_items.finish", label=_l("办成了"), rule=rules.has_it_in_hand, flow=ACTION_ITEM)
def finish_item(item: ActionItem, *, actor: Actor, text: str) -> ActionItem:
    """Say in a sentence what came of it."""
    outcome = said("text", text, LONGEST_OUTCOME)
    event = events.ActionItemFinished(text=outcome, due=str(item.due))
    return moved(
        item, actor, "finish", event, result="record", outcome=outcome, reason="", ended_on=clock.today()
    )


@action("action_items.carry", label=_l("用已有的事项办"), rule=rules.has_it_in_hand, flow=ACTION_ITEM)
def carry_item(item: ActionItem, *, actor: Actor, matter_id: int) -> ActionItem:
    """Let a matter under way carry it on: it is done when the matter is closed, and nobody reports it again."""
    matter: Any = matter_at(actor, matter_id, item.organisation)
    event = events.ActionItemCarried(matter=matter.title, matter_id=matter.pk)
    return moved(item, actor, "carry", event, matter=matter, reason="")


@action("action_items.open_matter", label=_l("转成事项"), rule=rules.has_it_in_hand, flow=ACTION_ITEM)
def open_matter_from_item(
    item: ActionItem,
    *,
    actor: Actor,
    partner: Organisation,
    type: str,
    title: str,
    starts: date,
    due: date,
    functions: Sequence[str] = (),
    guarantees: Sequence[str] = (),
    orientations: Sequence[str] = (),
    clauses: Sequence[str] = (),
) -> ActionItem:
    """Begin a matter of one's own organisation from it, which carries it on."""
    host = next(iter(hosts_for(actor)), None)
    if host is None:
        raise NotAllowed(
            "no-grant", _("你现在的身份不能发起事项；可以用已有的事项办，或者写一句办成了什么。")
        )
    matter = open_matter(
        host,
        actor=actor,
        partner=partner,
        type=type,
        title=title,
        starts=starts,
        due=due,
        functions=functions,
        guarantees=guarantees,
        orientations=orientations,
        clauses=clauses,
    )
    if not may_carry(matter, item.organisation):
        raise Invalid.field("partner", _("两边里要有一边是定这项举措的组织，或者它下面的组织。"))
    event = events.MatterOpenedFromIt(matter=matter.title, matter_id=matter.pk)
    return moved(item, actor, "open_matter", event, matter=matter, reason="")


@action("action_items.fulfil", label=_l("随事项办成"), flow=ACTION_ITEM, system_only=True)
def fulfil_item(item: ActionItem, *, actor: Actor) -> ActionItem:
    """Done, since the matter that carried it on was closed."""
    matter: Any = item.matter
    event = events.ActionItemFulfilled(matter=matter.title, matter_id=matter.pk, due=str(item.due))
    return moved(item, actor, "fulfil", event, result="matter", ended_on=clock.today())


@action("action_items.give_back", label=_l("随事项退回"), flow=ACTION_ITEM, system_only=True)
def give_item_back(item: ActionItem, *, actor: Actor) -> ActionItem:
    """In its owner's hands again, since the matter that carried it on was withdrawn."""
    matter: Any = item.matter
    event = events.ActionItemGivenBack(matter=matter.title, matter_id=matter.pk)
    return moved(item, actor, "give_back", event, matter=None)


@action("action_items.drop", label=_l("不再办"), flow=ACTION_ITEM)
def drop_item(item: ActionItem, *, actor: Actor, reason: str) -> ActionItem:
    """No longer want it, with one sentence why."""
    reason = said("reason", reason, LONGEST_REASON)
    event = events.ActionItemDropped(reason=reason)
    return moved(item, actor, "drop", event, result="dropped", reason=reason, ended_on=clock.today())
