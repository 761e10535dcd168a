"""What of action items is found by a few words."""

from __future__ import annotations

from typing import Any

from jingwei.foundation.action_items.queries.seeing import ACTION_ITEMS, SEE
from jingwei.kernel.finding import Found, in_list


def _told(row: dict[str, Any]) -> Found:
    return Found(
        row["id"],
        row["text"],
        f"/action-items/occasions/{row['occasion_id']}/#action-item-{row['id']}",
        f"{row['person__name']} · {row['organisation__name']}",
        row["due"],
        within=row["occasion__topic"],
    )


READS = ("id", "text", "occasion_id", "occasion__topic", "person__name", "organisation__name", "due")
FINDS = (in_list(ACTION_ITEMS, SEE, "/action-items/", reads=READS, told=_told, order=35),)
