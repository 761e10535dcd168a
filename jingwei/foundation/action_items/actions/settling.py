"""The verbs by which an occasion is held and ends in action items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.action_items import events
from jingwei.foundation.action_items.models import ActionItem, Occasion
from jingwei.foundation.action_items.queries import may_carry
from jingwei.foundation.ledger.actions import hold_chain, record
from jingwei.foundation.matters.queries import Matter, matter_for
from jingwei.foundation.organisations.queries import Organisation
from jingwei.foundation.people.queries import Person, person_for
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, NotFound
from jingwei.kernel.said import said

LONGEST_TOPIC = LONGEST_TEXT = 80
MOST_ITEMS = 20
LATEST = timedelta(days=5 * 366)
CLAUSES = {
    Occasion.Kind.STUDY: ("2.1",),
    Occasion.Kind.DISPATCH: ("4.1b",),
    Occasion.Kind.EXCHANGE: ("4.1b", "2.1"),
    Occasion.Kind.DECISION: ("3.3a",),
}


@dataclass(frozen=True)
class Settled:
    """One action item as it is settled: what, by whom, by when, and the matter it is about where there is one."""

    text: str
    person_id: int
    due: date
    matter_id: int | None = None


@action("occasions.hold", label=_l("定举措"), lock=False)
def hold_occasion(
    organisation: Organisation,
    *,
    actor: Actor,
    kind: str,
    topic: str,
    held_on: date,
    items: Sequence[Settled],
) -> Occasion:
    """Keep that a study session, dispatch or exchange was held, and the action items that it ended in."""
    if kind not in Occasion.Kind.values:
        raise Invalid.field("kind", _("请选学习研讨、调度或交流研讨。"))
    if held_on > clock.today():
        raise Invalid.field("held_on", _("还没有到这一天，开过以后再记。"))
    if not 1 <= len(items) <= MOST_ITEMS:
        raise Invalid.field("items", _("一次定 1 到 {count} 项举措。").format(count=MOST_ITEMS))
    occasion = Occasion.objects.create(
        university=organisation.university,
        organisation=organisation,
        kind=kind,
        topic=said("topic", topic, LONGEST_TOPIC),
        held_on=held_on,
    )
    event = events.OccasionHeld(kind=kind, held_on=str(held_on), count=len(items))
    record(
        event, actor=actor, subject=occasion, tags=(f"occasion:{kind}",), clauses=CLAUSES[Occasion.Kind(kind)]
    )
    for each in items:
        settle_item(
            occasion,
            actor=actor,
            text=each.text,
            person=person_for(actor, each.person_id),
            due=each.due,
            matter_id=each.matter_id,
        )
    return occasion


@action("action_items.settle", label=_l("再定一项"), lock=False)
def settle_item(
    occasion: Occasion,
    *,
    actor: Actor,
    text: str,
    person: Person,
    due: date,
    matter_id: int | None = None,
) -> ActionItem:
    """Put a thing into somebody's hands, with a day; about a matter, where it is about one."""
    if due < occasion.held_on:
        raise Invalid.field("due", _("要办完的日子不能早于定举措的那天。"))
    not_too_late(due)
    still_here(person, occasion.university_id)
    item = ActionItem.objects.create(
        university_id=occasion.university_id,
        organisation=occasion.organisation,
        occasion=occasion,
        text=said("text", text, LONGEST_TEXT),
        person=person,
        due=due,
        matter=matter_at(actor, matter_id, occasion.organisation) if matter_id is not None else None,
    )
    event = events.ActionItemSettled(
        occasion=occasion.topic, due=str(due), person=person.name, person_code=person.code
    )
    tags = (f"occasion:{occasion.kind}",)
    record(event, actor=actor, subject=item, tags=tags, clauses=CLAUSES[Occasion.Kind(occasion.kind)])
    return item


def not_too_late(due: date) -> None:
    """Invalid where a day is so far ahead that it must be a slip."""
    if due > clock.today() + LATEST:
        raise Invalid.field("due", _("日子最远定到五年以后，请看一下年份。"))


def still_here(person: Person, university_id: int) -> None:
    """NotFound for somebody of another university, Invalid for somebody who has left."""
    if person.university_id != university_id:
        raise NotFound
    if person.left_on is not None and person.left_on < clock.today():
        raise Invalid.field("person", _("{name}已经离开学校，请换一个人。").format(name=person.name))


def matter_at(actor: Actor, matter_id: int, organisation: Organisation) -> Matter:
    """A matter under way at or below the organisation; Invalid for another that the actor may see, else NotFound."""
    # What ends a matter leaves a record, so that it waits for this, or this for it.
    hold_chain(organisation.university_id)
    matter = matter_for(actor, matter_id)
    if not may_carry(matter, organisation):
        raise Invalid.field("matter_id", _("请选自己组织或下级组织在办的事项。"))
    return matter
