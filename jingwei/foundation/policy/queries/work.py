"""What was done under the clauses that work cites, in two questions, however many matters there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from jingwei.foundation.policy.queries.editions import Followed
from jingwei.foundation.policy.queries.obligations import work_counted_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs.lineage import Change
from jingwei.kernel.packs.pack import Pack
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.kernel.packs.spec.matter_type import MatterType
from jingwei.kernel.packs.spec.obligation import Obligation

LIFE = ("matters.open", "matters.amend", "matters.close", "matters.withdraw")
"""The verbs whose last record says whether a matter is in hand, and which clauses it carries out."""
IN_HAND = ("matters.open", "matters.amend")
CONFIRMED = ("matters.confirm", "matters.accept_milestone")
"""The verbs by which the other side confirms what was done."""


@dataclass(frozen=True)
class Work:
    """What was done under a clause: matters in hand now, closed this year, confirmed records this year."""

    in_hand: int = 0
    closed: int = 0
    confirmed: int = 0


@dataclass(frozen=True)
class Touched:
    """What a change touches: the work that cites the clause, and what else in the pack is about it."""

    work: Work
    obligations: tuple[Obligation, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    matter_types: tuple[MatterType, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything at all."""
        return self.work != Work() or bool(self.obligations or self.indicators or self.matter_types)


def work_of(actor: Actor, followed: Followed, today: date, *, read: bool = True) -> dict[str, Work]:
    """The work that the actor may see by clause: as citations count now, or (`read=False`) as they were written.

    Records are grouped by the clauses they cite, which few combinations make.
    """
    records = work_counted_for(actor, followed)
    found: dict[str, Counter[str]] = {}

    def add(cited: str, what: str, number: int) -> None:
        ids = [each for each in cited.split("|") if each]
        if read:
            ids = [now for each in ids for now in followed.counts_for(each)]
        for clause in dict.fromkeys(ids):
            found.setdefault(clause, Counter())[what] += number

    grouped = last_of_each(records).order_by().values("verb", "clauses")
    for row in grouped.annotate(all=Count("id"), this_year=Count("id", filter=Q(month__gte=january(today)))):
        if row["verb"] in IN_HAND:
            add(row["clauses"], "in_hand", row["all"])
        elif row["verb"] == "matters.close":
            add(row["clauses"], "closed", row["this_year"])
    confirmed = confirmed_in(records, today).order_by().values("clauses").annotate(all=Count("id"))
    for row in confirmed:
        add(row["clauses"], "confirmed", row["all"])
    return {clause: Work(**counts) for clause, counts in found.items()}


def last_of_each(records: QuerySet[Any]) -> QuerySet[Any]:
    """Of each matter the last record that says where it stands."""
    life = records.filter(verb__in=LIFE)
    return records.filter(pk__in=life.order_by().values("subject_id").annotate(last=Max("id")).values("last"))


def confirmed_in(records: QuerySet[Any], today: date) -> QuerySet[Any]:
    """The records of this year by which the other side confirms."""
    return records.filter(verb__in=CONFIRMED, month__gte=january(today))


def january(today: date) -> int:
    """The first month of the year."""
    return today.year * 100 + 1


def touched_by(change: Change, former: Pack, work: Mapping[str, Work]) -> Touched:
    """What a change of a clause or an obligation touches, among work as it was cited."""
    clause = change.id if change.noun == "clause" else change.old.clause
    if not clause:
        return Touched(Work())
    about = tuple(each for each in former.obligations.values() if each.clause == clause)
    return Touched(
        work.get(clause, Work()),
        about if change.noun == "clause" else (),
        tuple(each for each in former.indicators.values() if each.clause == clause),
        tuple(each for each in former.matter_types.values() if clause in each.clauses),
    )
