"""What of organisations is found by a few words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries.listing import ORGANISATIONS
from jingwei.foundation.organisations.queries.seeing import SEE
from jingwei.kernel.finding import Found, in_list
from jingwei.kernel.packs import registry


def _told(row: dict[str, Any]) -> Found:
    kind = registry.kind(row["kind"]).label.here()
    has_ended = row["ended_on"] is not None and row["ended_on"] < clock.today()
    beside = (kind, row["code"], _("已撤销") if has_ended else "")
    return Found(row["id"], row["name"], f"/organisations/{row['id']}/", " · ".join(filter(None, beside)))


READS = ("id", "name", "code", "kind", "ended_on")
FINDS = (
    in_list(ORGANISATIONS, SEE, "/organisations/list/", reads=READS, told=_told, first="name", order=45),
)
