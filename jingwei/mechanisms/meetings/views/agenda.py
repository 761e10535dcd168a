"""Agenda items: the list, a new one, one with its way, and what is decided where."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jingwei.adapters.sheets.listing import sheet_of, wants_sheet
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import VERBS, may
from jingwei.kernel.call import part_of_call
from jingwei.kernel.doors import doors
from jingwei.kernel.errors import NotFound
from jingwei.kernel.packs import registry
from jingwei.kernel.pages import carried_out, go, go_back, list_page, page
from jingwei.mechanisms.meetings import actions, forms
from jingwei.mechanisms.meetings.flow import READY
from jingwei.mechanisms.meetings.queries import (
    AGENDA_ITEMS,
    SEE_ITEMS,
    course_of,
    is_with_unit,
    item_for,
    kinds_of,
    list_of,
    meeting_for,
    next_meetings,
    paper_of,
    sides_for,
    upcoming_with,
)
from jingwei.mechanisms.meetings.rules import passed_in, unstudied
from jingwei.mechanisms.meetings.views.acts import ITEM_ACTS
from jingwei.ui.acting import through

PROPOSE, ADOPT = "agenda_items.propose", "item_lists.adopt"
FIRST = ("review", "second", "approve")
"""What stands in front where it waits for the reader."""


@holding(SEE_ITEMS)
@require_GET
def items(request: HttpRequest) -> HttpResponseBase:
    """The agenda items one may see."""
    if wants_sheet(request):
        return sheet_of(request, AGENDA_ITEMS)
    actor = actor_of(request)
    context = {
        "may_propose": bool((sides := sides_for(actor, PROPOSE)) and kinds_of(sides.party)),
        "has_list": sides_for(actor, SEE_ITEMS) is not None,
    }
    return list_page(request, AGENDA_ITEMS, context, template="meetings/items.html")


@holding(PROPOSE)
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Propose something to be decided."""
    actor = actor_of(request)
    sides = sides_for(actor, PROPOSE)
    if sides is None or actor.post is None:
        raise NotFound
    own = sides.party if sides.party.pk == actor.post.organisation_id else sides.unit
    asked = request.method == "POST" and "kind_of" in request.GET
    initial = {"title": request.POST.get("title", "")} if asked else {}
    sent = (request.POST, request.FILES) if request.method == "POST" and not asked else ()
    form = forms.Propose(*sent, kinds=_kinds_for(sides, own), initial=initial)
    if (made := carried_out(form, _proposed, own, actor)) is not None:
        messages.success(request, _("提上去了，等同意上会。"))
        return go(request, "meetings:item", made.pk)
    context = {"form": form, "label": VERBS[PROPOSE].label, "sides": sides}
    status = 422 if form.is_bound else 200
    return page(request, "meetings/propose.html", context, fragment="kinds" if asked else "", status=status)


def _kinds_for(sides: Any, own: Any) -> list[Any]:
    """What one's side may propose: the unit what it decides together with the Party side."""
    found = kinds_of(sides.party)
    return found if own.pk == sides.party.pk else [each for each in found if is_with_unit(each.route)]


def _proposed(own: Any, *, actor: Any, upload: Any = None, **values: Any) -> Any:
    """Propose it and lay its file with it, both or neither."""
    with transaction.atomic():
        made = actions.propose_item(own, actor=actor, **values)
        if not upload:
            return made
        with part_of_call("lay"):
            return actions.lay_paper(made, actor=actor, upload=upload)


@holding(SEE_ITEMS)
@require_GET
def item(request: HttpRequest, item_id: int) -> HttpResponse:
    """One item: what is asked, its paper, which bodies are on its way and what they did."""
    actor = actor_of(request)
    found = item_for(actor, item_id)
    course, entering = course_of(actor, found), next_meetings(actor, found)
    context = {
        "item": found,
        "about": found.title,
        "files": paper_of(actor, found),
        "way": _way(found),
        "missing": _missing(found),
        "course": course,
        "to_enter": entering,
        "must_convene": None if entering else _to_convene(actor, found),
        "doors": (opened := doors(actor, found, ITEM_ACTS, lambda step: _address(found, step))),
        "first": next((name for name in FIRST if name in opened), ""),
    }
    return page(request, "meetings/item.html", context)


def _way(item: Any) -> list[str]:
    """The bodies on its way in words, and which of them have passed this paper: that much is told to all who see it."""
    done, passed = passed_in(item), _("{body}（第 {n} 稿通过了）")
    labels = {each: registry.body(each).label.here() for each in item.bodies}
    return [
        passed.format(body=label, n=item.paper) if each in done else label for each, label in labels.items()
    ]


def _to_convene(actor: Any, item: Any) -> Any:
    """The body that an item waits for where no meeting of it is being prepared, for those who may set one."""
    waits = item.state == READY and upcoming_with(item) is None
    if not waits or not actor.holds("meetings.convene", *item.grant_paths):
        return None
    last = item.bodies[-1]
    return registry.body(last if item.is_exception else unstudied(item, last) or last)


def _missing(item: Any) -> str:
    """The body that has still to study this paper, in words; none where two have asked for an exception."""
    missing = None if item.is_exception else unstudied(item, item.bodies[-1])
    return registry.body(missing).label.here() if missing else ""


def _address(item: Any, step: str) -> str:
    return reverse("meetings:item-act", args=(item.pk, step))


@holding(SEE_ITEMS)
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, item_id: int, step: str) -> HttpResponse:
    """One verb on an item."""
    found = item_for(actor_of(request), item_id)
    if step not in ITEM_ACTS:
        raise NotFound
    back = reverse("meetings:item", args=(found.pk,))
    return through(
        request,
        ITEM_ACTS[step],
        found,
        onward=lambda made: go_back(request, back),
        template="meetings/act.html",
        context=lambda form: {"about": found.title, "back": back, "rows": forms.rows_of(form)},
        item=found,
    )


@holding("agenda_items.enter")
@require_POST
def enter(request: HttpRequest, meeting_id: int, item_id: int) -> HttpResponse:
    """Put an item on the agenda of a meeting that is being prepared."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    actions.enter_item(item_for(actor, item_id), actor=actor, meeting=meeting)
    messages.success(request, _("列入议程了。"))
    return go(request, "meetings:one", meeting.pk)


@holding(SEE_ITEMS)
@require_http_methods(["GET", "POST"])
def kinds(request: HttpRequest) -> HttpResponse:
    """What is decided where, and a newer list of it."""
    actor = actor_of(request)
    sides = sides_for(actor, SEE_ITEMS)
    if sides is None:
        raise NotFound
    last = list_of(sides.party)
    listed = kinds_of(sides.party, last)
    longest = max((each.route for each in listed), key=len, default=())
    form = forms.Lists(request.POST or None, kinds=listed, route=longest, last=last)
    refusal = may(actor, ADOPT, sides.party)
    if form.is_bound and carried_out(form, actions.adopt_item_list, sides.party, actor) is not None:
        messages.success(request, _("定好了，从现在起按这一版。"))
        return go(request, "meetings:kinds")
    context = {
        "sides": sides,
        "kinds": listed,
        "last": last,
        "form": form if refusal is None else None,
        "label": VERBS[ADOPT].label,
    }
    return page(request, "meetings/kinds.html", context, status=422 if form.errors else 200)
