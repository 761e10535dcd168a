"""One matter, and the doors through which its verbs are carried out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from jingwei.foundation.matters.queries import SEE, matter_for
from jingwei.foundation.matters.views.acts import (
    MATTER_ACTS,
    PART_ACTS,
    Act,
    address,
    door,
    form_of,
    part_of,
)
from jingwei.foundation.matters.views.sheet import sheet
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import VERBS, may
from jingwei.kernel.errors import NotFound
from jingwei.kernel.pages import carried_out, go_back, page, wants_fragment
from jingwei.ui.picking import suggestions


@holding(SEE)
@require_GET
def one(request: HttpRequest, matter_id: int) -> HttpResponse:
    """One matter: where it stands, what is next, what was done, who answers for it."""
    actor = actor_of(request)
    context = sheet(actor, matter_for(actor, matter_id), request.GET.get("show", ""))
    return page(request, "matters/one.html", context)


@holding(SEE)
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, matter_id: int, step: str) -> HttpResponse:
    """One verb on the matter."""
    matter = matter_for(actor_of(request), matter_id)
    if step not in MATTER_ACTS:
        raise NotFound
    return _through(request, MATTER_ACTS[step], step, matter, matter)


@holding(SEE)
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, matter_id: int, kind: str, part_id: int, step: str) -> HttpResponse:
    """One verb on one part of the matter."""
    found = part_of(actor_of(request), matter_id, kind, part_id)
    if step not in PART_ACTS[kind]:
        raise NotFound
    return _through(request, PART_ACTS[kind][step], step, found.matter, found, kind)


def _through(
    request: HttpRequest, act: Act, step: str, matter: Any, subject: Any, kind: str = ""
) -> HttpResponse:
    """Carry the verb out and go back to the matter; ask again where what was typed has a fault.

    What is folded away on the page of the matter asks for the form alone.
    """
    actor = actor_of(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = form_of(act, subject, actor, *sent)
    if form.is_bound and form.is_valid():
        result = carried_out(form, act.run, subject, actor)
        if result is not None:
            messages.success(request, act.told(result), extra_tags=_undo(act, matter, result))
            return go_back(request, reverse("matters:one", args=(matter.pk,)))
    # Asked last: a form that is sent again must reach its verb, which then answers as it did at first.
    elif refusal := may(actor, act.verb, matter if act.of_matter else subject):
        raise refusal
    elif shown := suggestions(request, form):
        return shown
    elif wants_fragment(request) and not form.is_bound:
        return page(request, "matters/door-form.html", {"door": door(actor, step, subject, kind)})
    context = {"matter": matter, "form": form, "act": act, "label": VERBS[act.verb].label}
    return page(request, "matters/act.html", context, status=422 if form.errors else 200)


def _undo(act: Act, matter: Any, result: Any) -> str:
    """Where the toast sends a second thought."""
    kind, _slash, step = act.undo.partition("/")
    return address(matter.pk, step, kind, result.pk) if step else ""
