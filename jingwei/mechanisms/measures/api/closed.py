"""Closed periods over the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from jingwei.kernel.resources import Answer, Creates, Resource, router_of
from jingwei.mechanisms.measures.queries import organisation_of
from jingwei.mechanisms.measures.queries.closed import (
    CLOSED_PERIODS,
    closed_period_for,
    compared,
    is_as_recorded,
)


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
