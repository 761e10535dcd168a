"""The rows behind a figure: those this viewer may read, and how many more there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.ledger.queries import SEE as SEE_LEDGER
from jingwei.foundation.ledger.queries import records_for, sentences, visible
from jingwei.foundation.organisations.queries import SEE as SEE_ORGANISATIONS
from jingwei.foundation.organisations.queries import names_then, organisations_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.listing import Column, Listing, Row, take, take_through
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.indicator import Indicator, RecordsFilter
from jingwei.mechanisms.measures.queries.figures import Counts, outer
from jingwei.mechanisms.measures.queries.questions import (
    DENOMINATOR,
    NUMERATOR,
    counted_then,
    counts_organisations,
    filter_of,
    kinds_of,
    once_a_quarter,
    pieces,
    records_of,
    takes_out,
    tally,
    thing,
    things,
    which_of,
)
from jingwei.mechanisms.measures.queries.reach import READER, Reach, Reaches, reaches_of, seen
from jingwei.mechanisms.measures.queries.spans import Span

PARTS = (NUMERATOR, DENOMINATOR)
MATTER = "matter"


@dataclass(frozen=True)
class Opened:
    """One page of the rows behind a number: `shown` + `hidden` = `total` for every viewer."""

    items: list[Row]
    next: str | None
    total: int
    shown: int
    counts: Counts

    @property
    def hidden(self) -> int:
        """How many rows are not open to this viewer."""
        return self.total - self.shown


def rows_of(
    actor: Actor,
    indicator: Indicator,
    organisation: Any,
    span: Span,
    part: str,
    *,
    cursor: str = "",
    limit: int = 50,
) -> Opened:
    """Open a number: the organisation is one that `organisation_of` gave for this actor."""
    on: date | None = organisation.on
    if not (known := span.known(on)):
        return Opened([], None, 0, 0, Counts())
    span, reaches = known, reaches_of(organisation)
    counts = counts_behind(indicator, reaches, span)
    total = counts.numerator if part == NUMERATOR else counts.denominator
    if counts_organisations(indicator):
        cut = pieces(indicator, span)[::-1]
        sees_all = _sees_every_organisation(actor, organisation, indicator)
        may_see = Q() if sees_all else seen(actor, on)
        parts = [organisations_behind(indicator, reaches, p, part).filter(may_see) for p in cut]
        listing = _organisation_list(indicator, reaches, cut, on)
        organisations = take_through(listing, parts, actor, cursor=cursor, limit=limit)
        shown = total if sees_all else tally(parts)[0]
        return Opened(organisations.items, organisations.next, total, shown, counts)
    sees_all = _sees_every_record(actor, reaches.of(indicator.per))
    rows = records_behind(indicator, reaches, span, part, Q() if sees_all else visible(actor))
    listing = Listing(
        name="measure-rows",
        label=indicator.label.here(),
        columns=RECORD_COLUMNS,
        visible=lambda actor: rows,
        present=_records(indicator, reaches, span, part, on),
        order=("-id",),
    )
    taken = take(listing, actor, {}, cursor=cursor, limit=limit)
    return Opened(taken.items, taken.next, total, total if sees_all else rows.count(), counts)


def _sees_every_record(actor: Actor, reach: Reach) -> bool:
    """Whether all that a figure counts lies where the actor reads the ledger, so that nothing needs to be asked row by row."""
    paths = actor.paths(SEE_LEDGER)
    return all(path.startswith(paths) for path in reach.paths)


def _sees_every_organisation(actor: Actor, organisation: Any, indicator: Indicator) -> bool:
    """Whether the actor sees all of a tree from its top; below that, who was moved away since is counted and may not be seen."""
    is_top = organisation.is_top and organisation.on is None and organisation.tree == indicator.per
    return bool(is_top and organisation.path.startswith(actor.paths(SEE_ORGANISATIONS)))


def counts_behind(indicator: Indicator, reaches: Reaches, span: Span, height: int | None = None) -> Counts:
    """The two counts as the very rows give them at this moment, ahead of a roll-up that is still following.

    With a height they are those of the time when the chain of the university was no higher.
    """
    if counts_organisations(indicator):
        cut = pieces(indicator, span)
        return Counts(
            *tally(*([organisations_behind(indicator, reaches, p, e, height) for p in cut] for e in PARTS))
        )
    rows = records_for(READER).filter(_inside(indicator, reaches, span)).order_by()
    filters = [filter_of(indicator, part) for part in PARTS]
    rows = rows.filter(counted_then(indicator, DENOMINATOR, height))
    part = things(filters[0], counted_then(indicator, NUMERATOR, height))
    return Counts(**rows.aggregate(numerator=part, denominator=things(filters[1])))


def records_behind(
    indicator: Indicator, reaches: Reaches, span: Span, part: str, may_read: Q
) -> QuerySet[Any]:
    """One record for each thing counted: the latest that may be read."""
    wanted = filter_of(indicator, part)
    rows = records_for(READER).filter(
        _inside(indicator, reaches, span), counted_then(indicator, part), may_read
    )
    if wanted.distinct == "record":
        return rows
    latest = rows.order_by().annotate(thing=thing(wanted)).values("thing").annotate(latest=Max("pk"))
    return records_for(READER).filter(pk__in=latest.values("latest"))


def organisations_behind(
    indicator: Indicator, reaches: Reaches, span: Span, part: str, height: int | None = None
) -> QuerySet[Any]:
    """The organisations counted; for the numerator those with a record of their own in the span."""
    reach = reaches.of(indicator.per)
    rows = organisations_for(READER).filter(
        reach.alive(span.begins, span.ends, "placements__"), kind__in=kinds_of(indicator, part)
    )
    if reach.university_id is not None:
        rows = rows.filter(university_id=reach.university_id)
    if part == NUMERATOR:
        own = records_of(indicator, height).filter(reach.condition("path"), month__range=span.months)
        rows = rows.filter(pk__in=own.values("organisation_id"))
    return rows.distinct()


def later_records(indicator: Indicator, reaches: Reaches, span: Span, height: int) -> QuerySet[Any]:
    """What came after the chain had reached a height: counted in a span, or taking something out of it in whichever month."""
    inside = _inside(indicator, reaches, span)
    came = (inside & counted_then(indicator, DENOMINATOR)) | takes_out(indicator, inside)
    return records_for(READER).filter(came, seq__gt=height).order_by("seq")


def _inside(indicator: Indicator, reaches: Reaches, span: Span) -> Q:
    reach = reaches.of(indicator.per).condition(f"{indicator.per}_path")
    return reach & Q(month__range=span.months)


RECORD_COLUMNS = (
    Column("at", _l("时间"), "time"),
    Column("sentence", _l("记录"), width=60),
    Column("organisation", _l("组织"), width=30),
    Column("actor", _l("谁")),
)
ORGANISATION_COLUMNS = (
    Column("organisation", _l("组织"), width=30),
    Column("kind", _l("类别"), "chip"),
    Column("sentence", _l("最近一条记录"), width=60),
    Column("at", _l("时间"), "time"),
)


def _records(
    indicator: Indicator, reaches: Reaches, span: Span, part: str, on: date | None
) -> Callable[[Actor, Sequence[Any]], list[Row]]:
    def present(actor: Actor, records: Sequence[Any]) -> list[Row]:
        inside = _counted_too(indicator, reaches, span, part, records)
        names = names_of({getattr(record, f"{indicator.per}_id") for record in records}, on)
        return [
            row_of_record(record, sentence)
            | {
                "organisation": names.get(getattr(record, f"{indicator.per}_id"), ""),
                "counted": record.pk in inside,
            }
            for record, sentence in sentences(records)
        ]

    return present


def row_of_record(record: Any, sentence: str) -> Row:
    """A record as a row: what happened, when, by whom, about which matter."""
    return {
        "id": record.pk,
        "url": f"/matters/{record.subject_id}/" if record.subject_type == MATTER else "",
        "at": record.at,
        "sentence": sentence,
        "subject": record.about,
        "side": record.side,
        "actor": record.who,
        "post": record.post,
        "organisation": "",
        "kind": "",
        "period": "",
        "counted": True,
    }


def _counted_too(
    indicator: Indicator, reaches: Reaches, span: Span, part: str, records: Sequence[Any]
) -> set[int]:
    """Of one page of records, those whose thing is in the numerator as well."""
    if part == NUMERATOR:
        return {record.pk for record in records}
    wanted: RecordsFilter = filter_of(indicator, NUMERATOR)
    rows = records_for(READER).filter(_inside(indicator, reaches, span), counted_then(indicator, NUMERATOR))
    if wanted.distinct == "record":
        return set(rows.filter(pk__in=[record.pk for record in records]).values_list("pk", flat=True))
    subjects = {record.subject_id for record in records}
    found = rows.filter(subject_id__in=subjects).values_list("subject_type", "subject_id", "part")
    reached = {_thing(wanted, *row) for row in found}
    return {r.pk for r in records if _thing(wanted, r.subject_type, r.subject_id, r.part) in reached}


def _thing(wanted: RecordsFilter, *named: Any) -> tuple[Any, ...]:
    return named if wanted.distinct == "part" else named[:2]


def names_of(ids: set[int | None], on: date | None) -> dict[int, str]:
    """What organisations are called, as of a day what they were called then; who was gone by then keeps the last name."""
    now = dict(organisations_for(READER).filter(pk__in=ids - {None}).values_list("pk", "name"))
    return now | names_then(set(now), on) if on else now


def _organisation_list(
    indicator: Indicator, reaches: Reaches, cut: Sequence[Span], on: date | None
) -> Listing:
    """The organisations of several spans: each row is one in one of them, and has the number of that span as its `part`."""
    by_quarter = once_a_quarter(indicator)

    def present(actor: Actor, standing: Sequence[Any]) -> list[Row]:
        ids = {each.id for each in standing}
        latest, having = _latest_records(indicator, reaches, cut, actor, ids)
        names = names_of(ids, on)
        return [
            latest.get((each.part, each.id), NO_RECORD)
            | {
                "id": each.id,
                "organisation": names[each.id],
                "kind": registry.kind(each.kind).label.here(),
                "period": cut[each.part].label if by_quarter else "",
                "counted": (each.part, each.id) in having,
            }
            for each in standing
        ]

    return Listing(
        name="measure-rows",
        label=indicator.label.here(),
        columns=ORGANISATION_COLUMNS,
        visible=organisations_for,
        present=present,
        order=("code", "id"),
        reads=("code", "id", "kind"),
    )


NO_RECORD: Row = {"url": "", "at": None, "sentence": "", "subject": "", "side": "", "actor": "", "post": ""}


def _latest_records(
    indicator: Indicator, reaches: Reaches, cut: Sequence[Span], actor: Actor, ids: set[int]
) -> tuple[dict[tuple[int, int], Row], set[tuple[int, int]]]:
    """By number of the span and organisation: the latest record that may be read, and who has one at all."""
    reach, around = reaches.of(indicator.per).condition("path"), outer(cut).months
    rows = records_of(indicator).filter(reach, organisation_id__in=ids, month__range=around)
    by_span = rows.annotate(span=which_of(each.months for each in cut)).exclude(span=None)
    latest = by_span.values_list("span", "organisation_id").annotate(mine=Max("pk", filter=visible(actor)))
    found = {(at, owner): mine for at, owner, mine in latest}
    records = records_for(READER).filter(pk__in=[pk for pk in found.values() if pk])
    told = {record.pk: row_of_record(record, sentence) for record, sentence in sentences(list(records))}
    return {key: told[pk] for key, pk in found.items() if pk in told}, set(found)
