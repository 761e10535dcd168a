"""The regular days of a branch, and whom its meetings served, over the API."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import Answer, Creates, Resource, router_of
from jingwei.mechanisms.meetings.queries import host_for, meeting_for
from jingwei.mechanisms.meetings.queries.series import SERIES_LIST, next_days, one_series_for
from jingwei.mechanisms.meetings.queries.serving import SERVICES, served_for, service_for


class SeriesOut(Answer):
    """An organisation meets regularly; `days` are the next ones, holidays left out."""

    id: int
    organisation_id: int
    body: str
    nth: int
    weekday: int
    month_day: int
    begins_at: time | None
    room: str
    words: str
    since: date
    state: str
    days: list[date]
    version: int


def _series(actor: Actor, series: Any) -> dict[str, Any]:
    days = [each.day for each in next_days(series)]
    return {name: getattr(series, name) for name in SeriesOut.model_fields if name != "days"} | {"days": days}


class ServiceOut(Answer):
    """Whom a meeting served: an organisation that says whether it was so, or somebody in words.

    `hours` are those of the day, `hours_of_all` those of all who were there together; nothing tells of one of them.
    """

    id: int
    meeting_id: int
    organisation_id: int | None
    whom: str
    fits: list[str]
    hours: float | None
    hours_of_all: float | None
    state: str
    reason: str
    version: int


def _service(actor: Actor, service: Any) -> dict[str, Any]:
    fits = [each for each in service.fits.split(",") if each]
    return {name: getattr(service, name) for name in ServiceOut.model_fields if name != "fits"} | {
        "fits": fits
    }


routers = {
    "services": router_of(
        Resource(
            "services",
            service_for,
            _service,
            ServiceOut,
            SERVICES,
            verbs=("services.confirm", "services.decline"),
            creates=(Creates("services.tell", "meeting_id", meeting_for, finds=(("served", served_for),)),),
        )
    ),
    "series": router_of(
        Resource(
            "series",
            one_series_for,
            _series,
            SeriesOut,
            SERIES_LIST,
            verbs=("series.change", "series.end"),
            creates=(Creates("series.begin", "organisation_id", host_for),),
        )
    ),
}
