"""Excuses over the API; how an obligation stands is told beside the obligation itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from jingwei.foundation.organisations.queries import organisation_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import Answer, Creates, Resource, router_of
from jingwei.mechanisms.obligations.queries import EXCUSES, excuse_for


class ExcuseOut(Answer):
    """An organisation is excused from an obligation for the period that begins with `since`."""

    id: int
    organisation_id: int
    obligation: str
    since: date
    reason: str
    made_on: date
    withdrawn_on: date | None


def _excuse(actor: Actor, excuse: Any) -> dict[str, Any]:
    return {name: getattr(excuse, name) for name in ExcuseOut.model_fields}


routers = {
    "excuses": router_of(
        Resource(
            "excuses",
            excuse_for,
            _excuse,
            ExcuseOut,
            EXCUSES,
            verbs=("excuses.withdraw",),
            creates=(Creates("excuses.make", "organisation_id", organisation_for),),
        )
    )
}
