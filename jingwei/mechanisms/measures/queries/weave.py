"""The balance of the two strands of an organisation in a span (1.4, 2.5): matters by reading and by month, warnings both ways.

Read from the records in one question for the organisation and all below it; a matter is taken in where one of its sides
noted or confirmed something in the span, and is read by all that was recorded of it until then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet

from jingwei.adapters import clock
from jingwei.foundation.ledger.queries import records_for, sentences, visible
from jingwei.foundation.organisations.queries import organisations_for
from jingwei.foundation.policy.queries import followed_of
from jingwei.kernel.actor import Actor
from jingwei.kernel.listing import Listing, take
from jingwei.kernel.packs.spec.balance import Balance, OneSided
from jingwei.mechanisms.measures.queries.figures import Counts
from jingwei.mechanisms.measures.queries.reach import READER, Reaches, below, reaches_of
from jingwei.mechanisms.measures.queries.rows import MATTER, RECORD_COLUMNS, Opened, names_of, row_of_record
from jingwei.mechanisms.measures.queries.spans import Span, month_count
from jingwei.mechanisms.measures.queries.strands import WARP, WEFT, Strands, Tally, tally

NOTED, CONFIRMED, TAKEN_BACK = "matters.note", "matters.confirm", "matters.withdraw_deed"
OPENED, CLOSED, WITHDRAWN = "matters.open", "matters.close", "matters.withdraw"
AT_WORK = (NOTED, CONFIRMED)
VERBS = (*AT_WORK, TAKEN_BACK, OPENED, CLOSED, WITHDRAWN)
CHANGES = ("decision", "person", "resource", "result")


@dataclass(frozen=True)
class Warned:
    """One strand that stands much alone, with its reason."""

    way: str
    rule: OneSided
    counts: Tally

    @property
    def reason(self) -> str:
        """Why, in one sentence."""
        return self.rule.reason.here().format(part=getattr(self.counts, self.way), whole=self.counts.told)


@dataclass(frozen=True)
class Month:
    """The matters at work in one month, as they could be read at its end."""

    first: date
    counts: Tally


@dataclass(frozen=True)
class Below:
    """An organisation of the next level in which something is to be warned of."""

    organisation: Any
    warned: tuple[Warned, ...]


@dataclass(frozen=True)
class Told:
    """One matter: what is known of it by month, and where it was at the end."""

    path: str
    months: Mapping[int, Strands]
    at_work: frozenset[int]

    def until(self, month: int) -> Strands:
        """All that was recorded until a month (yyyymm)."""
        first, *others = (strands for at, strands in sorted(self.months.items()) if at <= month)
        for each in others:
            first = first.and_then(each)
        return first


@dataclass(frozen=True)
class Weave:
    """The balance of one organisation; `rule` is None where no document followed says how it is read."""

    rule: Balance | None
    span: Span | None
    on: date
    reaches: Reaches
    matters: Mapping[int, Told]

    @cached_property
    def readings(self) -> dict[int, str]:
        """Each matter with its one reading."""
        if self.span is None or self.rule is None:
            return {}
        last = self.span.months[1]
        settles = self.rule.settles_after
        return {pk: told.until(last).reading(self.on, settles) for pk, told in self.matters.items()}

    @cached_property
    def counts(self) -> Tally:
        """How many of each."""
        return tally(self.readings.values())

    @property
    def is_few(self) -> bool:
        """Whether there are too few to say anything."""
        return self.rule is None or self.counts.told < self.rule.min_matters

    @property
    def warned(self) -> tuple[Warned, ...]:
        """What is to be warned of, none where there are too few."""
        return warned_of(self.rule, self.counts)

    @property
    def months(self) -> list[Month]:
        """The months of the span until today, with the matters at work in each."""
        if self.span is None or self.rule is None:
            return []
        found = []
        for count in range(self.span.first, min(self.span.last, month_count(self.on)) + 1):
            month = Span(count, count)
            at, on = month.months[0], min(month.ends, self.on)
            mine = (each.until(at) for each in self.matters.values() if at in each.at_work)
            found.append(Month(month.begins, tally(m.reading(on, self.rule.settles_after) for m in mine)))
        return found

    def under(self, paths: Sequence[str]) -> Tally:
        """How many of each are below some paths."""
        inside = tuple(paths)
        return tally(
            reading for pk, reading in self.readings.items() if self.matters[pk].path.startswith(inside)
        )


def warned_of(rule: Balance | None, counts: Tally) -> tuple[Warned, ...]:
    """What a balance is warned of: either strand that stands alone in so many of the matters that can be told."""
    if rule is None or counts.told < rule.min_matters:
        return ()
    ways = ((WARP, rule.warp), (WEFT, rule.weft))
    return tuple(
        Warned(way, each, counts)
        for way, each in ways
        if 100 * getattr(counts, way) >= each.share * counts.told
    )


def weave_of(organisation: Any, span: Span) -> Weave:
    """The balance of an organisation that `organisation_of` gave for the actor (three questions)."""
    known = span.known(organisation.on)
    on = min(organisation.on or clock.today(), span.ends)
    rule, reaches = balance_of(organisation), reaches_of(organisation)
    if known is None or rule is None:
        return Weave(rule, known, on, reaches, {})
    return Weave(rule, known, on, reaches, _matters(organisation.tree, reaches, known))


def balance_of(organisation: Any) -> Balance | None:
    """How the first document that says so reads the strands, of those the organisation's university follows."""
    followed = followed_of(organisation.university, organisation.on or clock.today())
    return next((rule for each in followed for rule in each.edition.version.balances.values()), None)


def _matters(tree: str, reaches: Reaches, span: Span) -> dict[int, Told]:
    here = reaches.of(tree).condition(f"{tree}_path")
    at_work = records_for(READER).filter(
        here, subject_type=MATTER, verb__in=AT_WORK, month__range=span.months
    )
    rows = _about(at_work.order_by().values("subject_id"), span.months[1])
    deed = {each: Q(verb=CONFIRMED, side=each) for each in ("party", "unit")}
    changed = Q(pk__in=())
    for each in CHANGES:
        changed |= Q(tags__contains=f"|changed:{each}|")
    counts: dict[str, Any] = {
        f"{name}_{side}": Count("pk", filter=Q(verb=verb, side=side))
        for side in ("party", "unit")
        for name, verb in (("noted", NOTED), ("back", TAKEN_BACK))
    }
    counts["changed"] = Count("pk", filter=deed["party"] & changed)
    counts["outcome"] = Count("pk", filter=deed["unit"] & Q(tags__contains="|deed:outcome|"))
    counts |= {
        name: Count("pk", filter=Q(verb=verb)) for name, verb in (("shut", CLOSED), ("gone", WITHDRAWN))
    }
    counts["work"] = Count("pk", filter=Q(verb__in=AT_WORK))
    grouped = (
        rows.order_by()
        .values("subject_id", "month")
        .annotate(began=Min("at"), path=Max(f"{tree}_path"), **counts)
    )
    return _told(grouped.order_by("subject_id", "month"))


def _about(subjects: Any, last: int) -> QuerySet[Any]:
    return records_for(READER).filter(
        subject_type=MATTER, subject_id__in=subjects, verb__in=VERBS, month__lte=last
    )


def _told(rows: Any) -> dict[int, Told]:
    """The matters of grouped rows; those that were withdrawn count no longer."""
    gathered: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        gathered.setdefault(row["subject_id"], []).append(row)
    found = {}
    for pk, mine in gathered.items():
        if any(row["gone"] for row in mine):
            continue
        months = {row["month"]: _strands(row) for row in mine}
        worked = frozenset(row["month"] for row in mine if row["work"])
        found[pk] = Told(mine[-1]["path"], months, worked)
    return found


def _strands(row: dict[str, Any]) -> Strands:
    return Strands(
        row["began"].astimezone(clock.ZONE).date(),
        row["noted_party"] - row["back_party"],
        row["noted_unit"] - row["back_unit"],
        row["changed"],
        row["outcome"],
        bool(row["shut"]),
    )


def warned_below(actor: Actor, organisation: Any, weave: Weave) -> list[Below]:
    """The organisations of the next level in which something is to be warned of, in the order of the tree (two questions)."""
    children = below(actor, organisation)
    if not children or not weave.readings:
        return []
    placed = {"placements__since__lte": organisation.on or clock.today()}
    rows = organisations_for(READER).filter(pk__in=[each.pk for each in children], **placed).order_by()
    held: dict[int, list[str]] = {}
    for pk, path in rows.values_list("pk", "placements__path"):
        held.setdefault(pk, []).append(path)
    found = (Below(each, warned_of(weave.rule, weave.under(held.get(each.pk, [])))) for each in children)
    return [each for each in found if each.warned]


def matters_of(
    actor: Actor, weave: Weave, reading: str, organisation: Any, *, cursor: str = "", limit: int = 50
) -> Opened:
    """Open one of the numbers: the matters by their latest record that this viewer may read, and how many more there are."""
    ids = [pk for pk, each in weave.readings.items() if each == reading]
    if weave.span is None or not ids:
        return Opened([], None, 0, 0, Counts())
    mine = _about(ids, weave.span.months[1]).filter(visible(actor)).order_by()
    latest = mine.values("subject_id").annotate(latest=Max("pk")).values("latest")
    rows = records_for(READER).filter(pk__in=latest)
    tree = organisation.tree

    def present(actor: Actor, records: Sequence[Any]) -> list[dict[str, Any]]:
        other = "unit" if tree == "party" else "party"
        names = names_of({getattr(record, f"{other}_id") for record in records}, organisation.on)
        return [
            row_of_record(record, sentence) | {"organisation": names.get(getattr(record, f"{other}_id"), "")}
            for record, sentence in sentences(records)
        ]

    listing = Listing(
        name="weave-rows",
        label=reading,
        columns=RECORD_COLUMNS,
        visible=lambda actor: rows,
        present=present,
        order=("-id",),
    )
    taken = take(listing, actor, {}, cursor=cursor, limit=limit)
    return Opened(taken.items, taken.next, len(ids), rows.count(), Counts())
