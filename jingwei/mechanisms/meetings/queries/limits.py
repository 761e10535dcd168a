"""What the bodies on the way of an item ask of its paper: how large a file may be, and how long before the meeting it comes."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.kernel.packs.spec import Body
from jingwei.mechanisms.meetings.models import AgendaItem
from jingwei.mechanisms.meetings.queries.agenda import upcoming_with
from jingwei.mechanisms.meetings.queries.deciding import bodies_that_decide
from jingwei.mechanisms.meetings.rules import deciding_of

MEGABYTE = 1024 * 1024


def size_asked(item: AgendaItem) -> tuple[Body, int] | None:
    """The body on its way that takes the smallest files, and how many megabytes; None where none says so."""
    found = [
        (body, body.deciding.paper_mb)
        for body in bodies_that_decide(item.organisation)
        if body.stands_for in item.bodies and body.deciding and body.deciding.paper_mb
    ]
    return min(found, key=lambda each: each[1], default=None)


def too_large(item: AgendaItem, size: int) -> str | None:
    """Why a file of so many bytes is not taken."""
    asked = size_asked(item)
    if asked is None or size <= asked[1] * MEGABYTE:
        return None
    told = _("{body}的材料一个文件最多 {most} MB，这个有 {size:.1f} MB。请压缩图片，或者分成几个文件。")
    return told.format(body=asked[0].label.here(), most=asked[1], size=ceil(10 * size / MEGABYTE) / 10)


def handed_in_by(item: AgendaItem) -> datetime | None:
    """Until when its paper comes in time for the meeting that it is listed at; None where nothing says so."""
    listed = upcoming_with(item)
    if listed is None or listed.meeting.starts_at is None:
        return None
    hours = deciding_of(listed.meeting).paper_hours
    return listed.meeting.starts_at - timedelta(hours=hours) if hours else None


def hours_late(item: AgendaItem) -> int:
    """By how many hours a paper of now comes later than that, 0 where it is in time."""
    by = handed_in_by(item)
    return max(0, ceil((clock.now() - by).total_seconds() / 3600)) if by else 0


def limits_in_words(item: AgendaItem) -> str:
    """Both, for whoever lays a file; nothing where nothing is asked."""
    told, asked, by = [], size_asked(item), handed_in_by(item)
    if asked:
        told.append(_("一个文件最多 {most} MB。").format(most=asked[1]))
    if by:
        here = by.astimezone(clock.ZONE)
        told.append(_("要在 {when} 以前交。").format(when=f"{here:%Y-%m-%d %H:%M}"))
    return "".join(told)
