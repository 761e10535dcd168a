"""The measures over the API: every figure of an organisation in a span, one of them, and the rows behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from jingwei.kernel.access import actor_of
from jingwei.kernel.errors import NotAllowed
from jingwei.kernel.listing import DEFAULT_LIMIT, MOST
from jingwei.kernel.resources import AS_OF, PROBLEMS, Answer, Creates, Resource, router_of
from jingwei.mechanisms.measures.forms import asked_of, indicator_of, reading_of
from jingwei.mechanisms.measures.queries import (
    SEE,
    Fact,
    Figure,
    Opened,
    Span,
    answered_for,
    facts_of,
    how_counted,
    indicators,
    organisation_of,
    rows_of,
)
from jingwei.mechanisms.measures.queries.closed import (
    CLOSED_PERIODS,
    closed_period_for,
    compared,
    is_as_recorded,
)
from jingwei.mechanisms.measures.queries.standing_out import standing_out_of
from jingwei.mechanisms.measures.queries.steps import steps_for
from jingwei.mechanisms.measures.queries.weave import Warned, matters_of, warned_below, weave_of

router = Router(tags=["measures"])


class MeasureQuery(Schema):
    """Which organisation (by default that of the post in use) and which months, each as `2026-10`."""

    organisation: str = Field("", max_length=20)
    begun: str = Field("", alias="from", max_length=7)
    ended: str = Field("", alias="to", max_length=7)
    on: str = Field("", max_length=10, description=AS_OF)
    period: str = Field(
        "", max_length=6, description="a quarter as 2026q4 or a year as 2026, instead of months"
    )


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


class RowOut(Answer):
    """A record, or an organisation with its latest record; `counted` says that it is in the numerator."""

    id: int
    organisation: str
    kind: str
    sentence: str
    subject: str
    at: datetime | None
    actor: str
    post: str
    side: str
    url: str
    counted: bool


class RowsPage(Answer):
    """`shown` rows are open to you and `hidden` are not; together they are `total`, the number itself."""

    items: list[RowOut]
    next: str | None
    total: int
    shown: int
    hidden: int


class StandingOutOut(Answer):
    """What stands out, how many notes of how many, and why it is shown; it lowers no figure."""

    kind: str
    label: str
    words: str
    why: str
    part: int
    whole: int
    details: list[str]


class StandingOutPage(Answer):
    """Everything that stands out: always one page."""

    items: list[StandingOutOut]
    next: str | None


@router.get("", response={200: MeasurePage, **PROBLEMS}, operation_id="measures.list", by_alias=True)
def all_measures(request: HttpRequest, asked: Annotated[MeasureQuery, Query(...)]) -> dict[str, Any]:
    """List every measure of an organisation."""
    organisation, span = _about(request, asked)
    facts = facts_of(organisation, indicators(), span)
    return {"items": [_measure(organisation, fact) for fact in facts], "next": None}


class WarnedOut(Answer):
    """One strand that stands much alone: `way` is `warp` or `weft`."""

    way: str
    label: str
    reason: str


class WarnedBelowOut(Answer):
    """An organisation of the next level with what it is warned of, in the order of the tree."""

    organisation: int
    name: str
    warned: list[WarnedOut]


class TallyOut(Answer):
    """How many matters are woven, have one strand alone, or cannot be told yet."""

    woven: int
    warp: int
    weft: int
    early: int


class MonthOut(TallyOut):
    """The matters at work in one month, as they could be read at its end."""

    month: str


class StepOut(Answer):
    """One thing to do, and where it begins; `side` is whose act it is."""

    kind: str
    title: str
    why: str
    side: str
    act: str
    url: str


class WeaveOut(TallyOut):
    """The balance of the two strands; `is_few` says that there are too few matters to warn of anything."""

    organisation: int
    begun: str = Field(serialization_alias="from")
    ended: str = Field(serialization_alias="to")
    is_few: bool
    origin: str
    months: list[MonthOut]
    warned: list[WarnedOut]
    warned_below: list[WarnedBelowOut]
    steps: list[StepOut]
    actions: list[str]


class WeaveRowsQuery(MeasureQuery):
    """Which of the four readings to open, and which page of it."""

    reading: str = Field("woven", max_length=12)
    cursor: str = Field("", max_length=500)
    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MOST)


@router.get("/weave", response={200: WeaveOut, **PROBLEMS}, operation_id="measures.weave", by_alias=True)
def one_weave(request: HttpRequest, asked: Annotated[MeasureQuery, Query(...)]) -> dict[str, Any]:
    """The balance of the two strands of an organisation, its warnings, and what is most useful to do."""
    actor, (organisation, span) = actor_of(request), _about(request, asked)
    woven = weave_of(organisation, span)
    return vars(woven.counts) | {
        "organisation": organisation.pk,
        "begun": span.begun,
        "ended": span.ended,
        "is_few": woven.is_few,
        "origin": woven.rule.origin.here() if woven.rule else "",
        "months": [vars(each.counts) | {"month": f"{each.first:%Y-%m}"} for each in woven.months],
        "warned": _warned(woven.warned),
        "warned_below": [
            {"organisation": e.organisation.pk, "name": e.organisation.name, "warned": _warned(e.warned)}
            for e in warned_below(actor, organisation, woven)
        ],
        "steps": [vars(each) for each in steps_for(actor, organisation, woven)],
        "actions": [],
    }


def _warned(warned: Sequence[Warned]) -> list[dict[str, str]]:
    return [{"way": e.way, "label": e.rule.label.here(), "reason": e.reason} for e in warned]


@router.get("/weave/rows", response={200: RowsPage, **PROBLEMS}, operation_id="measures.weave_rows")
def weave_rows(request: HttpRequest, asked: Annotated[WeaveRowsQuery, Query(...)]) -> dict[str, Any]:
    """The matters behind one number of the balance."""
    reading = reading_of({"reading": asked.reading})
    organisation, span = _about(request, asked)
    woven = weave_of(organisation, span)
    return _rows(
        matters_of(actor_of(request), woven, reading, organisation, cursor=asked.cursor, limit=asked.limit)
    )


@router.get(
    "/standing-out", response={200: StandingOutPage, **PROBLEMS}, operation_id="measures.standing_out"
)
def standing_out(request: HttpRequest, asked: Annotated[MeasureQuery, Query(...)]) -> dict[str, Any]:
    """List what stands out in the records of an organisation."""
    organisation, span = _about(request, asked)
    found = standing_out_of(actor_of(request), organisation, span)
    return {"items": [asdict(each) for each in found], "next": None}


@router.get(
    "/{slug:indicator}", response={200: MeasureDetail, **PROBLEMS}, operation_id="measures.one", by_alias=True
)
def one_measure(
    request: HttpRequest, indicator: str, asked: Annotated[MeasureQuery, Query(...)]
) -> dict[str, Any]:
    """One measure of an organisation, with its meaning and its past."""
    measured = indicator_of(indicator)
    organisation, span = _about(request, asked)
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
    organisation, span = _about(request, asked)
    part = asked_of(_address(asked)).part
    opened = rows_of(
        actor_of(request), measured, organisation, span, part, cursor=asked.cursor, limit=asked.limit
    )
    return _rows(opened)


def _rows(opened: Opened) -> dict[str, Any]:
    keys = RowOut.model_fields
    return {
        "items": [{key: row[key] for key in keys} for row in opened.items],
        "next": opened.next,
        "total": opened.total,
        "shown": opened.shown,
        "hidden": opened.hidden,
    }


def _about(request: HttpRequest, asked: MeasureQuery) -> tuple[Any, Span]:
    actor, read = actor_of(request), asked_of(_address(asked))
    if not actor.holds_anywhere(SEE):
        raise NotAllowed("no-grant", _("你现在的身份不能看融合分析。"))
    return organisation_of(actor, read.organisation_id, read.on), read.span


def _address(asked: MeasureQuery) -> dict[str, str]:
    return {key: str(value) for key, value in asked.model_dump(by_alias=True).items()}


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


class ClosedFigureOut(Answer):
    """One figure: as it was closed, counted again from the same records, and from all there are now."""

    indicator: str
    numerator: int
    denominator: int
    numerator_again: int
    denominator_again: int
    numerator_now: int
    denominator_now: int


class ClosedPeriodOut(Answer):
    """A closed period; `is_as_recorded` says that it still is what the ledger holds the digest of."""

    id: int
    organisation_id: int
    begins: date
    ends: date
    height: int
    head: str
    digest: str
    closed_on: date
    closed_name: str
    is_as_recorded: bool
    figures: list[ClosedFigureOut]
    version: int


def _closed(actor: Any, closed: Any) -> dict[str, Any]:
    plain = {name: getattr(closed, name) for name in ClosedPeriodOut.model_fields if hasattr(closed, name)}
    figures = [
        {
            "indicator": each.indicator.id,
            "numerator": each.closed.numerator,
            "denominator": each.closed.denominator,
            "numerator_again": each.again.numerator,
            "denominator_again": each.again.denominator,
            "numerator_now": each.now.numerator,
            "denominator_now": each.now.denominator,
        }
        for each in compared(actor, closed)
    ]
    return plain | {"figures": figures, "is_as_recorded": is_as_recorded(closed)}


routers = {
    "measures": router,
    "closed-periods": router_of(
        Resource(
            "closed-periods",
            closed_period_for,
            _closed,
            ClosedPeriodOut,
            CLOSED_PERIODS,
            creates=(Creates("closed_periods.close", "organisation_id", organisation_of),),
        )
    ),
}
