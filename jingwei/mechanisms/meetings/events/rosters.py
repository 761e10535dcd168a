"""What the ledger will remember of meetings that came in from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class MeetingsBroughtIn(Event):
    """A roster of meetings was taken in; each of them left its own record as well."""

    verb = "meetings.bring_in"
    sentence = _l("{actor}导入了 {first} 到 {last} 的 {count} 次旧会议")
    count: int
    first: str
    last: str
