"""The calendar of an organisation over the API: what it and those below it meet in a month."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from jingwei.kernel.access import actor_of
from jingwei.kernel.errors import Invalid, NotAllowed
from jingwei.kernel.listing import DEFAULT_LIMIT, MOST
from jingwei.kernel.resources import PROBLEMS, Answer
from jingwei.mechanisms.meetings.queries import SEE
from jingwei.mechanisms.meetings.queries.calendar import calendar_for, month_called

router = Router(tags=["calendar"])


class MonthQuery(Schema):
    """Which month, as `2026-04`; that of today where none is named."""

    month: str = Field("", max_length=7)
    cursor: str = Field("", max_length=10)
    limit: int = Field(DEFAULT_LIMIT, ge=1, le=MOST)


class LineOut(Answer):
    """A meeting of the month; `key` is the same for ever, `is_open` says that its day passed unrecorded."""

    key: str
    day: date
    at: time | None
    title: str
    organisation: str
    room: str
    state: str
    url: str
    is_open: bool


class MonthPage(Answer):
    """The meetings of `month` in their order."""

    month: str
    items: list[LineOut]
    next: str | None


@router.get("", response={200: MonthPage, **PROBLEMS}, operation_id="calendar.list")
def month(request: HttpRequest, asked: Annotated[MonthQuery, Query(...)]) -> dict[str, Any]:
    """List what the organisation of the post in use and those below it meet in a month."""
    actor, named = actor_of(request), month_called(asked.month)
    if not actor.holds_anywhere(SEE):
        raise NotAllowed("no-grant", _("你现在的身份不能看会议日历。"))
    if asked.month and str(named) != asked.month:
        raise Invalid.field("month", _("请写成 2026-04 这样的月份。"))
    if asked.cursor and not (asked.cursor.isascii() and asked.cursor.isdecimal()):
        raise Invalid.field("cursor", _("翻页的记号看不懂，请从第一页重新取。"))
    begin = int(asked.cursor or 0)
    lines = calendar_for(actor, named)
    end = begin + asked.limit
    items = [{name: getattr(each, name) for name in LineOut.model_fields} for each in lines[begin:end]]
    return {"month": str(named), "items": items, "next": str(end) if end < len(lines) else None}


routers = {"calendar": router}
