"""How each obligation stands with the organisations a reader may see, in the present period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jingwei.foundation.ledger.queries import counted_for
from jingwei.foundation.policy.queries.editions import Edition, Followed
from jingwei.foundation.policy.queries.owed import Ask, Owed, Owner, in_effect
from jingwei.foundation.policy.queries.owing import CONTENT, asks_of, owed_by
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs.spec.obligation import Obligation


@dataclass(frozen=True)
class Standing:
    """How an obligation stands with the organisations the reader may see, in the period that runs now.

    `counted` is false where nothing on the platform can show it yet; `until` is None where it is owed once.
    """

    obligation: Obligation
    since: date
    until: date | None
    counted: bool
    met: int = 0
    owing: tuple[Owner, ...] = ()

    @property
    def due(self) -> int:
        """How many organisations it applies to."""
        return self.met + len(self.owing)

    @property
    def is_gap(self) -> bool:
        """Whether somebody still owes what is more than a piece of information."""
        return bool(self.owing) and self.obligation.strength in ("block", "warn")

    @property
    def is_met(self) -> bool:
        """Whether all to whom it applies have done it."""
        return self.met > 0 and not self.owing


def obligations_for(edition: Edition, organisation_kind: str, on: date) -> tuple[Obligation, ...]:
    """What an edition asks of a kind of organisation on a day."""
    return tuple(o for o in edition.obligations.values() if organisation_kind in o.who and in_effect(o, on))


def standings_for(
    actor: Actor, followed: Followed, on: date, wanted: Iterable[Obligation] | None = None
) -> dict[str, Standing]:
    """How the obligations in effect stand, by id; a fixed number of questions, however many they are.

    `followed` is the document as it bound on that day, so that last year is held against last year's norm.
    """
    ids = None if wanted is None else {o.id for o in wanted}
    asks = [ask for ask in asks_of(followed, on) if ids is None or ask.obligation.id in ids]
    counted = [ask for ask in asks if ask.obligation.is_shown]
    held: dict[str, list[Owed]] = {ask.obligation.id: [] for ask in asks}
    for each in owed_by(actor, counted, on) if counted else ():
        held[each.ask.obligation.id].append(each)
    return {ask.obligation.id: _standing(ask, held[ask.obligation.id]) for ask in asks}


def _standing(ask: Ask, held: list[Owed]) -> Standing:
    return Standing(
        ask.obligation,
        ask.since,
        ask.until,
        counted=ask.obligation.is_shown,
        met=sum(each.state == "met" for each in held),
        owing=tuple(each.owner for each in held if each.state in ("due", "overdue")),
    )


def work_counted_for(actor: Actor, followed: Followed) -> QuerySet[Any]:
    """The records of the work that the actor may see, to be counted; an authority looks into several universities."""
    is_one = followed.university.kind == "university"
    return counted_for(actor, CONTENT, actor.university_id if is_one else None)
