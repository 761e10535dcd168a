"""The verbs on series: begun, changed, ended."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import hold_chain, record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.said import said
from jingwei.mechanisms.meetings.events.series import SeriesBegun, SeriesChanged, SeriesEnded
from jingwei.mechanisms.meetings.flow import GOING, SERIES
from jingwei.mechanisms.meetings.models import Series
from jingwei.mechanisms.meetings.models.series import LAST
from jingwei.mechanisms.meetings.queries import bodies_of

LONGEST_ROOM = 40


@action("series.begin", label=_l("定例会"), lock=False)
def begin_series(
    organisation: Organisation,
    *,
    actor: Actor,
    body: str,
    nth: int,
    weekday: int = 1,
    month_day: int = 1,
    begins_at: time | None = None,
    room: str = "",
) -> Series:
    """Say on which days an organisation meets regularly: the nth weekday of a month (5 is the last), or by date (0)."""
    met = next((each for each in bodies_of(organisation) if each.id == body), None)
    if met is None or met.private:
        raise Invalid.field("body", _("这种会不能定成例会。"))
    hold_chain(organisation.university_id)
    if Series.objects.filter(organisation=organisation, body=body, state=GOING).exists():
        raise Invalid.field(
            "body", _("{body}已经定过例会了，在“会议”里找到那一条去改。").format(body=met.label.here())
        )
    series = Series(
        university_id=organisation.university_id,
        organisation=organisation,
        body=body,
        since=clock.today(),
    )
    _set(series, nth, weekday, month_day, begins_at, room)
    series.save()
    record(SeriesBegun(body=body, words=series.words_kept), actor=actor, subject=series)
    return series


@action("series.change", label=_l("改例会"), flow=SERIES)
def change_series(
    series: Series,
    *,
    actor: Actor,
    nth: int,
    weekday: int = 1,
    month_day: int = 1,
    begins_at: time | None = None,
    room: str = "",
) -> Series:
    """Let a series fall on other days from today on; the days that were stay as they were recorded."""
    before = series.words_kept
    _set(series, nth, weekday, month_day, begins_at, room)
    if series.words_kept == before:
        raise Invalid.field("nth", _("和原来一样，没有改。"))
    series.since = clock.today()
    series.version += 1
    series.save()
    record(SeriesChanged(words=series.words_kept, before=before), actor=actor, subject=series)
    return series


@action("series.end", label=_l("不再按期开"), flow=SERIES)
def end_series(series: Series, *, actor: Actor) -> Series:
    """Let it fall on no more days."""
    series.state = SERIES.advance(series.state, "end")
    series.version += 1
    series.save()
    record(SeriesEnded(before=series.words_kept), actor=actor, subject=series)
    return series


def _set(series: Series, nth: int, weekday: int, month_day: int, begins_at: time | None, room: str) -> None:
    for name, value, low, high in (
        ("nth", nth, 0, LAST),
        ("weekday", weekday, 1, 7),
        ("month_day", month_day, 1, 31),
    ):
        if not low <= value <= high:
            raise Invalid.field(name, _("没有这样的日子。"))
    series.nth, series.weekday, series.month_day = nth, weekday, month_day
    series.begins_at = begins_at.replace(second=0, microsecond=0, tzinfo=None) if begins_at else None
    series.room = said("room", room, LONGEST_ROOM) if room.strip() else ""
