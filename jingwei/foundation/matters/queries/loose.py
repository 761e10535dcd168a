"""Where one act could weave a matter: a result to be answered, a plan one side has not agreed to, a side without its part."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from jingwei.adapters import clock
from jingwei.foundation.matters.flow import CONFIRMED, IMPLEMENTING, NOTED, PLANNING, UNDER_WAY
from jingwei.foundation.matters.models import PARTY, UNIT, Agreement, Deed, Matter
from jingwei.foundation.matters.queries.seeing import SEE, within
from jingwei.foundation.organisations.queries import Scope, scope_of, under
from jingwei.kernel.actor import Actor
from jingwei.kernel.prepared import Prepared

MOST = 3
UNANSWERED, UNAGREED, UNCHANGED, UNPROVED = "unanswered", "unagreed", "unchanged", "unproved"


class Loose(NamedTuple):
    """One such place: `side` is whose act it is, `since` the day since when it is so, `part` the note where there is one."""

    kind: str
    matter: int
    part: int
    title: str
    side: str
    since: date


def loose_for(actor: Actor, tree: str, path: str, settles_after: int) -> list[Loose]:
    """The oldest of each kind in the matters of an organisation and all below that the actor may see (one question)."""
    before = clock.today() - timedelta(days=settles_after)
    rows = LOOSE(scope_of(actor, SEE), path, before, tree=tree)
    return sorted((Loose._make(row) for row in rows), key=lambda each: (each.since, each.matter))


def _loose(scope: Scope, path: str, before: date, *, tree: str) -> QuerySet[Any, Any]:
    mine = within(scope) & under(f"{tree}__path", (path,))
    deeds = Deed.objects.filter(matter=OuterRef("pk"), state__in=(NOTED, CONFIRMED))
    working = Matter.objects.filter(mine, state=IMPLEMENTING, opened_on__lte=before)
    parts = (
        _unanswered(within(scope, "matter__") & under(f"matter__{tree}__path", (path,))),
        _unagreed(Matter.objects.filter(mine, state=PLANNING)),
        _first(UNCHANGED, PARTY, working.filter(~Exists(deeds.filter(side=PARTY).exclude(changed="")))),
        _first(UNPROVED, UNIT, working.filter(~Exists(deeds.filter(side=UNIT, kind=Deed.Kind.OUTCOME)))),
    )
    return parts[0].union(*parts[1:], all=True)


def _unanswered(mine: Q) -> QuerySet[Any, Any]:
    """Professional results that wait for the side that is to answer them."""
    rows = Deed.objects.filter(
        mine, side=UNIT, kind=Deed.Kind.OUTCOME, state=NOTED, matter__state__in=UNDER_WAY
    )
    first = rows.order_by("on", "pk").values("pk")[:MOST]
    found = Deed.objects.filter(pk__in=first).order_by()
    return found.values_list(Value(UNANSWERED), "matter_id", "pk", "text", "benefits", "on")


def _unagreed(rows: QuerySet[Matter]) -> QuerySet[Any, Any]:
    """Plans that only one side agreed to."""
    agreed = Agreement.objects.filter(matter=OuterRef("pk"), stage=PLANNING)
    rows = rows.annotate(
        party_agreed=Exists(agreed.filter(side=PARTY)), unit_agreed=Exists(agreed.filter(side=UNIT))
    )
    rows = rows.exclude(party_agreed=F("unit_agreed"))
    side = Case(When(party_agreed=True, then=Value(UNIT)), default=Value(PARTY), output_field=CharField())
    return _first(UNAGREED, side, rows)


def _first(kind: str, side: Any, rows: QuerySet[Matter]) -> QuerySet[Any, Any]:
    told = Value(side) if isinstance(side, str) else side
    first = rows.order_by("opened_on", "pk").values("pk")[:MOST]
    found = rows.filter(pk__in=first).order_by()
    return found.values_list(Value(kind), "pk", Value(0), "title", told, "opened_on")


LOOSE = Prepared(_loose)
