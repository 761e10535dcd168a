"""The page on which the organisations of the next level stand side by side, for the meeting that appraises them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.pages import page
from jingwei.mechanisms.measures.forms import asked_of
from jingwei.mechanisms.measures.queries import organisation_of, year_of
from jingwei.mechanisms.measures.queries.side_by_side import COMPARE, side_by_side_of
from jingwei.mechanisms.measures.views.periods import address_of, periods_of


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
        "periods": periods_of(organisation, span, "measures:side-by-side", years_only=True),
        "address": address_of(organisation, span),
    }
    return page(request, "measures/side-by-side.html", context)
