"""The prepared questions from which figures are made: sums of cells, spells of organisations, things in the ledger.

A place is given as `Reach.plain`, a span as its first and last month or day. No question compares its values, so what
lies around several spans is given too.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from jingwei.foundation.ledger.queries import records_for
from jingwei.foundation.organisations.queries import Organisation, organisations_for, under
from jingwei.kernel.prepared import Prepared
from jingwei.mechanisms.measures.models import Cell
from jingwei.mechanisms.measures.queries.questions import (
    DENOMINATOR,
    NUMERATOR,
    Definitions,
    counted_by,
    filter_of,
    things,
)
from jingwei.mechanisms.measures.queries.reach import READER, Place, Reach

Months = tuple[int, int]
Days = tuple[date, date]
Layer = tuple[tuple[Months, Days | None], ...]
Inside = tuple[tuple[Place, tuple[str, ...]], ...]
"""Places with the formulas that are counted there."""


def _cells(inside: Inside, months: Months) -> QuerySet[Cell]:
    found = Q(pk__in=())
    for place, formulas in inside:
        found |= Q(formula__in=formulas) & Reach(*place).condition("path")
    return Cell.objects.filter(found, month__range=months)


def _sums(inside: Inside, months: Months) -> QuerySet[Cell, Any]:
    """Formula, month and the two counts of all organisations together."""
    return (
        _cells(inside, months).values_list("formula", "month").annotate(Sum("numerator"), Sum("denominator"))
    )


def _having(inside: Inside, around: Months, begins: date, layer: Layer) -> QuerySet[Cell, Any]:
    """Formula, place in the layer, and how many organisations had a record there while they stood here.

    Who has stood here from before the first day until now stood here in each span; others are looked up where the
    layer gives days. Where it is known that there are none it gives no days: planning to look takes longer than all the rest.
    """
    settled = _settled(tuple(path for (_of, paths), _those in inside for path in paths), begins)
    counted = Q(organisation__in=settled.values("pk"))
    counted |= _standing_here(inside, layer)
    rows = _cells(inside, around).filter(counted)
    rows = rows.annotate(span=_which([months for months, _days in layer])).exclude(span=None)
    return rows.values_list("formula", "span").annotate(Count("organisation", distinct=True))


def _standing_here(inside: Inside, layer: Layer) -> Q:
    """The condition on cells that their organisation stood here on some day of the span."""
    here = Q(pk__in=())
    for place, formulas in inside:
        for months, days in layer:
            if days is None:
                continue
            standing = Reach(*place).alive(*days, "placements__")
            stood = Exists(organisations_for(READER).filter(standing, pk=OuterRef("organisation")).order_by())
            here |= Q(formula__in=formulas, month__range=months) & Q(stood)
    return here


def _settled(paths: tuple[str, ...], begins: date) -> QuerySet[Organisation]:
    """The organisations that have stood at or below these paths from before a day until now.

    Asked by the path of the placement, which is that of today: so the others' placements are not looked through.
    """
    return organisations_for(READER).filter(under("placements__path", paths), _present(begins)).order_by()


def _spells(
    trees: tuple[tuple[str, tuple[str, ...]], ...], university_id: int | None, around: Days
) -> QuerySet[Organisation, Any]:
    """Tree, kind, nought, first and last day, and how many have stood here from before the first day until now.

    Those share the first day. Any other organisation that stood here meanwhile is told by itself, by its key in the
    third place.
    """
    there = Q(pk__in=())
    for tree, paths in trees:
        there |= Q(tree=tree) & Reach(university_id, paths).alive(*around, "placements__")
    rows = organisations_for(READER).filter(there)
    if university_id is not None:
        rows = rows.filter(university_id=university_id)
    one = Case(When(_present(around[0]), then=Value(0)), default=F("pk"), output_field=BigIntegerField())
    came = Case(When(_present(around[0]), then=Value(around[0])), default=F("placements__since"))
    rows = rows.order_by().annotate(one=one, came=came)
    named = rows.values_list("tree", "kind", "one", "came", "placements__until")
    return named.annotate(Count("pk"))


def _present(begins: date) -> Q:
    """The condition on organisations that they stand where they did before a day."""
    return Q(placements__until=None, placements__since__lte=begins)


def _things(
    place: Place, around: Months, layer: tuple[Months, ...], *, per: str, definitions: tuple[Definitions, ...]
) -> QuerySet[Any, Any]:
    """Place in the layer, then the two counts of each indicator: what counts once over several records."""
    counts: dict[str, Any] = {}
    any_of = Q(pk__in=())
    for number, known in enumerate(definitions):
        newest = known[-1][0]
        of_whole = counted_by(known, DENOMINATOR)
        any_of |= of_whole
        counts[f"part{number}"] = things(filter_of(newest, NUMERATOR), counted_by(known, NUMERATOR))
        counts[f"whole{number}"] = things(filter_of(newest, DENOMINATOR), of_whole)
    rows = records_for(READER).filter(Reach(*place).condition(f"{per}_path"), any_of, month__range=around)
    rows = rows.annotate(span=_which(layer)).order_by().exclude(span=None)
    return rows.values_list("span").annotate(**counts)


def _which(layer: Any) -> Case:
    """The place in the layer of the span that a row's month lies in."""
    whens = [When(month__range=months, then=Value(at)) for at, months in enumerate(layer)]
    return Case(*whens, output_field=IntegerField())


SUMS, HAVING, SPELLS, THINGS = Prepared(_sums), Prepared(_having), Prepared(_spells), Prepared(_things)
