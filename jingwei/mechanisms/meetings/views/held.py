"""The list, recording, one meeting, putting it right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jingwei.adapters import clock
from jingwei.adapters.sheets.listing import sheet_of, wants_sheet
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import VERBS, may
from jingwei.kernel.doors import Act
from jingwei.kernel.errors import NotAllowed, NotFound
from jingwei.kernel.listing import Listing
from jingwei.kernel.packs import registry
from jingwei.kernel.pages import carried_out, go, list_page, page
from jingwei.mechanisms.meetings import actions, forms
from jingwei.mechanisms.meetings.flow import CANCELLED, MEETING, PLANNED
from jingwei.mechanisms.meetings.queries import (
    MEETINGS,
    RECORD,
    SEE,
    SEE_ITEMS,
    bodies_of,
    expected_at,
    hosts_for,
    kept_years,
    meeting_for,
    meetings_for,
    roster_of,
    sides_for,
    under_preparation,
)
from jingwei.mechanisms.meetings.queries.old_minutes import TAKE_IN
from jingwei.mechanisms.meetings.queries.planned import (
    PLAN,
    coming_to,
    planned_for,
    planned_to_record,
)
from jingwei.mechanisms.meetings.queries.programmes import runs_in
from jingwei.mechanisms.meetings.queries.series import next_sittings, told_moved
from jingwei.mechanisms.meetings.queries.serving import TELL, served_choices, service_of
from jingwei.mechanisms.meetings.queries.templates import SET
from jingwei.mechanisms.meetings.views import planned, sitting
from jingwei.mechanisms.meetings.views.acts import CORRECT, STRIKE
from jingwei.ui.acting import through

WRITTEN = ("body", "topic", "outcome", "guests", "begins_at", "ends_at", "room", "served")


@holding(SEE)
@require_GET
def meetings(request: HttpRequest) -> HttpResponseBase:
    """The meetings one may see."""
    if wants_sheet(request):
        return sheet_of(request, MEETINGS)
    actor = actor_of(request)
    is_filtered = any(request.GET.get(each.key) for each in MEETINGS.filters)
    set_ahead = [] if is_filtered else [*planned_for(actor), *under_preparation(actor)]
    ahead = [(each, MEETING.label(each.state)) for each in set_ahead]
    context = {
        "may_record": bool(hosts_for(actor)),
        "may_convene": sides_for(actor, "meetings.convene") is not None,
        "ahead": ahead,
        "may_read": actor.holds_anywhere(SEE_ITEMS),
        "sees_old": actor.holds_anywhere(SEE_ITEMS) or actor.holds_anywhere(TAKE_IN),
        "may_set": actor.holds_anywhere(SET),
        "may_plan": actor.post is not None and actor.holds(PLAN, actor.post.path),
        "may_begin": actor.post is not None and actor.holds("series.begin", actor.post.path),
        "next": [(each, told_moved(each)) for each in next_sittings(actor)],
    }
    return list_page(request, _without(ahead), context, template="meetings/list.html")


def _without(ahead: list[Any]) -> Listing:
    """The list without those that stand above it: who filters it finds all."""
    shown = [meeting.pk for meeting, _state in ahead]
    return replace(MEETINGS, visible=lambda actor: meetings_for(actor).exclude(pk__in=shown))


@holding(RECORD)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Record what was held: the roster is filled in, so that only those who were not there are taken out."""
    actor = actor_of(request)
    hosts = hosts_for(actor)
    if not hosts:
        raise NotAllowed("no-grant", _("你现在的身份不能在这里记会议。"))
    form = _form(request, hosts)
    more = {"planned": form.planned} if form.planned else {}
    if (made := carried_out(form, actions.record_meeting, form.organisation, actor, **more)) is not None:
        messages.success(request, _told(made))
        return go(request, "meetings:one", made.pk)
    context = {"form": form, "hosts": hosts, "label": VERBS[RECORD].label}
    context["runs"] = runs_in(form.chosen, form.expected, form.day)
    return page(
        request, "meetings/record.html", context, fragment="fields", status=422 if form.is_bound else 200
    )


def _form(request: HttpRequest, hosts: list[Any]) -> forms.RecordMeeting:
    """The form for the host that the address names, or else for one's own organisation."""
    asked = request.GET.get("organisation", str(hosts[0].pk))
    host = next((each for each in hosts if str(each.pk) == asked), None)
    bodies = bodies_of(host) if host else []
    if host is None or not bodies:
        raise NotFound
    actor = actor_of(request)
    meant = planned_to_record(actor, request.GET.get("planned", ""), host.pk)
    if meant:
        bodies = [each for each in bodies if each.id == meant.body]
    typed = request.POST if request.method == "POST" else request.GET
    is_sent = request.method == "POST" and "fields" not in request.GET
    said, day = _asked_day(request, typed, meant)
    return forms.RecordMeeting(
        request.POST if is_sent else None,
        organisation=host,
        bodies=bodies,
        expected=expected_at(host, day),
        initial={**_as_planned(actor, meant), **_typed(typed), "held_on": day if said else None},
        last=day,
        whom=served_choices(actor, host),
        planned=meant,
    )


def _as_planned(actor: Any, meant: Any) -> dict[str, Any]:
    """What is known of one that was planned: there are those who signed up, until others are ticked."""
    if meant is None:
        return {}
    service, hours = meant.service, (meant.starts_at, meant.ends_at)
    begins_at, ends_at = (f"{each.astimezone(clock.ZONE):%H:%M}" for each in hours)
    return {
        "body": meant.body,
        "topic": meant.topic,
        "begins_at": begins_at,
        "ends_at": ends_at,
        "room": meant.room,
        "served": service.whom,
        "fits": service.fits.split(","),
        "known": {str(each.pk) for each in expected_at(meant.organisation, meant.held_on)},
        "present": {str(person) for person, _name in coming_to(actor, meant)},
    }


def _asked_day(request: HttpRequest, typed: QueryDict, meant: Any) -> tuple[str, date]:
    """The day as it was said, and the one whose roster is shown."""
    by = request.GET.get("by", "")
    first = meant.held_on if meant else clock.today()
    said = str(typed.get("held_on", "" if by or request.method == "POST" else first.isoformat()))
    return said, _day(said or by)


def _day(typed: str) -> date:
    """The day whose roster is asked for: today where none is named, or none that is a day."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return clock.today()


def _typed(values: QueryDict) -> dict[str, Any]:
    """What was typed so far: changing the body or the day loses none of it."""
    found: dict[str, Any] = {name: values[name] for name in WRITTEN if values.get(name)}
    if "known" in values:
        found["known"] = set(str(values["known"]).split(","))
        found["present"] = set(map(str, values.getlist("present")))
    return found


def _told(meeting: Any) -> str:
    if meeting.counts:
        return _("记下了。该做的已经跟着算上。")
    return _("记下了。到会的正式党员没有过半，这次不算数。")


@holding(SEE)
@require_GET
def one(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One meeting."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    if registry.body(meeting.body).deciding:
        return sitting.shown(request, meeting)
    if meeting.state in (PLANNED, CANCELLED):
        return planned.shown(request, meeting)
    context = {
        "meeting": meeting,
        "roster": roster_of(actor, meeting),
        **_served(actor, meeting),
        "may_correct": bool(meeting.topic) and may(actor, "meetings.correct", meeting) is None,
        "may_strike": may(actor, "meetings.strike", meeting) is None,
        "may_settle": _own(actor, meeting) and actor.holds("occasions.hold", meeting.organisation.path),
        "occasion": registry.body(meeting.body).occasion,
        "years": kept_years(),
    }
    return page(request, "meetings/one.html", context)


def _served(actor: Any, meeting: Any) -> dict[str, Any]:
    """Whom it served, or the way to tell it."""
    if not registry.body(meeting.body).serves:
        return {}
    service = service_of(meeting)
    may_tell = service is None and meeting.state == "recorded" and may(actor, TELL, meeting) is None
    return {"service": service, "may_tell": may_tell}


def _own(actor: Any, meeting: Any) -> bool:
    return actor.post is not None and actor.post.organisation_id == meeting.organisation_id


@holding(SEE)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Put right what was written."""
    return _through(request, CORRECT, meeting_id)


@holding(SEE)
@require_http_methods(["GET", "POST"])
def strike(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Strike out what was recorded by mistake."""
    return _through(request, STRIKE, meeting_id)


def _through(request: HttpRequest, act: Act, meeting_id: int) -> HttpResponse:
    meeting = meeting_for(actor_of(request), meeting_id)
    return through(
        request,
        act,
        meeting,
        onward=lambda made: go(request, "meetings:one", meeting.pk),
        template="meetings/correct.html",
        context={"meeting": meeting},
        meeting=meeting,
    )
