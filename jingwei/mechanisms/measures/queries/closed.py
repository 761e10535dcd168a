"""Closed periods: which an actor may see, their figures counted again as of then and as of now, and what came later."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.adapters.sm3 import sm3
from jingwei.foundation.ledger.queries import records_for, sentences, visible
from jingwei.foundation.organisations.queries import under
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec.indicator import Indicator
from jingwei.mechanisms.measures.models import ClosedPeriod
from jingwei.mechanisms.measures.queries.degrees import Fact, Figure
from jingwei.mechanisms.measures.queries.figures import Counts
from jingwei.mechanisms.measures.queries.questions import formula
from jingwei.mechanisms.measures.queries.reach import READER, SEE, Reaches, organisation_of, reaches_of
from jingwei.mechanisms.measures.queries.rows import counts_behind, later_records
from jingwei.mechanisms.measures.queries.spans import Span, lately_over, month_count

MOST_LATER = 10
WHOLE = system("融合分析", SEE)
"""Finds the organisation as it stood when its period was closed, wherever it stands now: that it may be read is asked before."""


def closed_periods_for(actor: Actor) -> QuerySet[ClosedPeriod]:
    """Those of organisations whose figures one may see; the authority sees those of its universities."""
    return ClosedPeriod.objects.filter(under("organisation__path", actor.paths(SEE)))


def closed_period_for(actor: Actor, closed_period_id: int) -> ClosedPeriod:
    """One as the actor may see it, or NotFound."""
    found = closed_periods_for(actor).filter(pk=closed_period_id).first()
    if found is None:
        raise NotFound
    return found


def closed_period_of(actor: Actor, organisation: Any, span: Span) -> ClosedPeriod | None:
    """The one of an organisation that has exactly these months, None where it was not closed or may not be seen."""
    rows = closed_periods_for(actor).filter(organisation=organisation.pk, begins=span.begins, ends=span.ends)
    return rows.first()


def indicators_closed(closed: ClosedPeriod) -> dict[Indicator, str]:
    """The indicators that were closed and are known still, in that order, each with its formula of then."""
    known = {each.id: each for each in registry.known_indicators()}
    return {known[identifier]: told for identifier, told, *_counts in closed.figures if identifier in known}


def as_closed(closed: ClosedPeriod, told: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts with the figures that were kept, in the same order; those that were not counted then are left out."""
    span, known = (
        span_of(closed),
        {identifier: Counts(*counts) for identifier, _told, *counts in closed.figures},
    )
    found = []
    for each in told:
        if counts := known.get(each.indicator.id):
            kept = Figure(each.indicator, span, counts)
            past = tuple(kept if quarter.span == span else quarter for quarter in each.quarters)
            found.append(replace(each, now=kept, quarters=past))
    return tuple(found)


def figures_at(
    organisation: Any, indicators: Sequence[Indicator], span: Span, height: int
) -> list[list[Any]]:
    """Indicator, formula and both counts, as the ledger gives them up to a height: from the records, not from the roll-up."""
    reaches = reaches_of(organisation)
    counted = ((each, counts_behind(each, reaches, span, height)) for each in indicators)
    return [[each.id, formula(each), counts.numerator, counts.denominator] for each, counts in counted]


def digest_of(closed: ClosedPeriod) -> str:
    """The digest of all that was closed: whose, which months, by which documents, up to which record, every figure, by whom."""
    told = {
        "organisation": closed.organisation_id,
        "begins": closed.begins.isoformat(),
        "ends": closed.ends.isoformat(),
        "packs": closed.packs,
        "figures": closed.figures,
        "height": closed.height,
        "head": closed.head,
        "closed": [closed.closed_on.isoformat(), closed.closed_name, closed.closed_post],
    }
    return sm3(json.dumps(told, sort_keys=True, ensure_ascii=False).encode())


def span_of(closed: ClosedPeriod) -> Span:
    """Its months."""
    return Span(month_count(closed.begins), month_count(closed.ends))


@dataclass(frozen=True)
class Compared:
    """One figure as it was closed, as it is counted again from the same records, and from all there are now.

    `later` are those of the records since then that make the difference and may be read, `hidden` how many more there are.
    """

    indicator: Indicator
    span: Span
    closed: Counts
    again: Counts
    now: Counts
    is_defined_as_then: bool
    later: list[tuple[Any, str]]
    hidden: int

    @property
    def then(self) -> Figure:
        """As it was closed, in words."""
        return Figure(self.indicator, self.span, self.closed)

    @property
    def today(self) -> Figure:
        """As it is counted from all records there are now, in words."""
        return Figure(self.indicator, self.span, self.now)

    @property
    def is_same_again(self) -> bool:
        """Whether the same records give the same figure."""
        return self.closed == self.again

    @property
    def is_same_now(self) -> bool:
        """Whether all records there are now give it too."""
        return self.closed == self.now

    @property
    def is_same(self) -> bool:
        """Both."""
        return self.is_same_again and self.is_same_now


def compared(actor: Actor, closed: ClosedPeriod) -> list[Compared]:
    """Every figure of a closed period that `closed_period_for` gave, in the order in which they were closed."""
    span = span_of(closed)
    reaches = reaches_of(organisation_of(WHOLE, closed.organisation_id, closed.closed_on))
    known = {each.id: each for each in registry.known_indicators()}
    return [
        _compared(actor, closed, known[identifier], told, Counts(*counts), reaches, span)
        for identifier, told, *counts in closed.figures
        if identifier in known
    ]


def _compared(
    actor: Actor,
    closed: ClosedPeriod,
    indicator: Indicator,
    told: str,
    counts: Counts,
    reaches: Reaches,
    span: Span,
) -> Compared:
    again = counts_behind(indicator, reaches, span, closed.height)
    now = counts_behind(indicator, reaches, span)
    later: list[tuple[Any, str]] = []
    hidden = 0
    if now != counts:
        rows = later_records(indicator, reaches, span, closed.height)
        mine = rows.filter(visible(actor))
        later = sentences(list(mine[:MOST_LATER]))
        hidden = rows.count() - len(later)
    return Compared(indicator, span, counts, again, now, formula(indicator) == told, later, hidden)


def still_open(organisation: Any) -> list[Span]:
    """The periods that ended lately and that the organisation has not closed."""
    rows = ClosedPeriod.objects.filter(organisation=organisation.pk)
    done = {span_of(each) for each in rows}
    return [each for each in lately_over(clock.today()) if each not in done]


def documents_of(closed: ClosedPeriod) -> list[tuple[str, int]]:
    """The documents it was closed by, by their names, with their versions."""
    known = {each.id: each.about.label.here() for each in registry.packs()}
    return [(known.get(name, name), version) for name, version, _print in closed.packs]


def is_as_recorded(closed: ClosedPeriod) -> bool:
    """Whether it is still what the ledger says was closed."""
    rows = records_for(READER).filter(subject_type="closedperiod", subject_id=closed.pk)
    said = rows.order_by("seq").first()
    digest = digest_of(closed)
    return said is not None and said.values.get("digest") == digest == closed.digest


def _present(actor: Actor, periods: Sequence[ClosedPeriod]) -> list[Row]:
    return [
        {
            "id": each.pk,
            "url": f"/measures/closed/{each.pk}/",
            "period": span_of(each).label,
            "organisation": each.organisation.name,
            "closed_on": each.closed_on,
            "closed_name": each.closed_name,
        }
        for each in periods
    ]


CLOSED_PERIODS = Listing(
    name="closed-periods",
    label=_l("封存的数"),
    columns=(
        Column("period", _l("哪一期"), width=16),
        Column("organisation", _l("组织"), width=30),
        Column("closed_on", _l("哪天封存"), "date"),
        Column("closed_name", _l("谁封存的")),
    ),
    visible=closed_periods_for,
    order=("-ends", "-id"),
    present=_present,
    filters=(Filter("q", _l("组织"), lambda actor, value: Q(organisation__name__icontains=value)),),
)
fetched_by(ClosedPeriod, closed_period_for)
