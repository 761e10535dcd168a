"""What of directives is found by a few words."""

from __future__ import annotations

from typing import Any

from jingwei.kernel.finding import Found, in_list
from jingwei.mechanisms.directives.queries.seeing import DIRECTIVES, SEE


def _told(row: dict[str, Any]) -> Found:
    beside = (row["paper_number"], row["organisation__name"])
    return Found(
        row["id"],
        row["title"],
        f"/directives/{row['id']}/",
        " · ".join(filter(None, beside)),
        row["issued_on"],
    )


READS = ("id", "title", "paper_number", "organisation__name", "issued_on")
FINDS = (in_list(DIRECTIVES, SEE, "/directives/", reads=READS, told=_told, order=15),)
