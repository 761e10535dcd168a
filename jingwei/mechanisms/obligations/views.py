"""What is asked and who has not done it, one obligation with its organisations, excusing, the table as a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jingwei.adapters.sheets.answer import workbook
from jingwei.adapters.sheets.write import Column
from jingwei.foundation.organisations.queries import organisation_for
from jingwei.foundation.policy.actions import make_excuse, withdraw_excuse
from jingwei.foundation.policy.queries import Ask, Owed
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import may
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.listing import take_from
from jingwei.kernel.pages import carried_out, go, page, wants_fragment
from jingwei.mechanisms.obligations.forms import ExcuseForm
from jingwei.mechanisms.obligations.queries import (
    LAST,
    NOW,
    SEE,
    STATES,
    ask_for,
    asks_in,
    excuse_for,
    lines_for,
    month_of_post,
    owes_monthly,
    owing_for,
    rows_of,
    standings_in,
)


@holding(SEE)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What is asked in the periods that run, or of those that ended last, with how many have done it."""
    actor, period = actor_of(request), _period(request)
    asks = asks_in(actor, period)
    context = {
        "lines": lines_for(actor, asks),
        "uncounted": [each for each in asks if not each.obligation.is_shown],
        "period": period,
        "periods": _periods(reverse("obligations:list"), period),
        "states": STATES,
    }
    return page(request, "obligations/overview.html", context)


def _period(request: HttpRequest) -> str:
    return LAST if request.GET.get("period") == LAST else NOW


def _periods(url: str, current: str) -> list[dict[str, Any]]:
    labels = {NOW: _("这一期"), LAST: _("上一期")}
    return [
        {"label": label, "url": f"{url}?period={key}", "current": key == current}
        for key, label in labels.items()
    ]


@holding(SEE)
@require_GET
def month(request: HttpRequest) -> HttpResponse:
    """What comes every month, for the side of the desk once it is looked at; the whole page for who has no scripts."""
    if not wants_fragment(request):
        return go(request, "obligations:list")
    actor = actor_of(request)
    own = actor.post.organisation_id if actor.post else None
    return page(request, "obligations/month.html", {"owed": month_of_post(actor), "own": own})


def on_the_desk(actor: Actor, subject: Any) -> dict[str, Any] | None:
    """A place for what comes every month; it is filled when it is looked at."""
    return {} if owes_monthly(actor) else None


@holding(SEE)
@require_GET
def one(request: HttpRequest, obligation: str) -> HttpResponse:
    """One obligation, with how each organisation stands; those that have not done it first."""
    actor, period = actor_of(request), _period(request)
    ask = ask_for(actor, obligation, period)
    state = request.GET.get("state", "")
    owed, url = owing_for(actor, [ask]), reverse("obligations:one", args=(obligation,))
    picked = [each for each in owed if state not in STATES or each.state == state]
    context = {
        "ask": ask,
        "states": STATES,
        "standings": _standings(url, period, state, owed),
        "period": period,
        "periods": _periods(url, period),
        "may_excuse": _may_excuse(actor),
        "sees": actor.holds_anywhere("ledger.see"),
        "crumbs": _crumbs(),
        **_page_of(request, picked, f"?period={period}&state={state}"),
    }
    return page(request, "obligations/one.html", context)


def _standings(url: str, period: str, current: str, owed: Sequence[Owed]) -> list[dict[str, Any]]:
    """How many stand how, to be picked."""
    picked = {"": (_("全部"), len(owed))}
    picked |= {state: (str(STATES[state]), number) for state, number in standings_in(owed).items()}
    return [
        {
            "label": f"{label} {number}",
            "url": f"{url}?period={period}&state={key}",
            "current": key == (current if current in picked else ""),
        }
        for key, (label, number) in picked.items()
    ]


def _page_of(request: HttpRequest, owed: Sequence[Owed], kept: str) -> dict[str, Any]:
    """The organisations on this page, from the first where the address has gone stale."""
    rows = [{"id": str(each.owner.id), "owed": each} for each in owed]
    try:
        found = take_from(rows, cursor=request.GET.get("cursor", ""))
    except Invalid:
        found = take_from(rows)
    return {
        "rows": [row["owed"] for row in found.items],
        "next_url": f"{kept}&cursor={found.next}" if found.next else "",
        "first_url": kept if "cursor" in request.GET else "",
    }


def _may_excuse(actor: Actor) -> int | None:
    """The organisation that the actor may not excuse, its own; None where none may be excused."""
    if not actor.holds_anywhere("excuses.make"):
        return None
    return (actor.post.organisation_id if actor.post else None) or 0


def _crumbs(*more: Ask) -> list[dict[str, Any]]:
    """The way here."""
    return [
        {"label": _("该做的"), "url": "/obligations/"},
        *({"label": each.obligation.text.here()} for each in more),
    ]


@holding("excuses.make")
@require_http_methods(["GET", "POST"])
def excuse(request: HttpRequest, obligation: str, organisation_id: int) -> HttpResponse:
    """Excuse one organisation from an obligation in a period, with a reason."""
    actor, period = actor_of(request), _period(request)
    organisation, ask = organisation_for(actor, organisation_id), ask_for(actor, obligation, period)
    form = ExcuseForm(request.POST if request.method == "POST" else None)
    if not form.is_bound and (refused := may(actor, "excuses.make", organisation)):
        raise refused
    about = {"obligation": obligation, "on": ask.as_of}
    if carried_out(form, make_excuse, organisation, actor, **about) is not None:
        messages.success(request, _("免了。{name}的工作台上不再有这一项。").format(name=organisation.name))
        return go(request, f"{reverse('obligations:one', args=(obligation,))}?period={period}")
    context = {
        "form": form,
        "organisation": organisation,
        "ask": ask,
        "period": period,
        "crumbs": _crumbs(ask),
    }
    return page(request, "obligations/excuse.html", context, status=422 if form.errors else 200)


@holding(SEE)
@require_POST
def withdraw(request: HttpRequest, excuse_id: int) -> HttpResponse:
    """Take back an excuse."""
    actor = actor_of(request)
    found = excuse_for(actor, excuse_id)
    withdraw_excuse(found, actor=actor)
    messages.success(request, _("收回了，{name}又该做这一项了。").format(name=found.organisation.name))
    return go(request, f"/organisations/{found.organisation_id}/#obligations")


@holding(SEE)
@require_GET
def table(request: HttpRequest) -> StreamingHttpResponse:
    """How every organisation stands with everything that can be counted, as a workbook."""
    actor, period = actor_of(request), _period(request)
    heads = (
        *((_("组织"), 28), (_("要求"), 48), (_("哪一期"), 16), (_("截止"), 12)),
        *((_("状态"), 10), (_("记了几条"), 10), (_("要几条"), 10), (_("免做的理由"), 40)),
    )
    columns = [Column(title, width) for title, width in heads]
    owed = owing_for(actor, asks_in(actor, period))
    name = _("该做的 {period}").format(period=_("上一期") if period == LAST else _("这一期"))
    return workbook(name, columns, rows_of(owed))
