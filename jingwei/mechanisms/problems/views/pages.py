"""The register, a new problem, one with its history, the verbs on it, and what waits for the post in use."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jingwei.adapters.sheets.listing import sheet_of, wants_sheet
from jingwei.foundation.ledger.queries import history_of
from jingwei.foundation.matters.queries import hosts_for, matters_for
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import may
from jingwei.kernel.actor import Actor
from jingwei.kernel.doors import doors
from jingwei.kernel.errors import NotAllowed, NotFound
from jingwei.kernel.pages import carried_out, go, go_back, list_page, page
from jingwei.mechanisms.problems.flow import IN_HAND, REPORTED
from jingwei.mechanisms.problems.queries import (
    PROBLEMS,
    SEE,
    host_for,
    open_at,
    problem_for,
    problems_for,
)
from jingwei.mechanisms.problems.rules import missing_of, proof_of, still_shown
from jingwei.mechanisms.problems.views.acts import ACTS, NAME, OPEN, OPEN_MATTER
from jingwei.ui.acting import through


@holding(SEE)
@require_GET
def problems(request: HttpRequest) -> HttpResponseBase:
    """The problems one may see."""
    if wants_sheet(request):
        return sheet_of(request, PROBLEMS)
    actor = actor_of(request)
    context = {"may_name": host_for(actor) is not None}
    return list_page(request, PROBLEMS, context, template="problems/list.html")


@holding(NAME.verb)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Name a problem."""
    host = host_for(actor_of(request))
    if host is None:
        raise NotAllowed("no-grant", _("你现在的身份不能在这里提出问题。"))
    return through(
        request,
        NAME,
        host,
        onward=lambda made: go(request, "problems:one", made.pk),
        template="problems/act.html",
        context={"back": reverse("problems:list"), "host": host},
    )


@holding(SEE)
@require_GET
def one(request: HttpRequest, problem_id: int) -> HttpResponse:
    """One problem: what is next, what shows that it is solved, what happened."""
    actor = actor_of(request)
    problem = problem_for(actor, problem_id)
    acts = {OPEN_MATTER: OPEN} | ACTS
    found = doors(actor, problem, acts, lambda step: reverse("problems:act", args=(problem.pk, step)))
    matters = matters_for(actor).filter(pk=problem.matter_id or 0)
    gone = still_shown(problem) if problem.state == REPORTED else None
    context = {
        "problem": problem,
        "about": problem.text,
        "doors": [door for door in found.values() if door.refusal is None],
        "matter": matters.first(),
        "into": problems_for(actor).filter(pk=problem.into_id or 0).first(),
        "proof": proof_of(problem) or problem.shown_by,
        "missing": missing_of(problem) if problem.state in IN_HAND else gone.message if gone else "",
        "history": history_of(problem, most=30),
    }
    return page(request, "problems/one.html", context)


@holding(SEE)
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, problem_id: int, step: str) -> HttpResponse:
    """One verb on a problem."""
    problem = problem_for(actor_of(request), problem_id)
    if step == OPEN_MATTER:
        return _open_matter(request, problem)
    if step not in ACTS:
        raise NotFound
    at = reverse("problems:one", args=(problem.pk,))
    return through(
        request,
        ACTS[step],
        problem,
        onward=lambda made: go_back(request, at),
        template="problems/act.html",
        context={"problem": problem, "back": at},
        **{"problem": problem} if ACTS[step].given else {},
    )


def _open_matter(request: HttpRequest, problem: Any) -> HttpResponse:
    """Begin a matter from it: its words are the name, all else is guessed as for any new matter."""
    actor = actor_of(request)
    host = next(iter(hosts_for(actor)), None)
    if refusal := may(actor, OPEN.verb, problem):
        raise refusal
    if host is None:
        return go(request, "problems:act", problem.pk, "carry")
    known = {"organisation": host, "actor": actor, "initial": {"title": problem.text}}
    form = OPEN.form_for(request.POST or None, **known)
    if (done := carried_out(form, OPEN.run, problem, actor)) is not None:
        messages.success(request, str(OPEN.said))
        return go(request, "matters:one", done.matter_id)
    context = {"form": form, "host": host}
    return page(request, "matters/new.html", context, status=422 if form.is_bound else 200)


def of_an_organisation(actor: Actor, subject: Any) -> dict[str, Any] | None:
    """The problems under way of the organisation whose page is open; how they stood on an earlier day is not known."""
    if subject.on or not actor.holds(SEE, subject.path):
        return None
    rows = open_at(actor, subject)
    return {"rows": rows} if rows else None
