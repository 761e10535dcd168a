"""Invented histories for the tests of measures: records of any verb, and the slow obvious way to count them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from jingwei.adapters.clock import ZONE
from jingwei.foundation.ledger.actions import Entry, record_many
from jingwei.foundation.ledger.queries import records_for
from jingwei.kernel.actor import system
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.kernel.place import Place
from jingwei.mechanisms.measures.queries.questions import (
    DENOMINATOR,
    NUMERATOR,
    counts_organisations,
    filter_of,
    kinds_of,
    pieces,
)
from jingwei.mechanisms.measures.queries.reach import READER
from jingwei.mechanisms.measures.queries.spans import Span
from tests.support.world import World

MAKER = system("系统", "matters.*")
PAIRS = (
    ("branch", "team"),
    ("student_branch", "faculty"),
    ("faculty_party", "faculty"),
    ("committee", "office"),
    ("other_branch", "other_team"),
)
"""Which Party organisation does matters with which unit."""


@dataclass(frozen=True)
class Deed:
    """One record to be: `pair` is one of `PAIRS`."""

    verb: str
    day: date
    pair: int = 0
    matter: int = 1
    part: str = ""
    side: str = ""
    result: str = ""
    tags: Sequence[str] = field(default=())


def happened(world: World, deeds: Iterable[Deed]) -> None:
    """Write the records, as the matters themselves would."""
    record_many([_entry(world, deed) for deed in deeds])


def _entry(world: World, deed: Deed) -> Entry:
    party, unit = (world[key] for key in PAIRS[deed.pair])
    event: Any = SimpleNamespace(verb=deed.verb, written=lambda _values: ("{}", "", ""))
    return Entry(
        event=event,
        actor=MAKER,
        subject_type="matter",
        subject_id=deed.matter,
        subject_title=f"事项{deed.matter}",
        place=Place(party.university_id, party.pk, party.path, unit.pk, unit.path),
        at=datetime(deed.day.year, deed.day.month, deed.day.day, 10, tzinfo=ZONE),
        part=deed.part,
        side=deed.side,
        result=deed.result,
        tags=deed.tags,
    )


def written() -> list[Any]:
    """Every record there is."""
    return list(records_for(READER).order_by("pk"))


def matches(indicator: Indicator, part: str, record: Any) -> bool:
    """Whether a filter takes a record, said as plainly as can be."""
    tags = {*record.tags.split("|")}
    return any(
        record.verb in which.verbs
        and (not which.side or record.side in which.side)
        and (not which.result or record.result in which.result)
        and (not which.tags or bool({*which.tags} & tags))
        and not {*which.barred} & tags
        for which in filter_of(indicator, part).each
    )


def standing(indicator: Indicator, records: Iterable[Any], part: str = DENOMINATOR) -> list[Any]:
    """The records without those of subjects that count no longer."""
    verbs = filter_of(indicator, part).undone_by
    undone = {(each.subject_type, each.subject_id) for each in records if each.verb in verbs}
    return [each for each in records if (each.subject_type, each.subject_id) not in undone]


def thing(indicator: Indicator, part: str, record: Any) -> Any:
    """What the record is counted as."""
    named = (record.subject_type, record.subject_id, record.part)
    return {"record": record.pk, "subject": named[:2], "part": named}[filter_of(indicator, part).distinct]


def slow_cells(records: Iterable[Any]) -> dict[tuple[Any, ...], tuple[int, int]]:
    """All cells of all indicators: (indicator, organisation, path, month) to its two counts."""
    found: dict[tuple[Any, ...], tuple[set[Any], set[Any]]] = {}
    kinds = {o.pk: o.kind for o in _organisations()}
    for indicator in registry.indicators():
        solid = {each.pk for each in standing(indicator, records, NUMERATOR)}
        for record in standing(indicator, records):
            owner = getattr(record, f"{indicator.per}_id")
            if owner is None or not matches(indicator, DENOMINATOR, record):
                continue
            key = (indicator.id, owner, getattr(record, f"{indicator.per}_path"), record.month)
            if counts_organisations(indicator):
                if kinds[owner] in kinds_of(indicator, NUMERATOR):
                    found[key] = ({owner}, {owner})
                continue
            part, whole = found.setdefault(key, (set(), set()))
            whole.add(thing(indicator, DENOMINATOR, record))
            if record.pk in solid and matches(indicator, NUMERATOR, record):
                part.add(thing(indicator, NUMERATOR, record))
    return {key: (len(part), len(whole)) for key, (part, whole) in found.items()}


def slow_counts(
    indicator: Indicator, records: Iterable[Any], organisation: Any, span: Span, tops: Sequence[str]
) -> tuple[int, int]:
    """The two counts of a figure, for what lies below the paths `tops`."""
    first, last = span.months
    inside = [
        r
        for r in standing(indicator, records)
        if first <= r.month <= last
        and getattr(r, f"{indicator.per}_path").startswith(tuple(tops))
        and getattr(r, f"{indicator.per}_path")
    ]
    if len(cut := pieces(indicator, span)) > 1:
        each = [slow_counts(indicator, records, organisation, piece, tops) for piece in cut]
        return sum(part for part, _whole in each), sum(whole for _part, whole in each)
    if counts_organisations(indicator):
        alive = {
            o.pk
            for o in _organisations()
            if o.kind in kinds_of(indicator, DENOMINATOR)
            and o.path.startswith(tuple(tops))
            and o.founded_on <= span.ends
            and (o.ended_on is None or o.ended_on >= span.begins)
        }
        having = {getattr(r, f"{indicator.per}_id") for r in inside if matches(indicator, NUMERATOR, r)}
        return len(alive & having), len(alive)
    both = [
        {
            thing(indicator, part, r)
            for r in standing(indicator, records, part)
            if r in inside and matches(indicator, part, r)
        }
        for part in (NUMERATOR, DENOMINATOR)
    ]
    return len(both[0]), len(both[1])


def _organisations() -> list[Any]:
    from jingwei.foundation.organisations.queries import organisations_for  # noqa: PLC0415

    return list(organisations_for(READER))
