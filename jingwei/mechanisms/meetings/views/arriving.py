"""Signing in by a code that is shown in the room: for who has a phone at hand; the roster is kept without it as well."""

from __future__ import annotations

from importlib import import_module

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from jingwei.kernel.access import actor_of, holding, signed_in
from jingwei.kernel.actions import may
from jingwei.kernel.pages import carried_out, page
from jingwei.mechanisms.meetings import actions, forms
from jingwei.mechanisms.meetings.queries import meeting_for, seated_meeting_for


@holding("meetings.attend")
@require_GET
def code(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The code to scan, drawn anew before it goes stale, and how many have come."""
    actor = actor_of(request)
    meeting = meeting_for(actor, meeting_id)
    if refusal := may(actor, "meetings.attend", meeting):
        raise refusal
    at = reverse("meetings:arrive", args=(meeting.pk, actions.code_of(meeting)))
    # What draws the code is fetched with the first one.
    segno = import_module("segno")
    drawn = segno.make(request.build_absolute_uri(at), error="m").svg_inline(border=2, omitsize=True)
    context = {
        "meeting": meeting,
        "drawn": mark_safe(drawn),
        "came": meeting.seats.filter(attends="present").count(),
    }
    return page(request, "meetings/code.html", context, fragment="code")


@signed_in
@require_http_methods(["GET", "POST"])
def arrive(request: HttpRequest, meeting_id: int, code: str) -> HttpResponse:
    """Say that one has come."""
    actor = actor_of(request)
    meeting = seated_meeting_for(actor, meeting_id)
    form = forms.Arrive({"code": code} if request.method == "POST" else None)
    if carried_out(form, actions.arrive_at_meeting, meeting, actor) is not None:
        messages.success(request, _("签到了。"))
        return page(request, "meetings/arrived.html", {"meeting": meeting, "has_come": True})
    came = meeting.seats.filter(person=actor.person_id, attends="present").exists()
    context = {"meeting": meeting, "form": form, "has_come": came}
    return page(request, "meetings/arrived.html", context, status=422 if form.errors else 200)
