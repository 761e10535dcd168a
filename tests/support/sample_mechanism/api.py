"""Thanks over the API."""

from __future__ import annotations

from typing import Any

from jingwei.foundation.organisations.queries import organisation_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import Answer, Creates, Resource, router_of
from jingwei.mechanisms.thanks_probe.queries import THANKS_LIST, one_for


class ThanksOut(Answer):
    """One sentence of thanks."""

    id: int
    words: str
    state: str
    version: int


def _detail(actor: Actor, thanks: Any) -> dict[str, Any]:
    return {name: getattr(thanks, name) for name in ThanksOut.model_fields}


routers = {
    "thanks-probe": router_of(
        Resource(
            "thanks-probe",
            one_for,
            _detail,
            ThanksOut,
            THANKS_LIST,
            verbs=("thanks_probe.withdraw",),
            creates=(Creates("thanks_probe.give", "organisation_id", organisation_for),),
        )
    )
}
