"""Answer with the whole page, or with the one fragment htmx asked for, from the same template."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url

from jingwei.kernel.access import actor_of
from jingwei.kernel.actor import Actor
from jingwei.kernel.candidates import SUGGEST
from jingwei.kernel.errors import Invalid
from jingwei.kernel.listing import Listing, Slice, take

DESK = "/"


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


def go_back(request: HttpRequest, to: str) -> HttpResponse:
    """Send the browser on after a change: to the desk where the change was made there, else to `to`."""
    return go(request, DESK if request.POST.get("back") == "desk" else to)


def tell_beside(form: Any, refused: Invalid) -> None:
    """Let what was refused stand beside its field, or above the form where it has none."""
    for error in refused.errors:
        form.add_error(error.field if error.field in form.fields else None, str(error.message))


def carried_out(form: Any, run: Callable[..., Any], subject: Any, actor: Actor, **more: Any) -> Any | None:
    """What the verb answers to what was typed, without what was left out; None where nothing was, or where it is wrong.

    What is wrong then stands beside its field.
    """
    if not form.is_valid():
        return None
    values = {name: value for name, value in form.cleaned_data.items() if value is not None} | more
    try:
        return run(subject, actor=actor, **values)
    except Invalid as refused:
        tell_beside(form, refused)
        return None


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
    """One page of a list: filters from the address, rows by keyset, the address of the next page.

    A filter that is not understood is told where the rows would be; what was typed stays in its field.
    """
    asked = {key: str(value) for key, value in request.GET.items() if value and key != "cursor"}
    actor = actor_of(request)
    for each in listing.filters:
        if each.candidates and request.GET.get(SUGGEST) == each.key:
            return each.candidates(actor).answer(request, each.key)
    found, fault = Slice([], None), None
    try:
        found = take(listing, actor, asked, cursor=request.GET.get("cursor", ""))
    except Invalid as invalid:
        fault = invalid.message
    shown = {
        "listing": listing,
        "slice": found,
        "fault": fault,
        "asked": {key: value for key, value in asked.items() if key != "on"},
        "filters": [
            {
                "key": f.key,
                "label": f.label,
                "value": f.told(actor, asked.get(f.key, "")),
                "choices": f.choices(actor) if f.choices else None,
                "suggested": f.candidates is not None,
                "kind": f.kind,
            }
            for f in listing.filters
        ],
        "first_url": f"?{urlencode(asked)}" if "cursor" in request.GET else "",
        "next_url": f"?{urlencode(asked | {'cursor': found.next})}" if found.next else "",
        "sheet_url": f"?{urlencode(asked | {'format': 'xlsx'})}",
    }
    return page(request, template, shown | context, fragment="rows", status=422 if fault else 200)
