"""What of meetings and agenda items is found by a few words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from jingwei.kernel.finding import Found, in_list
from jingwei.kernel.packs import registry
from jingwei.mechanisms.meetings.queries.agenda import AGENDA_ITEMS, SEE_ITEMS
from jingwei.mechanisms.meetings.queries.held import MEETINGS, SEE


def _meeting(row: dict[str, Any]) -> Found:
    body = registry.body(row["body"]).label.here()
    title = _("{body}：{topic}").format(body=body, topic=row["topic"]) if row["topic"] else body
    beside, on = row["organisation__name"], row["held_on"]
    return Found(row["id"], title, f"/meetings/{row['id']}/", beside, on, within=row["outcome"])


def _item(row: dict[str, Any]) -> Found:
    return Found(
        row["id"],
        row["title"],
        f"/meetings/items/{row['id']}/",
        row["organisation__name"],
        row["proposed_on"],
    )


OF_MEETING = ("id", "body", "topic", "outcome", "held_on", "organisation__name")
OF_ITEM = ("id", "title", "organisation__name", "proposed_on")
FINDS = (
    in_list(MEETINGS, SEE, "/meetings/", reads=OF_MEETING, told=_meeting, order=20),
    in_list(AGENDA_ITEMS, SEE_ITEMS, "/meetings/items/", reads=OF_ITEM, told=_item, order=25),
)
