"""The page of the three turns of an organisation in a year, and the form that confirms one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import VERBS, may
from jingwei.kernel.errors import NotFound
from jingwei.kernel.pages import as_of, carried_out, go_back, page
from jingwei.mechanisms.measures.actions import confirm_turn
from jingwei.mechanisms.measures.actions.reading_turns import CONFIRM
from jingwei.mechanisms.measures.forms import ConfirmTurn, asked_of
from jingwei.mechanisms.measures.queries import SEE, organisation_of, year_of
from jingwei.mechanisms.measures.queries.turns import AFTER, BEFORE, BETWEEN, Read, turns_of, words_of
from jingwei.mechanisms.measures.views.periods import address_of, periods_of


@holding(SEE)
@require_GET
def turns(request: HttpRequest) -> HttpResponse:
    """Where an organisation stands in the three turns, with the records that speak for it."""
    actor, asked = actor_of(request), asked_of(request.GET)
    organisation = organisation_of(actor, asked.organisation_id, asked.on)
    span = year_of(asked.span.ends)
    context = {
        "organisation": organisation,
        "span": span,
        "turns": [_shown(each) for each in turns_of(organisation, span)],
        "periods": periods_of(organisation, span, "measures:turns", years_only=True),
        "may_confirm": not organisation.on and may(actor, CONFIRM, organisation) is None,
        "address": address_of(organisation, span),
        **as_of(request, asked.on),
    }
    return page(request, "measures/turns.html", context)


@holding(CONFIRM)
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, turn: str) -> HttpResponse:
    """Confirm where an organisation stands in one turn, or say that it stands elsewhere, and why."""
    actor, asked = actor_of(request), asked_of(request.GET)
    organisation = organisation_of(actor, asked.organisation_id)
    if refusal := may(actor, CONFIRM, organisation):
        raise refusal
    span = year_of(asked.span.ends)
    read = next((each for each in turns_of(organisation, span) if each.turn.id == turn), None)
    if read is None:
        raise NotFound
    form = ConfirmTurn(request.POST or None, read=read)
    given: dict[str, Any] = {"year": span.begins.year, "turn": turn}
    back = f"{resolve_url('measures:turns')}?{address_of(organisation, span)}"
    if carried_out(form, confirm_turn, organisation, actor, **given) is not None:
        messages.success(request, _("认定了。"))
        return go_back(request, back)
    context = {
        "form": form,
        "organisation": organisation,
        "span": span,
        "back": back,
        "label": VERBS[CONFIRM].label,
        **_shown(read),
    }
    return page(request, "measures/turn.html", context, status=422 if form.errors else 200)


def _shown(read: Read) -> dict[str, Any]:
    """A turn as both pages show it."""
    ends = ((BEFORE, read.turn.before.here()), (BETWEEN, _("正在转")), (AFTER, read.turn.after.here()))
    return {
        "read": read,
        "name": f"{read.turn.before.here()} → {read.turn.after.here()}",
        "way": [(label, stand == read.stand) for stand, label in ends],
        "proposed": words_of(read.turn, read.proposed),
        "stands": words_of(read.turn, read.stand),
        "signs": [(each, dict(ends).get(each.stand, _("数太少"))) for each in read.signs],
    }
