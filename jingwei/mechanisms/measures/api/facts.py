"""Every figure of an organisation in a span, one of them, and the rows behind it."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Query, Router

from jingwei.kernel.access import actor_of
from jingwei.kernel.listing import DEFAULT_LIMIT, MOST
from jingwei.kernel.resources import PROBLEMS, Answer
from jingwei.mechanisms.measures.api.asking import MeasureQuery, RowsPage, about, address_of, rows_out
from jingwei.mechanisms.measures.forms import asked_of, indicator_of
from jingwei.mechanisms.measures.queries import (
    Fact,
    Figure,
    answered_for,
    facts_of,
    how_counted,
    indicators,
    rows_of,
)

router = Router(tags=["measures"])


class RowsQuery(MeasureQuery):
    """Which half of the share to open, and which page of it."""

    part: str = Field("numerator", max_length=12)
    cursor: str = Field("", max_length=500)
    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MOST)


class CountsOut(Answer):
    """A share as its two counts; `share` is a whole number of a hundred, null where there are too few."""

    numerator: int
    denominator: int
    share: int | None


class QuarterOut(CountsOut):
    """The counts of one quarter."""

    period: str


class MeasureOut(CountsOut):
    """One indicator about one organisation in one span."""

    id: str
    degree: str
    headline: bool
    label: str
    words: str
    organisation: int
    begun: str = Field(serialization_alias="from")
    ended: str = Field(serialization_alias="to")
    before: CountsOut
    year_before: CountsOut
    organisations_with_records: int
    organisations: int


class MeasureDetail(MeasureOut):
    """The indicator with what it says, what it does not say, and its own past."""

    meaning: str
    not_meaning: str
    improve: str
    how_counted: str
    answered_for: str
    clause: str
    quarters: list[QuarterOut]
    actions: list[str]


class MeasurePage(Answer):
    """Every indicator of the packs, in their order: always one page."""

    items: list[MeasureOut]
    next: str | None


@router.get("", response={200: MeasurePage, **PROBLEMS}, operation_id="measures.list", by_alias=True)
def all_measures(request: HttpRequest, asked: Annotated[MeasureQuery, Query(...)]) -> dict[str, Any]:
    """List every measure of an organisation."""
    organisation, span = about(request, asked)
    facts = facts_of(organisation, indicators(), span)
    return {"items": [_measure(organisation, fact) for fact in facts], "next": None}


@router.get(
    "/{slug:indicator}", response={200: MeasureDetail, **PROBLEMS}, operation_id="measures.one", by_alias=True
)
def one_measure(
    request: HttpRequest, indicator: str, asked: Annotated[MeasureQuery, Query(...)]
) -> dict[str, Any]:
    """One measure of an organisation, with its meaning and its past."""
    measured = indicator_of(indicator)
    organisation, span = about(request, asked)
    (fact,) = facts_of(organisation, (measured,), span)
    return _measure(organisation, fact) | {
        "meaning": measured.meaning.here(),
        "not_meaning": measured.not_meaning.here(),
        "improve": measured.improve.here(),
        "how_counted": how_counted(measured),
        "answered_for": answered_for(measured),
        "clause": measured.clause,
        "quarters": [{"period": each.span.key, **_counts(each)} for each in fact.quarters],
        "actions": [],
    }


@router.get("/{slug:indicator}/rows", response={200: RowsPage, **PROBLEMS}, operation_id="measures.rows")
def measure_rows(
    request: HttpRequest, indicator: str, asked: Annotated[RowsQuery, Query(...)]
) -> dict[str, Any]:
    """The rows behind one of the two counts of a measure."""
    measured = indicator_of(indicator)
    organisation, span = about(request, asked)
    part = asked_of(address_of(asked)).part
    opened = rows_of(
        actor_of(request), measured, organisation, span, part, cursor=asked.cursor, limit=asked.limit
    )
    return rows_out(opened)


def _measure(organisation: Any, fact: Fact) -> dict[str, Any]:
    indicator = fact.indicator
    return _counts(fact.now) | {
        "id": indicator.id,
        "degree": indicator.degree,
        "headline": indicator.headline,
        "label": indicator.label.here(),
        "words": fact.now.words,
        "organisation": organisation.pk,
        "begun": fact.now.span.begun,
        "ended": fact.now.span.ended,
        "before": _counts(fact.before),
        "year_before": _counts(fact.year_before),
        "organisations_with_records": fact.sources.organisations,
        "organisations": fact.sources.alive,
    }


def _counts(figure: Figure) -> dict[str, Any]:
    counts = figure.counts
    share = counts.percent if figure.is_share else None
    return {"numerator": counts.numerator, "denominator": counts.denominator, "share": share}
