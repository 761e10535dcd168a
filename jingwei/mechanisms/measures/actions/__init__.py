"""What keeps the roll-up equal to the records, and the verbs that close a period and confirm a turn."""

from jingwei.mechanisms.measures.actions.closing import close_period
from jingwei.mechanisms.measures.actions.making_ready import (
    fall_behind,
    make_all_ready,
    make_ready,
    make_ready_again,
)
from jingwei.mechanisms.measures.actions.reading_turns import confirm_turn
from jingwei.mechanisms.measures.actions.rolling_up import count_again, outdated, recompute

__all__ = [
    "close_period",
    "confirm_turn",
    "count_again",
    "fall_behind",
    "make_all_ready",
    "make_ready",
    "make_ready_again",
    "outdated",
    "recompute",
]
