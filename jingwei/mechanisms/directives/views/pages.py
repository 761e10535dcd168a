"""The list, one directive with its cascade, and the doors through which the verbs are carried out."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from jingwei.adapters.sheets.listing import sheet_of, wants_sheet
from jingwei.foundation.organisations.queries import organisation_for
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import VERBS
from jingwei.kernel.doors import Act, doors
from jingwei.kernel.errors import NotFound
from jingwei.kernel.packs import registry
from jingwei.kernel.pages import carried_out, go, go_back, list_page, page
from jingwei.mechanisms.directives import actions, forms
from jingwei.mechanisms.directives.flow import DECLINED, DRAFT, ISSUED, REPORTED, RETURNED, TAKEN
from jingwei.mechanisms.directives.queries import (
    DIRECTIVES,
    SEE,
    cascade_for,
    directive_for,
    files_beside,
    given_back_to,
    lines_in,
    named_in,
    own_receipt,
    reach_of,
    receipt_for,
    replaced_with,
)
from jingwei.mechanisms.directives.views.acts import ACTS, FILE_ACTS, RECEIPT_ACTS, address
from jingwei.ui.acting import through


@holding(SEE)
@require_GET
def directives(request: HttpRequest) -> HttpResponseBase:
    """The directives one may see."""
    if wants_sheet(request):
        return sheet_of(request, DIRECTIVES)
    may_draft = actor_of(request).holds_anywhere("directives.draft")
    return list_page(request, DIRECTIVES, {"may_draft": may_draft}, template="directives/list.html")


@holding("directives.draft")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Draft a directive for those below the post in use."""
    actor = actor_of(request)
    if actor.post is None or actor.post.organisation_id is None:
        raise NotFound
    own = organisation_for(actor, actor.post.organisation_id)
    known = {name: request.GET[name] for name in ("title", "text") if request.GET.get(name)}
    form = forms.Draft(request.POST or None, actor=actor, organisation=own, initial=known)
    made = carried_out(form, actions.draft_directive, own, actor)
    if made is not None:
        return go(request, "directives:one", made.pk)
    context = {"form": form, "label": VERBS["directives.draft"].label, **_folded(form)}
    return page(request, "directives/act.html", context, status=422 if form.errors else 200)


@holding(SEE)
@require_GET
def one(request: HttpRequest, directive_id: int) -> HttpResponse:
    """The paper, one's own next step, and how it fares below."""
    actor = actor_of(request)
    directive = directive_for(actor, directive_id)
    own = own_receipt(actor, directive)
    draft = directive.state == DRAFT
    below = _reach(actor, directive) if draft else _cascade(request, actor, directive, own)
    return page(
        request,
        "directives/one.html",
        {
            "directive": directive,
            "about": directive.title,
            "clauses": [registry.clause(each) for each in directive.cited],
            **_own(actor, directive, own),
            "days": [(registry.kind(kind).label.here(), day) for kind, day in directive.days.items()],
            "replaced": replaced_with(actor, directive),
            "files": _files(actor, directive),
            "doors": doors(actor, directive, ACTS, partial(address, directive)),
            **below,
        },
    )


def _files(actor: Any, directive: Any) -> list[Any]:
    """The files beside it, each with what may be done with it."""
    beside = files_beside(actor, directive)
    return [(file, doors(actor, file, FILE_ACTS, partial(address, file))) for file in beside]


def _own(actor: Any, directive: Any, own: Any) -> dict[str, Any]:
    """One's own receipt, why it came back from a person, the level above, and what may be done."""
    if own is None:
        return {"own": None}
    return {
        "own": own,
        "given_back": given_back_to(actor, own),
        "above": own.parent,
        "own_doors": doors(actor, own, RECEIPT_ACTS, partial(address, own), *_next_steps(own))
        if directive.state == ISSUED
        else {},
    }


def _reach(actor: Any, directive: Any) -> dict[str, Any]:
    """Whom a draft would reach today, and the single ones named in it."""
    reach = reach_of(actor, directive)
    return {
        "reach": reach,
        "reached": sum(count for *_kind, count in reach),
        "named": named_in(actor, directive),
    }


def _next_steps(own: Any) -> tuple[str, ...]:
    """What may be done with one's own receipt, the next step first: what is in hand is reported, or taken on otherwise."""
    in_hand = own.state in (TAKEN, RETURNED)
    first = (
        ("report", "take-on", "forward") if in_hand else ("sign", "forward", "take-on", "report", "decline")
    )
    return (*first, "hand", "give-back")


def _cascade(request: HttpRequest, actor: Any, directive: Any, own: Any) -> dict[str, Any]:
    """What lies below the post in use, as it stood on the day of issue, and the single ones that are asked for."""
    root = _root(actor, directive, own)
    if not root:
        return {}
    cascade = cascade_for(actor, directive, root, request.GET.get("group", ""))
    if root == directive.organisation.path:
        directive.left = cascade.left
    lines: list[Any] = []
    if request.GET.get("show") == "answered":
        lines = lines_in(actor, directive, root, cascade, states=(REPORTED, DECLINED))
    elif any(level.path == cascade.opened for level in cascade.levels):
        lines = lines_in(actor, directive, root, cascade, opened=cascade.opened)
    steps = ("close", "return", "excuse", "nudge")
    acts = RECEIPT_ACTS if directive.state == ISSUED else {}
    return {
        "cascade": cascade,
        "listed": [
            (line, doors(actor, line.receipt, acts, partial(address, line.receipt), *(steps if acts else ())))
            for line in lines
        ],
    }


def _root(actor: Any, directive: Any, own: Any) -> str:
    """Below which path the reader sees the cascade; paths are those of the day of issue."""
    if own is not None:
        return str(own.path)
    issuer = directive.organisation.path
    if actor.holds(SEE, issuer):
        return str(issuer)
    return next((path for path in actor.paths(SEE) if path.startswith(issuer)), "")


@holding(SEE)
@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, directive_id: int, step: str) -> HttpResponse:
    """One verb on the directive."""
    directive = directive_for(actor_of(request), directive_id)
    if step not in ACTS:
        raise NotFound
    return _through(request, ACTS[step], directive, directive)


@holding(SEE)
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, directive_id: int, receipt_id: int, step: str) -> HttpResponse:
    """One verb on a receipt."""
    found = receipt_for(actor_of(request), receipt_id)
    if found.directive_id != directive_id or step not in RECEIPT_ACTS:
        raise NotFound
    return _through(request, RECEIPT_ACTS[step], found.directive, found)


@holding(SEE)
@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, directive_id: int, file_id: int, step: str) -> HttpResponse:
    """One verb on a file beside the directive."""
    actor = actor_of(request)
    directive = directive_for(actor, directive_id)
    found = {each.pk: each for each in files_beside(actor, directive)}.get(file_id)
    if found is None or step not in FILE_ACTS:
        raise NotFound
    return _through(request, FILE_ACTS[step], directive, found)


def _through(request: HttpRequest, act: Act, directive: Any, subject: Any) -> HttpResponse:
    back = reverse("directives:one", args=(directive.pk,))

    def onward(made: Any) -> HttpResponse:
        return go(request, "directives:one", made.pk) if act.leads else go_back(request, back)

    return through(
        request,
        act,
        subject,
        onward=onward,
        template="directives/act.html",
        context=lambda form: {"directive": directive, "subject": subject, **_folded(form)},
        directive=subject,
        receipt=subject,
    )


def _folded(form: Any) -> dict[str, Any]:
    """Which of its fields are folded away."""
    folded = getattr(form, "folded", ())
    return {"folded": folded, "unfolded": bool(folded) and form.is_unfolded}
