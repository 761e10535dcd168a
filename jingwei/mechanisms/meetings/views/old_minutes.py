"""The pages of old minutes: a file is read and shown, mended, taken over; what was taken over is marked so."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET, require_http_methods

from jingwei.adapters.sheets.listing import sheet_of, wants_sheet
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.actions import VERBS, may
from jingwei.kernel.doors import Act
from jingwei.kernel.errors import Invalid, NotAllowed
from jingwei.kernel.pages import carried_out, go, list_page, page
from jingwei.mechanisms.meetings import actions, forms
from jingwei.mechanisms.meetings.flow import OLD_MINUTES
from jingwei.mechanisms.meetings.forms.old_minutes import OldFile, OldMinutesRead
from jingwei.mechanisms.meetings.queries import SEE
from jingwei.mechanisms.meetings.queries.old_minutes import (
    OLD,
    TAKE_IN,
    bodies_with_minutes,
    file_of,
    old_minutes_one_for,
    taker_of,
    told_by_file,
)
from jingwei.ui.acting import through

STRIKE = "old_minutes.strike"
STRIKING = Act(STRIKE, actions.strike_old_minutes, _l("作废了。"), forms.Reason)


@holding(SEE)
@require_GET
def old(request: HttpRequest) -> HttpResponseBase:
    """The old minutes one may see."""
    if wants_sheet(request):
        return sheet_of(request, OLD)
    context = {"may_take": taker_of(actor_of(request)) is not None}
    return list_page(request, OLD, context, template="meetings/old_list.html")


@holding(TAKE_IN)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Read a file and show what it says; take it over once that is right. The file stays in the form until then."""
    actor = actor_of(request)
    own = taker_of(actor)
    bodies = bodies_with_minutes(own) if own else []
    if own is None or not bodies:
        raise NotAllowed("no-grant", _("你现在的身份不能在这里收旧记录。"))
    is_sent = request.method == "POST"
    file = OldFile(*((request.POST, request.FILES) if is_sent else ()))
    read, told = None, None
    if is_sent and "body" in request.POST and "read" not in request.GET:
        read = OldMinutesRead(request.POST, bodies=bodies)
        more = {"upload": file.cleaned_data["upload"]} if file.is_valid() else None
        made = carried_out(read, actions.take_in_old_minutes, own, actor, **more) if more else None
        if made is not None:
            messages.success(request, _("收进来了。"))
            return go(request, "meetings:old-one", made.pk)
    elif is_sent and file.is_valid():
        told = _read(own, file)
        read = OldMinutesRead(bodies=bodies, initial=vars(told)) if told else None
    faulty = bool(file.errors or (read is not None and read.errors))
    context = {"file": file, "read": read, "told": told, "host": own, "label": VERBS[TAKE_IN].label}
    return page(request, "meetings/old_new.html", context, fragment="read", status=422 if faulty else 200)


def _read(own: Any, file: OldFile) -> Any:
    """What the file says; None where it cannot be read, which then stands beside it."""
    upload = file.cleaned_data["upload"]
    try:
        return told_by_file(own, upload.name, upload.read())
    except Invalid as fault:
        file.add_error("upload", str(fault.errors[0].message))
        return None


@holding(SEE)
@require_GET
def one(request: HttpRequest, minutes_id: int) -> HttpResponse:
    """Old minutes with the file they were taken over from."""
    actor = actor_of(request)
    minutes = old_minutes_one_for(actor, minutes_id)
    context = {
        "minutes": minutes,
        "state_label": OLD_MINUTES.label(minutes.state),
        "file": file_of(actor, minutes),
        "may_strike": may(actor, STRIKE, minutes) is None,
    }
    return page(request, "meetings/old_one.html", context)


@holding(STRIKE)
@require_http_methods(["GET", "POST"])
def strike(request: HttpRequest, minutes_id: int) -> HttpResponse:
    """Strike out what was taken over by mistake."""
    minutes = old_minutes_one_for(actor_of(request), minutes_id)
    return through(
        request,
        STRIKING,
        minutes,
        onward=lambda made: go(request, "meetings:old-one", minutes.pk),
        template="meetings/old_strike.html",
        context={"minutes": minutes},
    )
