"""The organisations of the next level side by side over the API."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from jingwei.kernel.access import actor_of
from jingwei.kernel.resources import PROBLEMS, Answer
from jingwei.mechanisms.measures.api.asking import MeasureQuery, about
from jingwei.mechanisms.measures.queries import year_of
from jingwei.mechanisms.measures.queries.side_by_side import side_by_side_of

router = Router(tags=["measures"])


class BesideOut(Answer):
    """One headline of one organisation."""

    indicator: str
    numerator: int
    denominator: int


class LineOut(Answer):
    """One organisation; no figures where it was moved, and its past lies elsewhere."""

    organisation: int
    name: str
    figures: list[BesideOut]


class SideBySidePage(Answer):
    """All of them in the order of their codes: always one page."""

    items: list[LineOut]
    next: str | None


@router.get("", response={200: SideBySidePage, **PROBLEMS}, operation_id="measures.side_by_side")
def side_by_side(request: HttpRequest, asked: Annotated[MeasureQuery, Query(...)]) -> dict[str, Any]:
    """List the organisations of the next level with the headlines of a year, for the meeting that appraises them."""
    organisation, within = about(request, asked)
    table = side_by_side_of(actor_of(request), organisation, year_of(within.ends))
    lines = [line for kin in table.kins for line in kin.lines]
    return {
        "items": [
            {
                "organisation": line.organisation.pk,
                "name": line.organisation.name,
                "figures": [{"indicator": each.indicator.id} | vars(each.counts) for each in line.figures],
            }
            for line in lines
        ],
        "next": None,
    }


routers = {"measures/side-by-side": router}
