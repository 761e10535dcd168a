"""The pages of requests for correction: the list, and one with what answers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jingwei.adapters.sheets.listing import sheet_of, wants_sheet
from jingwei.foundation.people import actions, forms
from jingwei.foundation.people.queries import AMENDMENTS, MY, Amendment, amendment_for, known_of
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import may
from jingwei.kernel.errors import Invalid, NotFound
from jingwei.kernel.pages import go, list_page, page, tell_beside

STEPS: dict[str, Callable[..., Amendment]] = {
    "accept": actions.accept_amendment,
    "decline": actions.decline_amendment,
}


@holding("amendments.accept")
@require_GET
def amendments(request: HttpRequest) -> HttpResponseBase:
    """The requests that may be answered here."""
    if wants_sheet(request):
        return sheet_of(request, AMENDMENTS)
    return list_page(request, AMENDMENTS, {})


@holding(MY)
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, amendment_id: int, step: str = "") -> HttpResponseBase:
    """One request: what is wished, what is known, and the two answers."""
    actor = actor_of(request)
    found, wrong = amendment_for(actor, amendment_id), None
    if request.method == "POST":
        if step not in STEPS:
            raise NotFound
        wrong = _form(found, step, request.POST)
        if wrong.is_valid():
            try:
                STEPS[step](found, actor=actor, **wrong.cleaned_data)
                messages.success(request, _("已经答复，本人看得到。"))
                return go(request, "people:amendment", found.pk)
            except Invalid as refused:
                tell_beside(wrong, refused)
    context = _shown(found) | {"may_answer": actor.holds_anywhere("amendments.accept")}
    context["doors"] = {s: _door(actor, found, s, wrong if s == step else None) for s in STEPS}
    return page(request, "people/amendment.html", context, status=422 if wrong else 200)


def _shown(found: Amendment) -> dict[str, Any]:
    return {
        "amendment": found,
        "person": found.person,
        "said": found.said,
    }


def _form(found: Amendment, step: str, sent: Any = None) -> Form:
    """What answers a request; the form that corrects says beside each field what is known now."""
    if step == "decline":
        return forms.DeclineAmendment(sent)
    return forms.AcceptAmendment(sent, known=known_of(found.person))


def _door(actor: Any, found: Amendment, step: str, wrong: Form | None) -> dict[str, Any]:
    return {"refusal": may(actor, f"amendments.{step}", found), "form": wrong or _form(found, step)}
