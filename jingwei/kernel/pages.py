"""Answer with the whole page, or with the one fragment htmx asked for, from the same template."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url

from jingwei.kernel.access import actor_of
from jingwei.kernel.listing import Listing, take


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asked, and asked for less than the whole page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, fragment: str = "", status: int = 200
) -> HttpResponse:
    """Render `template`, or its block `fragment` where htmx asked."""
    name = f"{template}#{fragment}" if fragment and wants_fragment(request) else template
    return render(request, name, context, status=status)


def go(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Send the browser on after a change; htmx is told by header, so that the whole page follows."""
    url = resolve_url(to, *args, **kwargs)
    if wants_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url, status=303)


def as_of(request: HttpRequest, on: date | None) -> dict[str, Any]:
    """What a page shows of the day it is about, and how its addresses lead on as of that day."""
    kept = [(key, value) for key, value in request.GET.items() if key not in ("on", "cursor", "after")]
    return {
        "as_of": {"on": on, "kept": kept, "now_url": f"?{urlencode(kept)}"},
        "then": f"?on={on}" if on else "",
        "and_then": f"&on={on}" if on else "",
    }


def list_page(
    request: HttpRequest, listing: Listing, context: dict[str, Any], *, template: str = "shell/listing.html"
) -> HttpResponse:
    """One page of a list: filters from the address, rows by keyset, the address of the next page."""
    asked = {key: str(value) for key, value in request.GET.items() if value and key != "cursor"}
    actor = actor_of(request)
    found = take(listing, actor, asked, cursor=request.GET.get("cursor", ""))
    shown = {
        "listing": listing,
        "slice": found,
        "asked": {key: value for key, value in asked.items() if key != "on"},
        "filters": [
            {
                "key": f.key,
                "label": f.label,
                "value": asked.get(f.key, ""),
                "choices": f.choices(actor) if f.choices else None,
            }
            for f in listing.filters
        ],
        "first_url": f"?{urlencode(asked)}" if "cursor" in request.GET else "",
        "next_url": f"?{urlencode(asked | {'cursor': found.next})}" if found.next else "",
        "sheet_url": f"?{urlencode(asked | {'format': 'xlsx'})}",
    }
    return page(request, template, shown | context, fragment="rows")
