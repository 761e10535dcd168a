"""When a meeting counts, and when an item may be decided."""

from jingwei.mechanisms.meetings.rules.deciding import (
    acts_here,
    belongs_to_the_writer,
    chaired_by_rule,
    enough_for,
    has_a_seat,
    is_not_being_heard,
    is_the_chair,
    is_the_day,
    may_be_heard,
    may_begin,
    may_close,
    may_open,
    not_who_urged,
    not_yet_passed,
    sat_in_it,
    studied_before,
    unstudied,
    was_an_exception,
)
from jingwei.mechanisms.meetings.rules.held import enough
from jingwei.mechanisms.meetings.rules.votes import Count, count_fault, is_carried

__all__ = [
    "Count",
    "acts_here",
    "belongs_to_the_writer",
    "chaired_by_rule",
    "count_fault",
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
    "was_an_exception",
]
