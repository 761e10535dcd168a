"""The spans that a page of measures offers beside its own, and the address under which it keeps both organisation and span."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.shortcuts import resolve_url

from jingwei.mechanisms.measures.queries import Span, quarter_of, this_quarter, this_year, year_of


def address_of(organisation: Any, span: Span) -> str:
    """An organisation, a span and the day as of which it is read, as an address says them."""
    asked = {"organisation": organisation.pk, "from": span.begun, "to": span.ended}
    return urlencode(asked | ({"on": organisation.on} if organisation.on else {}))


def periods_of(organisation: Any, span: Span, to: str, *, years_only: bool = False) -> list[dict[str, Any]]:
    """The spans beside this one, and the quarter and year of today, or of the day asked about; shorter ones first."""
    on = organisation.on
    current = (quarter_of(on), year_of(on)) if on else (this_quarter(), this_year())
    offered = dict.fromkeys((span.before(), span, *(current[1:] if years_only else current)))
    return [
        {
            "url": f"{resolve_url(to)}?{address_of(organisation, each)}",
            "label": each.label,
            "current": each == span,
        }
        for each in sorted(offered, key=lambda span: (span.length, span))
    ]
