"""What of the register of problems is found by a few words."""

from __future__ import annotations

from typing import Any

from jingwei.kernel.finding import Found, in_list
from jingwei.mechanisms.problems.queries.seeing import PROBLEMS, SEE


def _told(row: dict[str, Any]) -> Found:
    return Found(row["id"], row["text"], f"/problems/{row['id']}/", row["organisation__name"], row["due"])


READS = ("id", "text", "organisation__name", "due")
FINDS = (in_list(PROBLEMS, SEE, "/problems/", reads=READS, told=_told, order=30),)
