"""An organisation among those of its kind and size: how the shares of the others lie, who they are stays unsaid (1.5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import quantiles
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.ledger.queries import records_for
from jingwei.foundation.organisations import queries as organisations
from jingwei.foundation.organisations.queries import organisations_for
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.mechanisms.measures.models import Cell
from jingwei.mechanisms.measures.queries.degrees import Figure
from jingwei.mechanisms.measures.queries.figures import Counts
from jingwei.mechanisms.measures.queries.questions import (
    DENOMINATOR,
    NUMERATOR,
    adds_up,
    counted_then,
    counts_organisations,
    filter_of,
    formula,
    kinds_of,
    pieces,
    things,
)
from jingwei.mechanisms.measures.queries.reach import READER, reaches_of
from jingwei.mechanisms.measures.queries.rows import counts_behind
from jingwei.mechanisms.measures.queries.spans import Span

FEWEST = 5
"""So many others must have a share, or each could be guessed."""
TIMES, STEP = 2, 5
"""How far sizes may lie apart; to how many of a hundred the shares of others are rounded, so that none is known exactly."""
MEMBERS = "members"


@dataclass(frozen=True)
class Peers:
    """The shares of the others, rounded, in ascending order; and the own one as its page says it."""

    kind: str
    own: int | None
    others: tuple[int, ...]

    @property
    def is_told(self) -> bool:
        """Whether there are enough of them."""
        return len(self.others) >= FEWEST

    @property
    def words(self) -> str:
        """How they lie, in a sentence."""
        low, middle, high = (round(each) for each in quantiles(self.others, n=4, method="inclusive"))
        told = _("{count} 个有比例的里，居中的是 {middle}%，一半落在 {low}% 到 {high}% 之间。")
        return told.format(count=len(self.others), middle=middle, low=low, high=high)

    @property
    def place(self) -> str:
        """Where the own share lies among them: in words, not as a number in an order."""
        if self.own is None:
            return _("自己的数太少，不放进来比。")
        low, _middle, high = quantiles(self.others, n=4, method="inclusive")
        rounded = _rounded(self.own)
        if rounded < low:
            return _("自己是 {own}%，比多数同类低。").format(own=self.own)
        if rounded > high:
            return _("自己是 {own}%，比多数同类高。").format(own=self.own)
        return _("自己是 {own}%，和多数同类差不多。").format(own=self.own)


def peers_of(organisation: Any, indicator: Indicator, span: Span) -> Peers | None:
    """The others of its kind and size in its university now; None where a figure is not its own or as of a day.

    Of one size are those with half to twice as many members; units have none, so of them all of the kind are alike. Who
    was moved is left out: its past lies elsewhere.
    """
    if not has_peers(organisation, indicator):
        return None
    kin = list(
        organisations_for(READER).filter(
            university_id=organisation.university_id,
            tree=organisation.tree,
            kind=organisation.kind,
            depth=organisation.depth,
            ended_on=None,
        )
    )
    counts = counts_by_path(len(organisation.path), (organisation.university_id,), indicator, span)
    moved = moved_among(kin)
    others = [each for each in _of_a_size(organisation, kin) if each.pk not in moved | {organisation.pk}]
    shares = [_share(indicator, span, counts.get(each.path, Counts())) for each in others]
    own = _share(indicator, span, counts_behind(indicator, reaches_of(organisation), span))
    rounded = sorted(_rounded(share) for share in shares if share is not None)
    return Peers(registry.kind(organisation.kind).label.here(), own, tuple(rounded))


def _rounded(share: int) -> int:
    return STEP * round(share / STEP)


def has_peers(organisation: Any, indicator: Indicator) -> bool:
    """Whether there may be others to lie beside: of the tree the figure counts for, now, within a university."""
    is_own = organisation.tree == indicator.per and not organisation.is_top
    stands = organisation.on is None and organisation.ended_on is None
    return bool(is_own and stands and organisation.university.kind != "authority")


def _of_a_size(organisation: Any, kin: list[Any]) -> list[Any]:
    if organisation.tree != "party":
        return kin
    facts = organisations.facts_of(kin, clock.today(), (MEMBERS,))
    members = {pk: known.get(MEMBERS, 0) for pk, known in facts.items()}
    own = members.get(organisation.pk, 0)
    return [each for each in kin if own <= TIMES * members[each.pk] and members[each.pk] <= TIMES * own]


def moved_among(kin: list[Any]) -> set[int]:
    """Which of them ever stood at another path."""
    rows = organisations_for(READER).filter(pk__in=[each.pk for each in kin], placements__isnull=False)
    return set(rows.exclude(placements__path=F("path")).values_list("pk", flat=True))


def _share(indicator: Indicator, span: Span, counts: Counts) -> int | None:
    return counts.percent if Figure(indicator, span, counts).is_share else None


def counts_by_path(
    length: int, universities: Collection[int], indicator: Indicator, span: Span
) -> Mapping[str, Counts]:
    """The counts of all organisations of some universities whose paths are so long, by these, with all that lies below them."""
    if counts_organisations(indicator):
        return _of_organisations(length, universities, indicator, span)
    rows = _summed(length, universities, indicator, span)
    if not adds_up(indicator):
        rows = _of_things(length, universities, indicator, span)
    return {top: Counts(part or 0, whole or 0) for top, part, whole in rows}


def _summed(
    length: int, universities: Collection[int], indicator: Indicator, span: Span
) -> QuerySet[Cell, Any]:
    cells = Cell.objects.filter(
        university_id__in=universities, formula=formula(indicator), month__range=span.months
    )
    tops = cells.order_by().annotate(top=Substr("path", 1, length)).values_list("top")
    return tops.annotate(Sum("numerator"), Sum("denominator"))


def _of_things(
    length: int, universities: Collection[int], indicator: Indicator, span: Span
) -> QuerySet[Any, Any]:
    rows = records_for(READER).filter(
        counted_then(indicator, DENOMINATOR),
        university_id__in=universities,
        month__range=span.months,
    )
    tops = rows.order_by().annotate(top=Substr(f"{indicator.per}_path", 1, length)).values_list("top")
    inside = things(filter_of(indicator, NUMERATOR), counted_then(indicator, NUMERATOR))
    return tops.annotate(inside=inside, whole=things(filter_of(indicator, DENOMINATOR)))


def _of_organisations(
    length: int, universities: Collection[int], indicator: Indicator, span: Span
) -> dict[str, Counts]:
    """Those that stood and those that had a record, in all pieces of the span by one question."""
    here = Q(university_id__in=universities, tree=indicator.per)
    standing = organisations_for(READER).filter(here).order_by().annotate(top=Substr("path", 1, length))
    cells = Cell.objects.filter(university_id__in=universities, formula=formula(indicator)).order_by()
    asked = []
    for piece in pieces(indicator, span):
        stood = Q(founded_on__lte=piece.ends) & (Q(ended_on=None) | Q(ended_on__gte=piece.begins))
        having = Q(pk__in=cells.filter(month__range=piece.months).values("organisation"))
        for part, had in ((NUMERATOR, having), (DENOMINATOR, Q())):
            rows = standing.filter(stood & had, kind__in=kinds_of(indicator, part))
            asked.append(rows.values_list(Value(part), "top").annotate(Count("pk")))
    first, *others = asked
    found: dict[str, Counts] = {}
    for part, top, number in first.union(*others, all=True):
        found[top] = found.get(top, Counts()) + Counts(**{part: number})
    return found
