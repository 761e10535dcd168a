"""What other pages show of matters: those of an organisation and all below, and how much of their work is woven."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from jingwei.foundation.matters.flow import ACCEPTED, CLOSED, PLANNING, UNDER_WAY
from jingwei.foundation.matters.models import BOTH, SIDES, Matter, Milestone
from jingwei.foundation.matters.queries.listing import present
from jingwei.foundation.matters.queries.seeing import SEE, within
from jingwei.foundation.organisations.queries import Scope, scope_of, under
from jingwei.kernel.actor import Actor
from jingwei.kernel.listing import Row
from jingwei.kernel.prepared import Prepared

SHOWN = 5
ALIVE = (PLANNING, *UNDER_WAY)


@dataclass(frozen=True)
class Cloth:
    """Milestones of either side as (woven, all): woven where confirmed notes of both sides met it.

    `single` counts those accepted on the notes of one side alone.
    """

    party: tuple[int, int]
    unit: tuple[int, int]
    single: int


def matters_below(actor: Actor, tree: str, path: str, *, alive: bool = True) -> tuple[list[Row], bool]:
    """The matters of an organisation and all below that were touched last, as rows; whether there are more."""
    found = BELOW(scope_of(actor, SEE), path, tree=tree, alive=alive)
    return present(actor, found[:SHOWN]) if found else [], len(found) > SHOWN


def _below(scope: Scope, path: str, *, tree: str, alive: bool) -> QuerySet[Matter]:
    rows = Matter.objects.filter(within(scope), under(f"{tree}__path", (path,)))
    if alive:
        rows = rows.filter(state__in=ALIVE)
    return rows.order_by("-touched_at", "-id")[: SHOWN + 1]


def cloth_below(actor: Actor, tree: str, path: str) -> Cloth:
    """How the work of an organisation and all below is woven, in one question."""
    (told,) = WOVEN(scope_of(actor, SEE), path, tree=tree)
    party, unit = ((told[f"{side}_woven"], told[f"{side}_all"]) for side in SIDES)
    return Cloth(party, unit, told["single"])


def _woven(scope: Scope, path: str, *, tree: str) -> QuerySet[Milestone, Any]:
    """One row that counts all."""
    rows = Milestone.objects.filter(
        under(f"matter__{tree}__path", (path,)),
        within(scope, "matter__"),
        matter__state__in=(*UNDER_WAY, CLOSED),
    )
    woven = Q(state=ACCEPTED, proved=BOTH)
    counts: dict[str, Any] = {"single": Count("pk", Q(state=ACCEPTED) & ~Q(proved=BOTH))}
    for side in SIDES:
        own = Q(side__in=(side, BOTH))
        counts |= {f"{side}_all": Count("pk", own), f"{side}_woven": Count("pk", own & woven)}
    return rows.order_by().annotate(all=Value(True)).values("all").annotate(**counts)


BELOW, WOVEN = Prepared(_below), Prepared(_woven)
