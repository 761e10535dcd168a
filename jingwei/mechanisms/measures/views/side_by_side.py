"""The page on which the organisations of the next level stand side by side, for the meeting that appraises them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.views.decorators.http import require_GET

from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.pages import page
from jingwei.mechanisms.measures.forms import asked_of
from jingwei.mechanisms.measures.queries import Span, organisation_of, this_year, year_of
from jingwei.mechanisms.measures.queries.side_by_side import COMPARE, side_by_side_of


@holding(COMPARE)
@require_GET
def side_by_side(request: HttpRequest) -> HttpResponse:
    """The facts of a year, side by side: in the order of the tree, never of a number."""
    actor, asked = actor_of(request), asked_of(request.GET)
    organisation = organisation_of(actor, asked.organisation_id)
    span = year_of(asked.span.ends)
    context = {
        "organisation": organisation,
        "span": span,
        "table": side_by_side_of(actor, organisation, span),
        "periods": [_period(organisation, each, span) for each in (this_year().before(), this_year())],
        "address": f"organisation={organisation.pk}&from={span.begun}&to={span.ended}",
    }
    return page(request, "measures/side-by-side.html", context)


def _period(organisation: Any, each: Span, current: Span) -> dict[str, Any]:
    url = f"{resolve_url('measures:side-by-side')}?organisation={organisation.pk}&period={each.key}"
    return {"url": url, "label": each.label, "current": each == current}
