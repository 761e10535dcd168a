"""Who owes what in the present period, and which organisations have records that count for it."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from jingwei.foundation.ledger.queries import counted_for
from jingwei.foundation.organisations.queries import organisations_for, standing
from jingwei.foundation.policy.queries.editions import Edition, Followed, in_effect
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs.conditions import holds
from jingwei.kernel.packs.spec.obligation import Obligation

CONTENT = "matters.see"
"""Whose work counts for a reader: that of the organisations where this is held."""
MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Owing:
    """An organisation that has not done it yet in the present period."""

    id: int
    name: str

    @property
    def url(self) -> str:
        """Its own page."""
        return f"/organisations/{self.id}/"


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
    owing: tuple[Owing, ...] = ()

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


def period_of(obligation: Obligation, on: date) -> tuple[date, date | None]:
    """The first and the last day of the period of an obligation in which a day lies."""
    if (months := MONTHS.get(obligation.cycle)) is None:
        return obligation.effective_from, None
    first = (on.month - 1) // months * months + 1
    last = first + months - 1
    return date(on.year, first, 1), date(on.year, last, calendar.monthrange(on.year, last)[1])


def standings_for(
    actor: Actor, followed: Followed, on: date, wanted: Iterable[Obligation] | None = None
) -> dict[str, Standing]:
    """How the obligations in effect stand, by id; two questions, however many they are.

    `followed` is the document as it bound on that day, so that last year is held against last year's norm.
    """
    binding = [o for o in followed.edition.obligations.values() if in_effect(o, on)]
    if wanted is not None:
        ids = {o.id for o in wanted}
        binding = [o for o in binding if o.id in ids]
    counted = [o for o in binding if o.count]
    done = _done(actor, followed, counted, on)
    kinds = {kind for o in counted for kind in o.who}
    owed_by = _organisations(actor, kinds, on) if counted else []
    return {o.id: _standing(o, on, owed_by, done) for o in binding}


def work_counted_for(actor: Actor, followed: Followed) -> QuerySet[Any]:
    """The records of the work that the actor may see, to be counted; an authority looks into several universities."""
    is_one = followed.university.kind == "university"
    return counted_for(actor, CONTENT, actor.university_id if is_one else None)


def _organisations(actor: Actor, kinds: Iterable[str], on: date) -> list[dict[str, Any]]:
    rows = organisations_for(actor).filter(standing(on), tree="party", kind__in=sorted(kinds))
    return list(rows.order_by("path").values("id", "name", "kind", "founded_on"))


def _done(
    actor: Actor, followed: Followed, counted: list[Obligation], on: date
) -> Mapping[tuple[str, int], dict[str, int]]:
    """Records by verb and Party organisation, in the month, quarter and year of `on`, and ever."""
    if not counted:
        return {}
    verbs = sorted({verb for o in counted if o.count for verb in o.count.verbs})
    month = on.year * 100 + on.month
    quarter = on.year * 100 + (on.month - 1) // 3 * 3 + 1
    rows = work_counted_for(actor, followed).filter(verb__in=verbs, month__lte=month).exclude(party_id=None)
    if all(o.cycle != "once" for o in counted):
        rows = rows.filter(month__gte=on.year * 100 + 1)
    grouped = (
        rows.order_by()
        .values("verb", "party_id")
        .annotate(
            of_month=Count("id", filter=Q(month=month)),
            of_quarter=Count("id", filter=Q(month__gte=quarter)),
            of_year=Count("id", filter=Q(month__gte=on.year * 100 + 1)),
            of_once=Count("id"),
        )
    )
    return {(row["verb"], row["party_id"]): row for row in grouped}


def _standing(
    obligation: Obligation,
    on: date,
    organisations: list[dict[str, Any]],
    done: Mapping[tuple[str, int], dict[str, int]],
) -> Standing:
    since, until = period_of(obligation, on)
    if (count := obligation.count) is None:
        return Standing(obligation, since, until, counted=False)
    met, owing = 0, []
    for organisation in organisations:
        if organisation["kind"] not in obligation.who or not _applies(obligation, organisation, on):
            continue
        rows = (done.get((verb, organisation["id"])) for verb in count.verbs)
        if sum(row[f"of_{obligation.cycle}"] for row in rows if row) >= count.at_least:
            met += 1
        else:
            owing.append(Owing(organisation["id"], organisation["name"]))
    return Standing(obligation, since, until, counted=True, met=met, owing=tuple(owing))


def _applies(obligation: Obligation, organisation: dict[str, Any], on: date) -> bool:
    """Whether its condition holds; what is not known about the organisation never makes it hold."""
    if obligation.when is None:
        return True
    founded = organisation["founded_on"]
    facts = (
        {"months-since-founded": (on.year - founded.year) * 12 + on.month - founded.month} if founded else {}
    )
    return holds(obligation.when, facts).holds
