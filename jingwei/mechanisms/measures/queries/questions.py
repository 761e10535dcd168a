"""An indicator as one question to the ledger, and the same condition to open what it counted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

from jingwei.foundation.ledger.queries import records_for
from jingwei.foundation.organisations.queries import organisations_for
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.indicator import (
    Indicator,
    Organisations,
    OrganisationsWith,
    Records,
    RecordsFilter,
    Which,
)
from jingwei.mechanisms.measures.queries.definitions import Spells, definitions, in_force, in_spells, said
from jingwei.mechanisms.measures.queries.reach import READER
from jingwei.mechanisms.measures.queries.spans import Span

Definitions = tuple[tuple[Indicator, Spells | None], ...]
KEY = ("university_id", "organisation_id", "path", "month")
SUBJECT = ("university_id", "subject_type", "subject_id")
NUMERATOR, DENOMINATOR = "numerator", "denominator"


def counts_organisations(indicator: Indicator) -> bool:
    """Whether it counts organisations rather than records."""
    return isinstance(indicator.denominator, Organisations)


def pieces(indicator: Indicator, span: Span) -> tuple[Span, ...]:
    """What a span is cut into so that an organisation counts once in each: its quarters, where the indicator says so."""
    return span.quarters() if once_a_quarter(indicator) else (span,)


def once_a_quarter(indicator: Indicator) -> bool:
    """Whether an organisation counts once in each quarter rather than once in all."""
    counted = indicator.denominator
    return isinstance(counted, Organisations) and counted.once_in == "quarter"


def which_of(layer: Iterable[tuple[int, int]]) -> Case:
    """The place in a layer, spans given by their first and last month, of the one that a row's month lies in."""
    whens = [When(month__range=months, then=Value(at)) for at, months in enumerate(layer)]
    return Case(*whens, output_field=IntegerField())


def tally(*parts: Iterable[QuerySet[Any]]) -> list[int]:
    """How many rows the questions of each part have together, all by one question."""
    first, *others = (
        rows.order_by().values_list(Value(at)).annotate(Count("pk", distinct=True))
        for at, part in enumerate(parts)
        for rows in part
    )
    found = [0] * len(parts)
    for at, number in first.union(*others, all=True):
        found[at] += number
    return found


def adds_up(indicator: Indicator) -> bool:
    """Whether months and organisations may be summed: each record counts once, wherever it lies."""
    return isinstance(indicator.denominator, Records) and indicator.denominator.distinct == "record"


def filter_of(indicator: Indicator, part: str) -> RecordsFilter:
    """Which records the numerator or the denominator is about."""
    numerator, denominator = indicator.numerator, indicator.denominator
    if isinstance(numerator, OrganisationsWith):
        return numerator.records
    return numerator if part == NUMERATOR or isinstance(denominator, Organisations) else denominator


def kinds_of(indicator: Indicator, part: str) -> tuple[str, ...]:
    """Which kinds of organisation are counted; none for an indicator that counts records."""
    numerator, denominator = indicator.numerator, indicator.denominator
    if isinstance(numerator, OrganisationsWith) and part == NUMERATOR:
        return numerator.kinds
    return denominator.kinds if isinstance(denominator, Organisations) else ()


def counted(wanted: RecordsFilter, height: int | None = None) -> Q:
    """The condition on records that a filter of the pack names; as it was while the chain was no higher than `height`."""
    condition = reduce(or_, map(_meant, wanted.each))
    if wanted.undone_by:
        condition &= not_undone(wanted.undone_by, height)
    return condition


def _meant(which: Which) -> Q:
    condition = Q(verb__in=which.verbs)
    if which.side:
        condition &= Q(side__in=which.side)
    if which.result:
        condition &= Q(result__in=which.result)
    if which.tags:
        condition &= reduce(or_, (Q(tags__contains=f"|{tag}|") for tag in which.tags))
    for tag in which.barred:
        condition &= ~Q(tags__contains=f"|{tag}|")
    return condition


def not_undone(verbs: tuple[str, ...], height: int | None = None) -> Q:
    """The condition on records that none of these verbs came to their subject."""
    same = {name: OuterRef(name) for name in SUBJECT}
    undoing = records_for(READER).filter(within(height), **same, verb__in=verbs)
    return Q(~Exists(undoing.order_by()))


def within(height: int | None) -> Q:
    """The condition on records that stood in their chain while it was no higher; none where no height is given."""
    return Q() if height is None else Q(seq__lte=height)


def counted_then(indicator: Indicator, part: str, height: int | None = None) -> Q:
    """The same for an indicator: each record by the definition that was in force in its month."""
    return counted_by(in_force(indicator), part, height)


def counted_by(
    definitions: Iterable[tuple[Indicator, Spells | None]], part: str, height: int | None = None
) -> Q:
    """The same, with the definitions at hand."""
    found = Q(pk__in=())
    for definition, spells in definitions:
        found |= counted(filter_of(definition, part), height) & in_spells(spells)
    return found & within(height)


def takes_out(indicator: Indicator, inside: Q) -> Q:
    """The condition on records that take something out: of their subject there is one inside that would count without them."""
    found = Q(pk__in=())
    same = {name: OuterRef(name) for name in SUBJECT}
    for definition, spells in in_force(indicator):
        for wanted in (filter_of(definition, part) for part in (NUMERATOR, DENOMINATOR)):
            if wanted.undone_by:
                plain = counted(wanted.model_copy(update={"undone_by": ()})) & in_spells(spells)
                of_it = records_for(READER).filter(inside, plain, **same).order_by()
                found |= Q(verb__in=wanted.undone_by) & Q(Exists(of_it))
    return found


def thing(wanted: RecordsFilter) -> Any:
    """What is counted once: the record, its subject, or one part of its subject."""
    if wanted.distinct == "record":
        return F("pk")
    named = [F("subject_type"), Value("|"), Cast("subject_id", CharField(max_length=20))]
    if wanted.distinct == "part":
        named += [Value("|"), F("part")]
    return Concat(*named, output_field=CharField(max_length=120))


def things(wanted: RecordsFilter, condition: Q | None = None) -> Count:
    """How many of what is counted, under a further condition; in months and organisations taken together."""
    if wanted.distinct == "record":
        return Count("pk", filter=condition)
    return Count(thing(wanted), distinct=True, filter=condition)


def records_of(indicator: Indicator, height: int | None = None) -> QuerySet[Any]:
    """Every record the indicator is about, whose organisation it counts for named as in a cell."""
    return owned(indicator, records_for(READER).filter(counted_then(indicator, DENOMINATOR, height)))


def owned(indicator: Indicator, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Records with the organisation they count for named as in a cell."""
    rows = rows.annotate(organisation_id=F(f"{indicator.per}_id"), path=F(f"{indicator.per}_path"))
    rows = rows.filter(organisation_id__isnull=False).order_by()
    if counts_organisations(indicator):
        kinds = organisations_for(READER).filter(kind__in=kinds_of(indicator, NUMERATOR))
        rows = rows.filter(organisation_id__in=kinds.values("pk"))
    return rows


def question(indicator: Indicator) -> QuerySet[Any, dict[str, Any]]:
    """The own figures of all organisations in all months: one row each, by one question.

    A row holds `KEY`, `numerator` and `denominator`. Counting organisations, a row means: had such a record.
    """
    rows = records_of(indicator).values(*KEY)
    if counts_organisations(indicator):
        return rows.distinct().annotate(numerator=Value(1), denominator=Value(1))
    part = counted_then(indicator, NUMERATOR)
    return rows.annotate(
        numerator=things(filter_of(indicator, NUMERATOR), part),
        denominator=things(filter_of(indicator, DENOMINATOR)),
    )


@registry.kept
def formula(indicator: Indicator) -> str:
    """The digest of what is counted and for whom, in all its definitions; wording may change without a new count."""
    known = [said(definition) for definition, _versions in definitions(indicator)]
    text = json.dumps(known[0] if len(known) == 1 else known, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def verbs_counted(indicators: Iterable[Indicator]) -> tuple[str, ...]:
    """Every verb that some of the indicators count in any definition, in order."""
    return tuple(sorted({verb for each in indicators for verb in verbs_of(each)}))


def counting(verb: str) -> tuple[Indicator, ...]:
    """The indicators of all packs that count a verb in any definition."""
    return tuple(i for i in registry.known_indicators() if verb in verbs_of(i))


def verbs_of(indicator: Indicator) -> set[str]:
    """The verbs that an indicator counts, or by which something counts no longer, in any definition."""
    counted = {
        verb for each, _versions in definitions(indicator) for verb in filter_of(each, DENOMINATOR).every_verb
    }
    return counted | undoing(indicator)


def undoing(indicator: Indicator) -> set[str]:
    """The verbs that take something out of either count of an indicator, in any definition."""
    return {
        verb
        for each, _versions in definitions(indicator)
        for part in (NUMERATOR, DENOMINATOR)
        for verb in filter_of(each, part).undone_by
    }
