"""What the ledger will remember of old minutes; they count in nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class OldMinutesTakenIn(Event):
    """Minutes from before the platform were taken over as they stood in a file; `digest` is of the file."""

    verb = "old_minutes.take_in"
    standing = "trace"
    sentence = _l("{actor}照原件收进了 {held_on} 的{subject}的记录")
    body: str
    held_on: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class OldMinutesStruck(Event):
    """They were taken over by mistake."""

    verb = "old_minutes.strike"
    standing = "trace"
    sentence = _l("{actor}把收进来的 {held_on} 的{subject}的记录作废了：{reason}")
    held_on: str
    reason: str
