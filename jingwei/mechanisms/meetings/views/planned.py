"""The pages of a themed day that is planned: say it, look at it, sign up with one press, call it off."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jingwei.kernel.access import actor_of, holding, signed_in
from jingwei.kernel.actions import VERBS
from jingwei.kernel.doors import Act, doors
from jingwei.kernel.errors import NotAllowed
from jingwei.kernel.pages import carried_out, go, go_back, page
from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.flow import MEETING
from jingwei.mechanisms.meetings.forms.planned import PlanMeeting
from jingwei.mechanisms.meetings.queries import bodies_of, hosts_for, meeting_for
from jingwei.mechanisms.meetings.queries.clashes import clashes_of_plan
from jingwei.mechanisms.meetings.queries.planned import PLAN, comes_too, coming_to, is_to_record
from jingwei.mechanisms.meetings.queries.series import next_sittings
from jingwei.mechanisms.meetings.queries.serving import served_choices, service_of
from jingwei.mechanisms.meetings.views.acts import PLANNED_ACTS
from jingwei.mechanisms.meetings.views.calendar import not_yet_told
from jingwei.ui.acting import through


@holding(PLAN)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Plan a themed day that serves somebody, on the next day of its series where there is one."""
    actor = actor_of(request)
    host = next(iter(hosts_for(actor)), None)
    bodies = [each for each in bodies_of(host) if each.serves] if host else []
    if host is None or not bodies:
        raise NotAllowed("no-grant", _("你现在的身份不能在这里排服务。"))
    known = _next_day(actor, host, [each.id for each in bodies])
    form = PlanMeeting(request.POST or None, bodies=bodies, whom=served_choices(actor, host), initial=known)
    told = not_yet_told(request, form, partial(clashes_of_plan, actor, host))
    if not told and (made := carried_out(form, actions.plan_meeting, host, actor)) is not None:
        messages.success(request, _("排好了。支部的党员在工作台上看得到，可以报名。"))
        return go(request, "meetings:one", made.pk)
    context = {"form": form, "host": host, "label": VERBS[PLAN].label, "told": told}
    return page(request, "meetings/plan.html", context, status=422 if form.errors else 200)


def _next_day(actor: Any, host: Any, bodies: list[str]) -> dict[str, Any]:
    """When it would be, by the series of the branch."""
    for each in next_sittings(actor):
        if each.series.organisation_id == host.pk and each.series.body in bodies:
            series = each.series
            return {"held_on": each.day, "begins_at": series.begins_at, "room": series.room}
    return {}


def shown(request: HttpRequest, meeting: Any) -> HttpResponse:
    """The page of one that is planned, or was called off."""
    actor = actor_of(request)
    names = {"sign-up": "meetings:sign-up", "give-up": "meetings:give-up", "cancel": "meetings:call-off"}
    opened = doors(actor, meeting, PLANNED_ACTS, lambda step: reverse(names[step], args=(meeting.pk,)))
    context = {
        "meeting": meeting,
        "about": meeting.title,
        "state_label": MEETING.label(meeting.state),
        "service": service_of(meeting),
        "doors": opened,
        "comes": meeting.sign_ups.count(),
        "comes_too": comes_too(actor, meeting),
        "names": [name for _person, name in coming_to(actor, meeting)],
        "may_record": is_to_record(actor, meeting),
    }
    return page(request, "meetings/planned.html", context)


@signed_in
@require_POST
def sign_up(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Say that one comes: one press, from the page or the desk."""
    return _pressed(request, PLANNED_ACTS["sign-up"], meeting_id)


@signed_in
@require_POST
def give_up(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Take it back."""
    return _pressed(request, PLANNED_ACTS["give-up"], meeting_id)


def _pressed(request: HttpRequest, act: Act, meeting_id: int) -> HttpResponse:
    meeting = meeting_for(actor_of(request), meeting_id)
    at = reverse("meetings:one", args=(meeting.pk,))
    return through(
        request,
        act,
        meeting,
        onward=lambda made: go_back(request, at),
        template="meetings/correct.html",
        context={"meeting": meeting},
    )


@holding("meetings.cancel")
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Call it off, with one sentence why."""
    meeting = meeting_for(actor_of(request), meeting_id)
    return through(
        request,
        PLANNED_ACTS["cancel"],
        meeting,
        onward=lambda made: go(request, "meetings:one", meeting.pk),
        template="meetings/correct.html",
        context={"meeting": meeting},
    )
