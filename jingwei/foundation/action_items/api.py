"""Occasions and action items over the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from jingwei.foundation.action_items.queries import (
    ACTION_ITEMS,
    item_for,
    items_of,
    occasion_for,
)
from jingwei.foundation.matters.queries import partner_for
from jingwei.foundation.organisations.queries import organisation_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import Answer, Creates, Resource, router_of


class ActionItemOut(Answer):
    """A thing to be done by somebody until a day."""

    id: int
    occasion_id: int
    organisation_id: int
    text: str
    person_id: int
    person: str
    due: date
    state: str
    matter_id: int | None
    outcome: str
    reason: str
    ended_on: date | None
    version: int


class OccasionOut(Answer):
    """A study session, dispatch or exchange, and what it ended in as far as you may see it."""

    id: int
    organisation_id: int
    kind: str
    topic: str
    held_on: date
    items: list[ActionItemOut]


def _item(actor: Actor, item: Any) -> dict[str, Any]:
    plain = {name: getattr(item, name) for name in ActionItemOut.model_fields if name != "person"}
    return plain | {"person": item.person.name}


def _occasion(actor: Actor, occasion: Any) -> dict[str, Any]:
    plain = {name: getattr(occasion, name) for name in OccasionOut.model_fields if name != "items"}
    return plain | {"items": [_item(actor, each) for each in items_of(actor, occasion)]}


routers = {
    "occasions": router_of(
        Resource(
            "occasions",
            occasion_for,
            _occasion,
            OccasionOut,
            creates=(Creates("occasions.hold", "organisation_id", organisation_for),),
        )
    ),
    "action-items": router_of(
        Resource(
            "action-items",
            item_for,
            _item,
            ActionItemOut,
            ACTION_ITEMS,
            verbs=(
                *("action_items.finish", "action_items.carry", "action_items.open_matter"),
                *("action_items.return", "action_items.hand", "action_items.postpone", "action_items.drop"),
            ),
            creates=(Creates("action_items.settle", "occasion_id", occasion_for),),
            finds=(("partner", partner_for),),
        )
    ),
}
