"""Whose an action item is: of the person it was given to, and of who settles them there."""

from __future__ import annotations

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.action_items.flow import OPEN
from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor

LEADS = "action_items.settle"


def has_it_in_hand(actor: Actor, item: Any) -> Reason | None:
    """It is done by whom it was given to, or by who settles action items there."""
    if item.person_id == actor.person_id or actor.holds(LEADS, item.organisation.path):
        return None
    return Reason(_l("这项举措交给了别人。"), "2.1")


def was_given_it(actor: Actor, item: Any) -> Reason | None:
    """It comes back from nobody but the person it was given to."""
    if item.person_id == actor.person_id:
        return None
    return Reason(_l("只有分到这项举措的人能退回。"))


def goes_to_another(actor: Actor, item: Any, person: Any = None) -> Reason | None:
    """It is handed to somebody who has not got it already."""
    if person is not None and person.pk == item.person_id and item.state == OPEN:
        return Reason(format_lazy(_l("这项举措已经在{name}手上。"), name=person.name))
    return None
