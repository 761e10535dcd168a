"""Indicators that look at the same records, counted in one pass over them.

Those that count for one tree and share a verb make a group, where the same verbs take something out. Each is a column or
two of one answer; `question` of each by itself gives the same, row by row.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Any

from django.db.models import Case, F, Max, Q, QuerySet, Value, When

from jingwei.foundation.ledger.queries import records_for
from jingwei.foundation.organisations.queries import organisations_for
from jingwei.kernel.equal import Taken, Wide
from jingwei.kernel.packs.spec.indicator import Indicator, OrganisationsWith, RecordsFilter
from jingwei.kernel.prepared import Prepared
from jingwei.mechanisms.measures.queries.definitions import definitions, in_force
from jingwei.mechanisms.measures.queries.questions import (
    DENOMINATOR,
    KEY,
    NUMERATOR,
    Definitions,
    counted_by,
    counts_organisations,
    filter_of,
    formula,
    kinds_of,
    not_undone,
    things,
    undoing,
    verbs_counted,
    verbs_of,
)
from jingwei.mechanisms.measures.queries.reach import READER

Together = tuple[Indicator, ...]
Key = tuple[int, int, str, int]
"""The `KEY` of a cell."""
Counted = dict[str, tuple[int, int]]
"""By indicator its two counts in one cell."""


def groups(indicators: Iterable[Indicator]) -> list[Together]:
    """The indicators in as few groups as there are sets of records that they look at."""
    found: list[tuple[Hashable, set[str], list[Indicator]]] = []
    for indicator in indicators:
        alike, verbs, mine = _alike(indicator), verbs_of(indicator), [indicator]
        for other in [each for each in found if each[0] == alike and each[1] & verbs]:
            found.remove(other)
            verbs, mine = verbs | other[1], [*other[2], *mine]
        found.append((alike, verbs, mine))
    return [tuple(mine) for _alike, _verbs, mine in found]


def _alike(indicator: Indicator) -> Hashable:
    """What indicators of one group have in common: the tree, and what takes something out; None in the latter goes alone."""
    undone = _undone(indicator)
    return indicator.per, undone, indicator.id if undone is None else ""


def _undone(indicator: Indicator) -> tuple[str, ...] | None:
    """The verbs that take something out in every definition alike, None where definitions differ in it."""
    found = {filter_of(each, DENOMINATOR).undone_by for each, _versions in definitions(indicator)}
    return found.pop() if len(found) == 1 else None


def answer_of(together: Together, university_id: int) -> Wide | None:
    """The cells of a group in a university; None where nothing can be counted."""
    asked = AT_ONCE.statement(university_id, indicators=together, definitions=_in_force(together))
    if asked is None:
        return None
    key = {name: name for name in KEY}
    taken = [
        Taken(
            key | {NUMERATOR: part, DENOMINATOR: whole},
            {"indicator": indicator.id, "formula": formula(indicator)},
            whole,
        )
        for indicator, (part, whole) in zip(together, _columns(together), strict=True)
    ]
    return Wide(asked, taken)


def counted_at(together: Together, key: Key) -> Counted:
    """What the indicators of a group count in one month at one place; those that count nothing are left out."""
    found = IN_ONE(*key, indicators=together, definitions=_in_force(together))
    return {
        indicator.id: (row[part], row[whole])
        for row in found
        for indicator, (part, whole) in zip(together, _columns(together), strict=True)
        if row[whole]
    }


def keys_of(together: Together, record: Any) -> list[Key]:
    """Where a record may count in a group; where it takes something out, everywhere that is about its subject."""
    per = together[0].per
    if any(record.verb in undoing(each) for each in together):
        place = record.university_id, record.subject_type, record.subject_id
        return list(ABOUT(*place, per=per, verbs=verbs_counted(together)))
    organisation_id = getattr(record, f"{per}_id")
    key = record.university_id, organisation_id, getattr(record, f"{per}_path"), record.month
    return [] if organisation_id is None else [key]


def _about(
    university_id: int, subject_type: str, subject_id: int, *, per: str, verbs: tuple[str, ...]
) -> QuerySet[Any, Any]:
    """The `KEY` of every place and month in which something about a subject may have counted, in one order."""
    same = {"university_id": university_id, "subject_type": subject_type, "subject_id": subject_id}
    rows = records_for(READER).filter(**same, verb__in=verbs, **{f"{per}_id__isnull": False})
    named = rows.annotate(organisation_id=F(f"{per}_id"), path=F(f"{per}_path"))
    return named.order_by(*KEY).distinct().values_list(*KEY)


def _in_force(together: Together) -> tuple[Definitions, ...]:
    return tuple(in_force(indicator) for indicator in together)


def _columns(together: Together) -> Iterator[tuple[str, str]]:
    """The columns of both counts of each indicator; they are one where an organisation either counts or does not."""
    for number, indicator in enumerate(together):
        whole = f"whole{number}"
        yield (whole if counts_organisations(indicator) else f"part{number}"), whole


def _at_once(
    university_id: int,
    *,
    indicators: Together,
    definitions: tuple[Definitions, ...],
    organisation_id: int | None = None,
) -> QuerySet[Any, dict[str, Any]]:
    """`KEY`, then both counts of each indicator, nought where another one of the group counts alone."""
    owners = organisations_for(READER).filter(university_id=university_id).order_by()
    owners = owners if organisation_id is None else owners.filter(pk=organisation_id)
    per, undone = indicators[0].per, _undone(indicators[0]) or ()
    rows = records_for(READER).filter(university_id=university_id, verb__in=verbs_counted(indicators))
    rows = rows.filter(**{f"{per}_id__isnull": False}).order_by()
    rows = rows.filter(not_undone(undone)) if undone else rows
    named = rows.annotate(organisation_id=F(f"{per}_id"), path=F(f"{per}_path")).values(*KEY)
    counts: dict[str, Any] = {}
    for indicator, known, (part, whole) in zip(indicators, definitions, _columns(indicators), strict=True):
        plain = tuple((_without(each, undone), spells) for each, spells in known)
        if counts_organisations(indicator):
            counts[whole] = _is_one(indicator, counted_by(plain, DENOMINATOR), owners)
            continue
        counts[part] = things(filter_of(indicator, NUMERATOR), counted_by(plain, NUMERATOR))
        counts[whole] = things(filter_of(indicator, DENOMINATOR), counted_by(plain, DENOMINATOR))
    return named.annotate(**counts)


def _in_one(
    university_id: int, organisation_id: int, path: str, month: int, **asked: Any
) -> QuerySet[Any, dict[str, Any]]:
    rows = _at_once(university_id, organisation_id=organisation_id, **asked)
    return rows.filter(organisation_id=organisation_id, path=path, month=month)


def _is_one(indicator: Indicator, condition: Q, owners: QuerySet[Any]) -> Max:
    """One where an organisation of the kinds counted has such a record."""
    kinds = owners.filter(kind__in=kinds_of(indicator, NUMERATOR)).values("pk")
    there = condition & Q(**{f"{indicator.per}_id__in": kinds})
    return Max(Case(When(there, then=Value(1)), default=Value(0)))


def _without(indicator: Indicator, undone: tuple[str, ...]) -> Indicator:
    """The definition without what takes something out, where that is asked of the whole group already."""

    def plain(wanted: Any) -> Any:
        if isinstance(wanted, OrganisationsWith):
            return wanted.model_copy(update={"records": plain(wanted.records)})
        if not isinstance(wanted, RecordsFilter):
            return wanted
        return wanted.model_copy(
            update={"undone_by": tuple(verb for verb in wanted.undone_by if verb not in undone)}
        )

    if not undone:
        return indicator
    both = {part: plain(getattr(indicator, part)) for part in (NUMERATOR, DENOMINATOR)}
    return indicator.model_copy(update=both)


AT_ONCE, IN_ONE, ABOUT = Prepared(_at_once), Prepared(_in_one), Prepared(_about)
