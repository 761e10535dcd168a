"""The pages of series: say it, look at its next days, change it, end it; what has come stands beside what is owed."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jingwei.adapters import clock
from jingwei.kernel.access import actor_of, holding, signed_in
from jingwei.kernel.actions import VERBS, may
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotAllowed, NotFound
from jingwei.kernel.pages import carried_out, go, page
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.forms.series import BeginSeries, ChangeSeries
from jingwei.mechanisms.meetings.queries import RECORD, SEE, bodies_of, hosts_for
from jingwei.mechanisms.meetings.queries.clashes import clashes_of_change, clashes_of_series
from jingwei.mechanisms.meetings.queries.planned import PLAN, is_to_record, planned_for
from jingwei.mechanisms.meetings.queries.programmes import runs_for
from jingwei.mechanisms.meetings.queries.series import (
    bodies_in_series,
    next_days,
    next_sittings,
    one_series_for,
    told_moved,
    unrecorded,
)
from jingwei.mechanisms.meetings.queries.serving import CONFIRM, asked_of
from jingwei.mechanisms.meetings.views.calendar import not_yet_told

BEGIN = "series.begin"


@holding(BEGIN)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Say on which days the branch meets."""
    actor = actor_of(request)
    hosts = hosts_for(actor)
    if not hosts:
        raise NotAllowed("no-grant", _("你现在的身份不能在这里定例会。"))
    asked = request.GET.get("organisation", str(hosts[0].pk))
    host = next((each for each in hosts if str(each.pk) == asked), None)
    bodies = [each for each in bodies_of(host) if not each.private] if host else []
    if host is None or not bodies:
        raise NotFound
    form = BeginSeries(request.POST or None, bodies=bodies, taken=bodies_in_series(host))
    told = not_yet_told(request, form, partial(clashes_of_series, actor, host))
    if not told and (made := carried_out(form, actions.begin_series, host, actor)) is not None:
        messages.success(request, _("定下了。到了那天，工作台上有“记一次”。"))
        return go(request, "meetings:series", made.pk)
    context = {"form": form, "hosts": hosts, "host": host, "label": VERBS[BEGIN].label, "told": told}
    return page(request, "meetings/series_new.html", context, status=422 if form.errors else 200)


@holding(SEE)
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, series_id: int) -> HttpResponse:
    """Its next days, and for whoever may, the way to other days."""
    actor = actor_of(request)
    series = one_series_for(actor, series_id)
    refusal = may(actor, "series.change", series)
    if refusal and request.method == "POST":
        raise refusal
    form = None if refusal else ChangeSeries(request.POST or None, series=series)
    told = not_yet_told(request, form, partial(clashes_of_change, actor, series)) if form else []
    if form and not told and carried_out(form, actions.change_series, series, actor) is not None:
        messages.success(request, _("改好了，从今天起算。"))
        return go(request, "meetings:series", series.pk)
    context = {
        "series": series,
        "days": [(each, told_moved(each)) for each in next_days(series)],
        "form": form,
        "told": told,
        "label": VERBS["series.change"].label,
    }
    return page(request, "meetings/series.html", context, status=422 if form and form.errors else 200)


@holding(SEE)
@require_POST
def end(request: HttpRequest, series_id: int) -> HttpResponse:
    """Let it fall on no more days."""
    actor = actor_of(request)
    actions.end_series(one_series_for(actor, series_id), actor=actor)
    messages.success(request, _("不再按期开了，已经记下的会议不变。"))
    return go(request, "meetings:list")


@signed_in
@require_GET
def come(request: HttpRequest) -> HttpResponse:
    """What the post has to do with meetings now, for the side of the desk once it is looked at."""
    actor = actor_of(request)
    context = {"asked": asked_of(actor), "records": _holds(actor, RECORD)}
    if context["records"]:
        context |= {
            "come": [(each, told_moved(each)) for each in unrecorded(actor)],
            "next": [(each, told_moved(each)) for each in next_sittings(actor) if each.day > clock.today()],
            "planned": [(each, is_to_record(actor, each)) for each in planned_for(actor)],
            "may_begin": _holds(actor, BEGIN),
            "may_plan": _holds(actor, PLAN),
            "runs": runs_for(actor),
        }
    return page(request, "meetings/come.html", context, fragment="come")


def on_the_desk(actor: Actor, subject: Any) -> dict[str, Any] | None:
    """A place for the meetings of the post, beside what is owed; it is filled when it is looked at."""
    return {} if _holds(actor, RECORD) or _holds(actor, CONFIRM) else None


def _holds(actor: Actor, verb: str) -> bool:
    post = actor.post
    return post is not None and post.organisation_id is not None and actor.holds(verb, post.path)
