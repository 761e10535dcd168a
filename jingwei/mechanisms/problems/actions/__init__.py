"""The verbs on problems."""

from jingwei.mechanisms.problems.actions.answering import close_problem, reopen_problem, return_problem
from jingwei.mechanisms.problems.actions.naming import merge_problem, name_problem, withdraw_problem
from jingwei.mechanisms.problems.actions.solving import (
    carry_problem,
    give_problem_back,
    open_matter_from_problem,
    report_problem,
)
from jingwei.mechanisms.problems.actions.succession import hand_over_problem

__all__ = [
    "carry_problem",
    "close_problem",
    "give_problem_back",
    "hand_over_problem",
    "merge_problem",
    "name_problem",
    "open_matter_from_problem",
    "reopen_problem",
    "report_problem",
    "return_problem",
    "withdraw_problem",
]
