"""The calendar of an organisation: a month on one page, a day of it, and the same as a file for other calendars."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from jingwei.adapters import clock
from jingwei.adapters.calendar import Entry
from jingwei.adapters.calendar import calendar as written
from jingwei.kernel.access import actor_of, holding
from jingwei.kernel.pages import page
from jingwei.mechanisms.meetings.queries import SEE, hosts_for, sides_for
from jingwei.mechanisms.meetings.queries.calendar import (
    calendar_for,
    days_of,
    month_called,
    whole_day,
)


@holding(SEE)
@require_GET
def month(request: HttpRequest) -> HttpResponse:
    """What the organisation and those below it meet in a month, or on one day of it."""
    actor = actor_of(request)
    asked = month_called(request.GET.get("month", ""))
    lines = calendar_for(actor, asked)
    context = {
        "month": asked,
        "lines": lines,
        "days": days_of(asked, lines),
        "whole": whole_day(request.GET.get("day", ""), asked, lines),
        "before": asked.beside(-1),
        "after": asked.beside(1),
        "today": clock.today(),
        "weekdays": list(WEEKDAYS_ABBR.values()),
        "weekday_names": list(WEEKDAYS.values()),
        "may_record": bool(hosts_for(actor)),
        "may_convene": sides_for(actor, "meetings.convene") is not None,
    }
    return page(request, "meetings/calendar.html", context)


@holding(SEE)
@require_GET
def as_file(request: HttpRequest, month: str) -> HttpResponse:
    """The same month for other calendars."""
    actor = actor_of(request)
    asked = month_called(month)
    site, host = request.build_absolute_uri("/").rstrip("/"), request.get_host().partition(":")[0]
    entries = [
        Entry(f"{each.key}@{host}", each.day, each.title, each.where, f"{site}{each.url}", each.at)
        for each in calendar_for(actor, asked)
    ]
    response = HttpResponse(written(entries), content_type="text/calendar; charset=utf-8")
    name = f"{actor.post.organisation_name if actor.post else ''} {asked}.ics".strip()
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def not_yet_told(request: HttpRequest, form: Any, find: Callable[..., list[str]]) -> list[str]:
    """What stands against what was typed, until whoever sends it has read just that and sends it again."""
    if not form.is_bound or not form.is_valid():
        return []
    told = find(**form.cleaned_data)
    return [] if told == request.POST.getlist("despite") else told
