"""What the ledger will remember of meetings; who was there stays out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event, titled
from jingwei.kernel.packs.registry import called


@dataclass(frozen=True, kw_only=True)
class MeetingRecorded(Event):
    """An organisation met. `counts` says whether enough were there; of what is private only the day is told."""

    verb = "meetings.record"
    sentence = _l("{actor}记下 {held_on} 的{subject}")
    body: str
    held_on: str
    topic: str
    expected: int
    present: int
    counts: bool
    begins_at: str = ""
    room: str = ""


@dataclass(frozen=True, kw_only=True)
class MeetingCorrected(Event):
    """What was written about a meeting was put right, with one sentence why."""

    verb = "meetings.correct"
    sentence = _l("{actor}改正了 {held_on} 的{subject}：{reason}")
    personal = ("before",)
    held_on: str
    reason: str
    before: str


@dataclass(frozen=True, kw_only=True)
class MeetingStruck(Event):
    """It was recorded by mistake: it counts no longer."""

    verb = "meetings.strike"
    sentence = _l("{actor}把 {held_on} 的{subject}作废了：{reason}")
    held_on: str
    reason: str


def told_of(meeting: Any) -> MeetingRecorded:
    """What is remembered of a meeting."""
    return MeetingRecorded(
        body=meeting.body,
        held_on=str(meeting.held_on),
        topic=meeting.topic,
        expected=meeting.expected,
        present=meeting.present,
        counts=meeting.counts,
        begins_at=f"{meeting.starts_at:%H:%M}" if meeting.starts_at else "",
        room=meeting.room,
    )


def meeting_here(kept: str) -> str:
    """The title of a meeting, its body in the reader's language."""
    label, quoted, topic = kept.partition("“")
    body = called("bodies")(label)
    return _("{body}“{topic}”").format(body=body, topic=topic.removesuffix("”")) if quoted else body


titled("meeting", meeting_here)
