"""The verbs by which an action item changes hands or its day."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.action_items import events, rules
from jingwei.foundation.action_items.actions.memory import LONGEST_REASON, moved
from jingwei.foundation.action_items.actions.settling import not_too_late, still_here
from jingwei.foundation.action_items.flow import ACTION_ITEM
from jingwei.foundation.action_items.models import ActionItem
from jingwei.foundation.people.queries import Person
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.said import said


@action("action_items.return", label=_l("不是我的"), rule=rules.was_given_it, flow=ACTION_ITEM)
def return_item(item: ActionItem, *, actor: Actor, reason: str) -> ActionItem:
    """Give it back to who settles action items, with one sentence why."""
    reason = said("reason", reason, LONGEST_REASON)
    return moved(item, actor, "return", events.ActionItemReturned(reason=reason), reason=reason)


@action("action_items.hand", label=_l("改交给别人"), rule=rules.goes_to_another, flow=ACTION_ITEM)
def hand_item(item: ActionItem, *, actor: Actor, person: Person) -> ActionItem:
    """Put it into other hands."""
    still_here(person, item.university_id)
    event = events.ActionItemHanded(before=item.person.name, person=person.name, person_code=person.code)
    return moved(item, actor, "hand", event, person=person, reason="")


@action("action_items.postpone", label=_l("改日子"), flow=ACTION_ITEM)
def postpone_item(item: ActionItem, *, actor: Actor, due: date, reason: str) -> ActionItem:
    """Set another day, with one sentence why; whom it was given to cannot do that for themselves."""
    if due < clock.today():
        raise Invalid.field("due", _("新的日子不能早于今天。"))
    not_too_late(due)
    if due == item.due:
        raise Invalid.field("due", _("还是原来的日子。"))
    reason = said("reason", reason, LONGEST_REASON)
    event = events.ActionItemPostponed(before=str(item.due), due=str(due), reason=reason)
    return moved(item, actor, "postpone", event, due=due, reason=reason)
