"""Which state a clause is in."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.policy.queries import Standing

DONE, MOVING, GAP, UNTOUCHED, ORIENTING, CLOSED_TO_READER = (
    "done",
    "moving",
    "gap",
    "untouched",
    "orienting",
    "hidden",
)
LABELS = {
    DONE: _l("已落实"),
    MOVING: _l("推进中"),
    GAP: _l("有缺口"),
    UNTOUCHED: _l("未开始"),
    ORIENTING: _l("不打分"),
    CLOSED_TO_READER: _l("未对你开放"),
}
THREADS = {DONE: "d", MOVING: "m", GAP: "x", UNTOUCHED: "n", ORIENTING: "o", CLOSED_TO_READER: "o"}
"""Each state as a warp of the cloth."""


def state_of(
    *,
    orienting: bool,
    may_see_work: bool,
    in_hand: int,
    closed: int,
    confirmed: int,
    standings: Iterable[Standing],
) -> str:
    """One word for a clause this year; a gap goes before what was done, and what only points the way has none.

    It is done where nobody owes anything more and something was closed or met.
    """
    held = tuple(standings)
    if orienting:
        return ORIENTING
    if not may_see_work:
        return CLOSED_TO_READER
    if any(standing.is_gap for standing in held):
        return GAP
    is_owed = any(standing.owing for standing in held)
    if not is_owed and (closed or any(standing.is_met for standing in held)):
        return DONE
    if in_hand or closed or confirmed or any(standing.met for standing in held):
        return MOVING
    return UNTOUCHED
