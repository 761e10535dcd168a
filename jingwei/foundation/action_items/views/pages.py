"""The list, a new occasion, one occasion with its action items, and the verbs on one of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jingwei.adapters import clock
from jingwei.adapters.sheets.listing import sheet_of, wants_sheet
from jingwei.foundation.action_items import actions, forms
from jingwei.foundation.action_items.queries import (
    ACTION_ITEMS,
    Occasion,
    host_for,
    item_for,
    items_of,
    occasion_for,
)
from jingwei.foundation.action_items.views.acts import ACTS, OPEN, OPEN_MATTER, SETTLE, doors
from jingwei.foundation.matters.queries import hosts_for, matters_for
from jingwei.kernel.access import actor_of, holding, signed_in
from jingwei.kernel.actions import VERBS, may
from jingwei.kernel.doors import Act
from jingwei.kernel.errors import NotAllowed, NotFound
from jingwei.kernel.pages import carried_out, go, go_back, list_page, page
from jingwei.ui.acting import through
from jingwei.ui.picking import suggestions


@signed_in
@require_GET
def action_items(request: HttpRequest) -> HttpResponseBase:
    """The action items one may see, one's own among them."""
    if wants_sheet(request):
        return sheet_of(request, ACTION_ITEMS)
    may_hold = host_for(actor_of(request)) is not None
    return list_page(request, ACTION_ITEMS, {"may_hold": may_hold}, template="action_items/list.html")


@holding("occasions.hold")
@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest) -> HttpResponse:
    """Keep an occasion with what it ended in."""
    actor = actor_of(request)
    host = host_for(actor)
    if host is None:
        raise NotAllowed("no-grant", _("你现在的身份不能在这里定举措。"))
    form = forms.Hold(request.POST or None, actor=actor, organisation=host, initial=_asked(request))
    if shown := suggestions(request, form):
        return shown
    if (held := carried_out(form, actions.hold_occasion, host, actor)) is not None:
        messages.success(request, _("定好了，各人的工作台上都有了。"))
        return go(request, "action_items:occasion", held.pk)
    context = {"form": form, "host": host, "label": VERBS["occasions.hold"].label}
    return page(request, "action_items/hold.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What the address already says: a dispatch is begun from the page of what hangs where, study from a meeting."""
    kind = request.GET.get("kind", "")
    known = {name: request.GET[name] for name in ("topic", "held_on") if request.GET.get(name)}
    return {"kind": kind if kind in Occasion.Kind.values else Occasion.Kind.STUDY} | known


@signed_in
@require_GET
def occasion(request: HttpRequest, occasion_id: int) -> HttpResponse:
    """One occasion and how the action items it ended in fare."""
    actor = actor_of(request)
    held = occasion_for(actor, occasion_id)
    items = items_of(actor, held)
    carrying = {each.matter_id for each in items if each.matter_id}
    seen = set(matters_for(actor).filter(pk__in=carrying).values_list("pk", flat=True)) if carrying else ()
    context = {
        "occasion": held,
        "lines": [(each, doors(actor, each), each.matter_id in seen) for each in items],
        "may_settle": may(actor, "action_items.settle", held) is None,
        "today": clock.today(),
    }
    return page(request, "action_items/occasion.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, occasion_id: int) -> HttpResponse:
    """One more action item of an occasion."""
    held = occasion_for(actor_of(request), occasion_id)
    return _through(request, SETTLE, held, held)


@signed_in
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, item_id: int, step: str) -> HttpResponse:
    """One verb on an action item."""
    item = item_for(actor_of(request), item_id)
    if step == OPEN_MATTER:
        return _open_matter(request, item)
    if step not in ACTS:
        raise NotFound
    return _through(request, ACTS[step], item, item.occasion)


def _through(request: HttpRequest, act: Act, subject: Any, held: Occasion) -> HttpResponse:
    return through(
        request,
        act,
        subject,
        onward=lambda made: go_back(request, reverse("action_items:occasion", args=(held.pk,))),
        template="action_items/act.html",
        context={"occasion": held, "subject": subject},
        item=subject,
        occasion=held,
    )


def _open_matter(request: HttpRequest, item: Any) -> HttpResponse:
    """Begin a matter from it: its words are the name, all else is guessed as for any new matter."""
    actor = actor_of(request)
    host = next(iter(hosts_for(actor)), None)
    if refusal := may(actor, OPEN.verb, item):
        raise refusal
    if host is None:
        return go(request, "action_items:act", item.pk, "carry")
    known = {"organisation": host, "actor": actor, "initial": {"title": item.text}}
    form = OPEN.form_for(request.POST or None, **known)
    if (done := carried_out(form, OPEN.run, item, actor)) is not None:
        messages.success(request, str(OPEN.said))
        return go(request, "matters:one", done.matter_id)
    context = {"form": form, "host": host, "item": item}
    return page(request, "matters/new.html", context, status=422 if form.is_bound else 200)
