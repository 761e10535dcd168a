"""What the ledger will remember of closed periods."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PeriodClosed(Event):
    """The figures of a period were closed as they stood; `digest` is that of all of them, `head` that of the chain."""

    verb = "closed_periods.close"
    sentence = _l("{actor}封存了{subject} {begins} 到 {ends} 的 {count} 个数")
    begins: str
    ends: str
    count: int
    packs: str
    height: int
    head: str
    digest: str
