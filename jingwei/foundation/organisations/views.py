"""The pages of organisations: the two trees, one organisation, coverage, the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jingwei.adapters import clock
from jingwei.adapters.sheets.listing import sheet_of, wants_sheet
from jingwei.foundation.ledger.queries import history_of
from jingwei.foundation.organisations import actions, forms
from jingwei.foundation.organisations.queries import (
    ORGANISATIONS,
    SEE,
    WITHDRAW,
    appointment_for,
    change_for,
    coverage_of,
    forest_for,
    found_for,
    level_for,
    organisation_for,
    organisation_then,
    posts_behind,
    uncovered_for,
    whole,
)
from jingwei.foundation.people.queries import SEE as SEE_PEOPLE
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import VERBS, may
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, NotAllowed, NotFound
from jingwei.kernel.packs import registry
from jingwei.kernel.pages import as_of, go, list_page, page, tell_beside, wants_fragment
from jingwei.ui.picking import suggestions

VERB_FORMS: dict[str, tuple[type[forms.VerbForm], Callable[..., Any]]] = {
    "organisations.found": (forms.Found, actions.found_organisation),
    "organisations.rename": (forms.Rename, actions.rename_organisation),
    "organisations.move": (forms.Move, actions.move_organisation),
    "organisations.end": (forms.End, actions.end_organisation),
    "organisations.merge": (forms.Merge, actions.merge_organisations),
    "organisations.split": (forms.Split, actions.split_organisation),
    "organisations.cover": (forms.Cover, actions.cover_unit),
    "organisations.uncover": (forms.Uncover, actions.uncover_unit),
    "appointments.make": (forms.Appoint, actions.make_appointment),
}
ON_PARTY = ("organisations.cover", "organisations.uncover")


@holding(SEE)
@require_GET
def trees(request: HttpRequest) -> HttpResponse:
    """Both trees from where the actor may see, and what is found by a name."""
    actor, on = actor_of(request), _day(request)
    asked = request.GET.get("q", "").replace("\x00", "").strip()
    context = {"asked": asked, "found": found_for(actor, asked, on) if asked else None, **as_of(request, on)}
    if not wants_fragment(request):
        context |= {"party": forest_for(actor, "party", on), "unit": forest_for(actor, "unit", on)}
    return page(request, "organisations/trees.html", context, fragment="found")


@holding(SEE)
@require_GET
def below(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """One level of a tree: what stands below an organisation; a page of its own is that of the organisation."""
    on = _day(request)
    level = level_for(actor_of(request), organisation_id, request.GET.get("after", ""), on)
    context = {"level": level, **as_of(request, on)}
    if not wants_fragment(request):
        return go(request, resolve_url("organisations:one", organisation_id) + context["then"])
    return page(request, "organisations/level.html", context)


@holding(SEE)
@require_GET
def listing(request: HttpRequest) -> HttpResponseBase:
    """All organisations as a list."""
    if wants_sheet(request):
        return sheet_of(request, ORGANISATIONS)
    return list_page(request, ORGANISATIONS, as_of(request, _day(request)))


@holding(SEE)
@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """Where work goes and no Party organisation answers yet (3.1)."""
    actor, on = actor_of(request), _day(request)
    context = {"uncovered": uncovered_for(actor, on), **coverage_of(actor, on), **as_of(request, on)}
    return page(request, "organisations/coverage.html", context)


@holding(SEE)
@require_GET
def one(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """One organisation: what it is, who is in it, what is below, what may be done."""
    actor, on = actor_of(request), _day(request)
    found = organisation_then(actor, organisation_id, on)
    names = any(actor.holds(verb, *found.grant_paths) for verb in (SEE_PEOPLE, "appointments.make"))
    seen = whole(actor, found)
    context = {
        "organisation": found,
        "whole": seen,
        "verbs": [] if on else _verbs(actor, found),
        "planned": _planned(actor, found, seen.planned),
        "history": history_of(found, most=20, until=clock.end_of(on) if on else None, personal=names),
        **as_of(request, on),
    }
    return page(request, "organisations/one.html", context)


def _day(request: HttpRequest) -> date | None:
    """The day as of which the reader asks, None for the present."""
    return clock.day_asked(request.GET.get("on", ""))


def _verbs(actor: Actor, organisation: Any) -> list[dict[str, Any]]:
    """The verbs the actor holds here, with the reason where one is refused now."""
    shown = []
    for name in VERB_FORMS:
        if name in ON_PARTY and organisation.tree != "party":
            continue
        refusal = may(actor, name, organisation)
        if isinstance(refusal, NotAllowed) and refusal.code == "no-grant":
            continue
        shown.append({"step": name.replace(".", "-"), "label": VERBS[name].label, "refusal": refusal})
    return shown


def _planned(actor: Actor, organisation: Any, planned: Sequence[Any]) -> list[dict[str, Any]]:
    """What is planned for the organisation, and whether the actor may take it back."""
    return [
        {
            "change": each,
            "own": each.organisation_id == organisation.pk,
            "open": may(actor, WITHDRAW, each) is None,
        }
        for each in planned
    ]


@holding(WITHDRAW)
@require_POST
def withdraw(request: HttpRequest, planned_change_id: int) -> HttpResponse:
    """Take a planned change back."""
    actor = actor_of(request)
    change = actions.withdraw_change(change_for(actor, planned_change_id), actor=actor)
    return go(request, "organisations:one", change.organisation_id)


@holding(SEE)
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, organisation_id: int, step: str) -> HttpResponse:
    """The form of one verb on one organisation."""
    actor = actor_of(request)
    found = organisation_for(actor, organisation_id)
    name = step.replace("-", ".")
    if name not in VERB_FORMS:
        raise NotFound
    form_class, run = VERB_FORMS[name]
    if refusal := may(actor, name, found):
        raise refusal
    form = form_class(request.POST or None, organisation=found, actor=actor)
    return _answered(request, form, str(VERBS[name].label), lambda values: run(found, actor=actor, **values))


@holding("appointments.end")
@require_http_methods(["GET", "POST"])
def end_post(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """The form that ends one post."""
    actor = actor_of(request)
    post = appointment_for(actor, appointment_id)
    if refusal := may(actor, "appointments.end", post):
        raise refusal
    form = forms.EndPost(request.POST or None, organisation=post.organisation, actor=actor)
    role = registry.role(post.role).label.here()
    title = _("免去{name}的{role}").format(name=post.person.name, role=role)
    return _answered(
        request, form, title, lambda values: actions.end_appointment(post, actor=actor, **values)
    )


def _answered(
    request: HttpRequest, form: forms.VerbForm, title: str, run: Callable[[dict[str, Any]], Any]
) -> HttpResponse:
    """Run the verb with what was typed and go to the organisation, or show the form with what is wrong."""
    if shown := suggestions(request, form):
        return shown
    foretold: list[str] = []
    if request.method == "POST" and form.is_valid() and not (foretold := _unread(request, form)):
        given = {key: value for key, value in form.asked().items() if value not in (None, "")}
        try:
            run(given)
            return go(request, "organisations:one", form.organisation.pk)
        except Invalid as refused:
            tell_beside(form, refused)
    context = {"organisation": form.organisation, "form": form, "title": title, "foretold": foretold}
    return page(request, "organisations/act.html", context, status=422 if form.errors else 200)


def _unread(request: HttpRequest, form: forms.VerbForm) -> list[str]:
    """What the form foretells and the reader has not had before her yet."""
    foretold = form.foretold()
    return [] if request.POST.getlist("foretold") == foretold else foretold


def posts_of_an_account(actor: Actor, account: Any) -> dict[str, Any] | None:
    """The posts of whoever holds the account whose page is open: closing it ends none of them."""
    posts = posts_behind(actor, account)
    return {"posts": posts, "account": account} if posts else None
