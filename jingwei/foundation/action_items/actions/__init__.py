"""The verbs on occasions and action items."""

from jingwei.foundation.action_items.actions import succession as succession
from jingwei.foundation.action_items.actions.ending import (
    carry_item,
    drop_item,
    finish_item,
    fulfil_item,
    give_item_back,
    open_matter_from_item,
)
from jingwei.foundation.action_items.actions.handing import hand_item, postpone_item, return_item
from jingwei.foundation.action_items.actions.settling import Settled, hold_occasion, settle_item

__all__ = [
    "Settled",
    "carry_item",
    "drop_item",
    "finish_item",
    "fulfil_item",
    "give_item_back",
    "hand_item",
    "hold_occasion",
    "open_matter_from_item",
    "postpone_item",
    "return_item",
    "settle_item",
]
