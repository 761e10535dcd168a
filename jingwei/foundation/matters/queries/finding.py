"""What of matters is found by a few words."""

from __future__ import annotations

from typing import Any

from jingwei.foundation.matters.queries.listing import MATTERS
from jingwei.foundation.matters.queries.seeing import SEE
from jingwei.kernel.finding import Found, in_list


def _told(row: dict[str, Any]) -> Found:
    return Found(row["id"], row["title"], f"/matters/{row['id']}/", f"{row['number']} · {row['party__name']}")


FINDS = (
    in_list(MATTERS, SEE, "/matters/", reads=("id", "title", "number", "party__name"), told=_told, order=10),
)
