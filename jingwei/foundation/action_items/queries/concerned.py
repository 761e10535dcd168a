"""Whom the verbs on action items concern: whoever has one in hand, and who settles them when one comes back."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.action_items.models import ActionItem
from jingwei.foundation.organisations.queries import people_in_charge
from jingwei.kernel.notices import Kind, Press, tells

ITEM = Kind("action_items.item", _l("交给我的举措"))
BACK = Kind("action_items.back", _l("退回来的举措"))


def _address(record: Any) -> str:
    found = ActionItem.objects.filter(pk=record.subject_id).values_list("occasion", flat=True)
    return f"/action-items/occasions/{found[0]}/#action-item-{record.subject_id}"


def _owner(record: Any) -> set[int]:
    return set(ActionItem.objects.filter(pk=record.subject_id).values_list("person", flat=True))


def _leads(record: Any) -> set[int]:
    rows = ActionItem.objects.filter(pk=record.subject_id)
    return people_in_charge("action_items.hand", list(rows.values_list("organisation", flat=True)))


ENDED = ("action_items.finish", "action_items.carry", "action_items.open_matter", "action_items.drop")

tells(
    ITEM,
    "action_items.settle",
    _l("{actor}在“{occasion}”上把一项举措交给你：{subject}，{due} 前。"),
    _owner,
    at=_address,
    settled_by=(*ENDED, "action_items.return", "action_items.hand"),
)
tells(
    ITEM,
    "action_items.hand",
    _l("{actor}把一项举措改交给你：{subject}。"),
    _owner,
    at=_address,
    settled_by=(*ENDED, "action_items.return", "action_items.hand"),
)
tells(
    ITEM,
    "action_items.postpone",
    _l("举措“{subject}”改到 {due} 前：{reason}"),
    _owner,
    at=_address,
    press=Press.DAILY,
)
tells(
    ITEM,
    "action_items.give_back",
    _l("事项《{matter}》撤回了，举措“{subject}”要另外办。"),
    _owner,
    at=_address,
    settled_by=ENDED,
)
tells(
    ITEM,
    "action_items.drop",
    _l("举措“{subject}”不用办了：{reason}"),
    _owner,
    at=_address,
    press=Press.DAILY,
)
tells(
    BACK,
    "action_items.return",
    _l("{actor}退回了举措“{subject}”：{reason}"),
    _leads,
    at=_address,
    settled_by=("action_items.hand", "action_items.drop"),
)
