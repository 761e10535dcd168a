"""When a meeting counts, and when an item may be decided."""

from jingwei.mechanisms.meetings.rules.deciding import (
    acts_here,
    is_not_being_heard,
    may_be_heard,
    not_who_urged,
    not_yet_passed,
    studied_before,
    unstudied,
    was_an_exception,
)
from jingwei.mechanisms.meetings.rules.held import enough
from jingwei.mechanisms.meetings.rules.sitting import (
    CAME,
    belongs_to_the_writer,
    chaired_by_rule,
    count_base,
    deciding_of,
    enough_for,
    has_a_seat,
    is_the_chair,
    is_the_day,
    may_begin,
    may_close,
    may_open,
    sat_in_it,
    voting_at,
)
from jingwei.mechanisms.meetings.rules.votes import Count, count_fault, is_carried

__all__ = [
    "CAME",
    "Count",
    "acts_here",
    "belongs_to_the_writer",
    "chaired_by_rule",
    "count_base",
    "count_fault",
    "deciding_of",
    "enough",
    "enough_for",
    "has_a_seat",
    "is_carried",
    "is_not_being_heard",
    "is_the_chair",
    "is_the_day",
    "may_be_heard",
    "may_begin",
    "may_close",
    "may_open",
    "not_who_urged",
    "not_yet_passed",
    "sat_in_it",
    "studied_before",
    "unstudied",
    "voting_at",
    "was_an_exception",
]
