"""What the bodies on the way of an item ask of its paper: how large a file may be, and how long before the meeting it comes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.evidence.queries import Attachment
from jingwei.kernel.packs.spec import Body
from jingwei.mechanisms.meetings.flow import LISTED
from jingwei.mechanisms.meetings.models import AgendaItem, Hearing, Meeting
from jingwei.mechanisms.meetings.queries.agenda import upcoming_with
from jingwei.mechanisms.meetings.queries.deciding import bodies_that_decide
from jingwei.mechanisms.meetings.rules import deciding_of

MEGABYTE = 1024 * 1024


def _asked(item: AgendaItem, limit: str) -> tuple[Body, int] | None:
    """The body on its way that asks most in a respect, and how much; None where none says so."""
    found = [
        (body, asked)
        for body in bodies_that_decide(item.organisation)
        if body.stands_for in item.bodies and body.deciding and (asked := getattr(body.deciding, limit))
    ]
    return min(found, key=lambda each: each[1], default=None)


def too_large(item: AgendaItem, size: int) -> str | None:
    """Why a file of so many bytes is not taken."""
    asked = _asked(item, "paper_mb")
    if asked is None or size <= asked[1] * MEGABYTE:
        return None
    told = _("{body}的材料一个文件最多 {most} MB，这个有 {size:.1f} MB。请压缩图片，或者分成几个文件。")
    return told.format(body=asked[0].label.here(), most=asked[1], size=ceil(10 * size / MEGABYTE) / 10)


def too_long(item: AgendaItem, laid: Sequence[Attachment], pages: int | None) -> str | None:
    """Why a file of so many pages is not taken beside those that lie there; what tells no pages is not counted."""
    asked = _asked(item, "paper_pages")
    there = sum(each.file.pages or 0 for each in laid)
    if asked is None or pages is None or there + pages <= asked[1]:
        return None
    told = _("{body}的材料一共最多 {most} 页，加上这个有 {pages} 页。请精简。")
    return told.format(body=asked[0].label.here(), most=asked[1], pages=there + pages)


def handed_in_by(item: AgendaItem) -> datetime | None:
    """Until when its paper comes in time for the meeting that it is listed at; None where nothing says so."""
    listed = upcoming_with(item)
    return _deadline(listed.meeting) if listed else None


def hours_late(item: AgendaItem) -> int:
    """By how many hours a paper of now comes later than that, 0 where it is in time."""
    return _late(handed_in_by(item), clock.now())


def hours_late_at(hearing: Hearing) -> int:
    """By how many hours the paper that is heard, or waits to be, came later than that."""
    if hearing.state != LISTED:
        return hearing.hours_late
    return _late(_deadline(hearing.meeting), hearing.item.paper_at)


def _deadline(meeting: Meeting) -> datetime | None:
    hours = deciding_of(meeting).paper_hours
    return meeting.starts_at - timedelta(hours=hours) if hours and meeting.starts_at else None


def _late(by: datetime | None, came: datetime | None) -> int:
    return max(0, ceil((came - by).total_seconds() / 3600)) if by and came else 0


def limits_in_words(item: AgendaItem) -> str:
    """All of them, for whoever lays a file; nothing where nothing is asked."""
    told, by = [], handed_in_by(item)
    if asked := _asked(item, "paper_mb"):
        told.append(_("一个文件最多 {most} MB。").format(most=asked[1]))
    if asked := _asked(item, "paper_pages"):
        told.append(_("所有文件一共最多 {most} 页。").format(most=asked[1]))
    if by:
        here = by.astimezone(clock.ZONE)
        told.append(_("要在 {when} 以前交。").format(when=f"{here:%Y-%m-%d %H:%M}"))
    return "".join(told)
