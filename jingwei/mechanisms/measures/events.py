"""What the ledger will remember of closed periods."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event, label_here, titled
from jingwei.kernel.packs import registry


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


@dataclass(frozen=True, kw_only=True)
class TurnRead(Event):
    """The level above said where an organisation stands in one of the three turns; `reason` where the facts propose otherwise."""

    verb = "turn_readings.confirm"
    standing = "answered"
    sentence = _l("{actor}认定{organisation} {year} 年“{subject}”：{words}")
    said_as = {"words": label_here}
    organisation: str
    year: int
    turn: str
    stand: str
    words: str
    proposed: str
    reason: str


def _turn_here(kept: str) -> str:
    told = (each for each in registry.known_turns() if f"{each.before.zh}→{each.after.zh}" == kept)
    return next((f"{each.before.here()}→{each.after.here()}" for each in told), kept)


titled("turnreading", _turn_here)
