"""The list, a new committee, one with its seats, one seat with its steps, and what waits for the post in use."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jingwei.adapters import clock
from jingwei.adapters.sheets.listing import sheet_of, wants_sheet
from jingwei.kernel.access import actor_of, holding, signed_in
from jingwei.kernel.actions import VERBS
from jingwei.kernel.actor import Actor
from jingwei.kernel.doors import Act, doors
from jingwei.kernel.errors import NotFound
from jingwei.kernel.pages import carried_out, go, go_back, list_page, page
from jingwei.mechanisms.committees import actions, forms
from jingwei.mechanisms.committees.flow import ON_THE_WAY, SEATED
from jingwei.mechanisms.committees.queries import (
    COMMITTEES,
    FOUND,
    NOMINATE,
    SEE,
    committee_for,
    kinds_kept_by,
    lines_for,
    own_unit,
    points_of,
    seat_for,
    seats_in,
    stages_of,
)
from jingwei.mechanisms.committees.rules import facts_of
from jingwei.mechanisms.committees.views.acts import COMMITTEE_ACTS, SEAT_ACTS, address, page_of
from jingwei.ui.acting import through

FIND = "committee_seats.find_eligible"


@holding(SEE)
@require_GET
def committees(request: HttpRequest) -> HttpResponseBase:
    """The committees one may see."""
    if wants_sheet(request):
        return sheet_of(request, COMMITTEES)
    actor = actor_of(request)
    unit = own_unit(actor)
    context = {
        "may_found": bool(unit and kinds_kept_by(unit)),
        "lines": lines_for(actor),
    }
    return list_page(request, COMMITTEES, context, template="committees/list.html")


@holding(FOUND)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Found a committee of the unit of the post in use."""
    actor = actor_of(request)
    unit = own_unit(actor)
    if unit is None or not kinds_kept_by(unit):
        raise NotFound
    form = forms.Found(request.POST or None, unit=unit)
    if (made := carried_out(form, actions.found_committee, unit, actor)) is not None:
        messages.success(request, _("设立了，覆盖这个单位的党组织可以提名了。"))
        return go(request, "committees:one", made.pk)
    context = {"form": form, "label": VERBS[FOUND].label, "unit": unit, "back": ""}
    return page(request, "committees/act.html", context, status=422 if form.errors else 200)


@holding(SEE)
@require_GET
def one(request: HttpRequest, committee_id: int) -> HttpResponse:
    """A committee: who is on the way to a seat, who has one, who had one or did not come to it."""
    actor = actor_of(request)
    committee = committee_for(actor, committee_id)
    seats = seats_in(actor, committee)
    context = {
        "committee": committee,
        "about": committee.name,
        "parties": committee.covered_by,
        "doors": doors(actor, committee, COMMITTEE_ACTS, partial(address, committee)),
        "on_the_way": [_with_steps(actor, each) for each in seats if each.state in ON_THE_WAY],
        "seated": [each for each in seats if each.state == SEATED],
        "past": [each for each in seats if each.state not in (*ON_THE_WAY, SEATED)],
    }
    return page(request, "committees/one.html", context)


def _with_steps(actor: Actor, seat: Any) -> tuple[Any, Any, dict[str, Any]]:
    return seat, stages_of(seat), doors(actor, seat, SEAT_ACTS, partial(address, seat))


@holding(SEE)
@require_GET
def seat(request: HttpRequest, committee_id: int, committee_seat_id: int) -> HttpResponse:
    """One nomination: what is known of it, the steps it has gone, and what is next."""
    actor = actor_of(request)
    found = _seat_in(actor, committee_id, committee_seat_id)
    context = {
        "seat": found,
        "about": found.committee.name,
        "stages": stages_of(found),
        "facts": facts_of(found) if found.state in ON_THE_WAY else [],
        "points": points_of(found),
        "today": clock.today(),
        "last": found.since or clock.today(),
        "doors": doors(actor, found, SEAT_ACTS, partial(address, found)),
    }
    return page(request, "committees/seat.html", context)


@holding(SEE)
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, committee_id: int, step: str) -> HttpResponse:
    """One verb on a committee."""
    committee = committee_for(actor_of(request), committee_id)
    if step not in COMMITTEE_ACTS:
        raise NotFound
    return _through(request, COMMITTEE_ACTS[step], committee)


@holding(SEE)
@require_http_methods(["GET", "POST"])
def seat_act(request: HttpRequest, committee_id: int, committee_seat_id: int, step: str) -> HttpResponse:
    """One verb on a seat."""
    found = _seat_in(actor_of(request), committee_id, committee_seat_id)
    if step not in SEAT_ACTS:
        raise NotFound
    return _through(request, SEAT_ACTS[step], found)


def _seat_in(actor: Actor, committee_id: int, committee_seat_id: int) -> Any:
    found = seat_for(actor, committee_seat_id)
    if found.committee_id != committee_id:
        raise NotFound
    return found


def _through(request: HttpRequest, act: Act, subject: Any) -> HttpResponse:
    context = {"subject": subject, "back": page_of(subject)}
    if act.verb.startswith("committee_seats.find"):
        context["facts"] = facts_of(subject)
    return through(
        request,
        act,
        subject,
        onward=lambda made: go_back(request, page_of(made if act.leads else subject)),
        template="committees/act.html",
        context=context,
        committee=subject,
        seat=subject,
    )


@signed_in
@require_GET
def come(request: HttpRequest) -> HttpResponse:
    """What the post has to do with seats now, for the side of the desk once it is looked at."""
    return page(request, "committees/come.html", {"lines": lines_for(actor_of(request))}, fragment="come")


def on_the_desk(actor: Actor, subject: Any) -> dict[str, Any] | None:
    """A place for the seats of the post; it asks nothing until it is looked at."""
    post = actor.post
    if post is None or post.organisation_id is None:
        return None
    return {} if actor.holds(NOMINATE, post.path) or actor.holds(FIND, post.path) else None
