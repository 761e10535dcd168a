"""The prepared questions from which figures are made: sums of cells, spells of organisations, things in the ledger.

A place is given as `Reach.plain`, a span as its first and last month or day. No question compares its values, so what
lies around several spans is given too.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, DateField, Exists, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast

from jingwei.foundation.ledger.queries import records_for
from jingwei.foundation.organisations.queries import Organisation, organisations_for, under, unsettled
from jingwei.kernel.dated import a_day_or_more
from jingwei.kernel.prepared import Prepared
from jingwei.mechanisms.measures.models import Cell
from jingwei.mechanisms.measures.queries.questions import (
    DENOMINATOR,
    NUMERATOR,
    Definitions,
    counted_by,
    filter_of,
    things,
    which_of,
)
from jingwei.mechanisms.measures.queries.reach import READER, Place, Reach

Months = tuple[int, int]
Days = tuple[date, date]
Layer = tuple[tuple[Months, Days | None], ...]
Inside = tuple[tuple[Place, Months, tuple[str, ...]], ...]
"""Places and months with the formulas that are counted there."""


def _cells(inside: Inside) -> QuerySet[Cell]:
    found = Q(pk__in=())
    for place, months, formulas in inside:
        found |= Q(formula__in=formulas, month__range=months) & Reach(*place).condition("path")
    return Cell.objects.filter(found)


def _sums(inside: Inside) -> QuerySet[Cell, Any]:
    """Formula, month and the two counts of all organisations together."""
    return _cells(inside).values_list("formula", "month").annotate(Sum("numerator"), Sum("denominator"))


def _having(inside: Inside, begins: date, layer: Layer) -> QuerySet[Cell, Any]:
    """Formula, place in the layer, and how many organisations had a record there while they stood here.

    Who has stood here from before the first day until now stood here in each span; others are looked up where the
    layer gives days. Where it is known that there are none it gives no days: planning to look takes longer than all the rest.
    """
    paths = tuple(path for (_of, paths), _months, _those in inside for path in paths)
    counted = ~Q(organisation__in=unsettled(paths, begins).values("organisation"))
    present = Q(placements__until=None, placements__since__lte=begins) & under("placements__path", paths)
    settled = organisations_for(READER).filter(present, pk=OuterRef("organisation")).order_by()
    counted |= Exists(settled) | _standing_here(inside, layer)
    rows = _cells(inside).filter(counted)
    rows = rows.annotate(span=which_of([months for months, _days in layer])).exclude(span=None)
    return rows.values_list("formula", "span").annotate(Count("organisation", distinct=True))


def _standing_here(inside: Inside, layer: Layer) -> Q:
    """The condition on cells that their organisation stood here on some day of the span."""
    here = Q(pk__in=())
    for place, _months, formulas in inside:
        for months, days in layer:
            if days is None:
                continue
            standing = Reach(*place).alive(*days, "placements__")
            stood = Exists(organisations_for(READER).filter(standing, pk=OuterRef("organisation")).order_by())
            here |= Q(formula__in=formulas, month__range=months) & Q(stood)
    return here


def _spells(
    trees: tuple[tuple[str, tuple[str, ...]], ...], university_id: int | None, begins: date
) -> QuerySet[Organisation, Any]:
    """Tree, kind, nought, first and last day, and how many stand here now; then the few that do not since that day.

    Those that stand here share the first day. Each that has ended since, or that came after that day and so is among
    them too, is told by itself, by its key in the third place.
    """
    here = Q(pk__in=())
    for tree, paths in trees:
        here |= Q(tree=tree) & under("path", paths)
    standing = organisations_for(READER).filter(here, ended_on=None)
    if university_id is not None:
        standing = standing.filter(university_id=university_id)
    never = Cast(Value(None), DateField())
    told = standing.order_by().values_list("tree", "kind", Value(0), Value(begins), never)
    own = Q() if university_id is None else Q(organisation__university=university_id)
    others = [
        unsettled(paths, begins)
        .filter(own, Q(until=None) | Q(until__gte=begins), a_day_or_more(), organisation__tree=tree)
        .values_list("organisation__tree", "organisation__kind", "organisation", "since", "until", Value(1))
        for tree, paths in trees
    ]
    return told.annotate(Count("pk")).union(*others, all=True)


def _things(
    place: Place, around: Months, layer: tuple[Months, ...], *, per: str, definitions: tuple[Definitions, ...]
) -> QuerySet[Any, Any]:
    """Place in the layer, then the two counts of each indicator: what counts once over several records."""
    counts: dict[str, Any] = {}
    any_of = Q(pk__in=())
    # Said once more for all of them, so that the index by verb and month serves whatever each asks besides.
    whole = [filter_of(each, DENOMINATOR) for known in definitions for each, _spells in known]
    verbs = sorted({verb for each in whole for verb in each.every_verb})
    for number, known in enumerate(definitions):
        newest = known[-1][0]
        of_whole = counted_by(known, DENOMINATOR)
        any_of |= of_whole
        counts[f"part{number}"] = things(filter_of(newest, NUMERATOR), counted_by(known, NUMERATOR))
        counts[f"whole{number}"] = things(filter_of(newest, DENOMINATOR), of_whole)
    rows = records_for(READER).filter(Reach(*place).condition(f"{per}_path"), any_of, verb__in=verbs)
    rows = rows.filter(month__range=around).annotate(span=which_of(layer)).order_by().exclude(span=None)
    return rows.values_list("span").annotate(**counts)


SUMS, HAVING, SPELLS, THINGS = Prepared(_sums), Prepared(_having), Prepared(_spells), Prepared(_things)
