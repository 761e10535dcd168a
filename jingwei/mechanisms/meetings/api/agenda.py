"""Agenda items, and the lists of what is decided where, over the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from jingwei.foundation.organisations.queries import organisation_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import Answer, Creates, Resource, router_of
from jingwei.mechanisms.meetings.api.sitting import HearingOut, hearing_out
from jingwei.mechanisms.meetings.queries import AGENDA_ITEMS, course_of, item_for, item_list_for


class AgendaItemOut(Answer):
    """Something to be decided, the bodies on its way, and at which meetings it was."""

    id: int
    organisation_id: int
    unit_id: int | None
    kind: str
    kind_label: str
    route: list[str]
    title: str
    proposal: str
    paper: int
    state: str
    reason: str
    proposed_name: str
    proposed_on: date
    is_exception: bool
    urgent_reason: str
    review: str
    ended_on: date | None
    hearings: list[HearingOut]
    version: int


class ItemListOut(Answer):
    """What an organisation adds to the kinds of the pack."""

    id: int
    organisation_id: int
    number: int
    kinds: list[dict[str, Any]]
    adopted_on: date
    adopted_name: str


def _item(actor: Actor, item: Any) -> dict[str, Any]:
    plain = {
        name: getattr(item, name) for name in AgendaItemOut.model_fields if name not in ("route", "hearings")
    }
    return plain | {
        "route": list(item.bodies),
        "hearings": [hearing_out(each) for each in course_of(actor, item)],
    }


def _item_list(actor: Actor, found: Any) -> dict[str, Any]:
    return {name: getattr(found, name) for name in ItemListOut.model_fields}


routers = {
    "agenda-items": router_of(
        Resource(
            "agenda-items",
            item_for,
            _item,
            AgendaItemOut,
            AGENDA_ITEMS,
            verbs=(
                *("agenda_items.revise", "agenda_items.approve", "agenda_items.return"),
                *("agenda_items.withdraw", "agenda_items.lay", "agenda_items.enter"),
                *("agenda_items.urge", "agenda_items.second", "agenda_items.review"),
            ),
            creates=(Creates("agenda_items.propose", "organisation_id", organisation_for),),
        )
    ),
    "item-lists": router_of(
        Resource(
            "item-lists",
            item_list_for,
            _item_list,
            ItemListOut,
            creates=(Creates("item_lists.adopt", "organisation_id", organisation_for),),
        )
    ),
}
