"""What may be read of action items: which, on what occasion, what waits, what hangs where."""

from jingwei.foundation.action_items.models import Occasion
from jingwei.foundation.action_items.queries import concerned as concerned
from jingwei.foundation.action_items.queries.hanging import hanging_for
from jingwei.foundation.action_items.queries.seeing import (
    ACTION_ITEMS,
    SEE,
    all_items_of,
    carried_by,
    host_for,
    item_for,
    items_for,
    items_of,
    matters_to_carry,
    may_carry,
    occasion_for,
    occasions_for,
    open_items_of,
)
from jingwei.foundation.action_items.queries.waiting import waiting_for

__all__ = [
    "ACTION_ITEMS",
    "SEE",
    "Occasion",
    "all_items_of",
    "carried_by",
    "hanging_for",
    "host_for",
    "item_for",
    "items_for",
    "items_of",
    "matters_to_carry",
    "may_carry",
    "occasion_for",
    "occasions_for",
    "open_items_of",
    "waiting_for",
]
