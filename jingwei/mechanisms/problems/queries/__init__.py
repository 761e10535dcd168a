"""What may be read of problems: which, by whom, and what waits."""

from jingwei.mechanisms.problems.models import Problem
from jingwei.mechanisms.problems.queries import concerned as concerned
from jingwei.mechanisms.problems.queries.seeing import (
    NAME,
    PROBLEMS,
    SEE,
    alike,
    carried_by,
    host_for,
    open_at,
    owner_for,
    owners_for,
    problem_for,
    problems_for,
    unit_for,
    units_for,
)
from jingwei.mechanisms.problems.queries.waiting import waiting_for

__all__ = [
    "NAME",
    "PROBLEMS",
    "SEE",
    "Problem",
    "alike",
    "carried_by",
    "host_for",
    "open_at",
    "owner_for",
    "owners_for",
    "problem_for",
    "problems_for",
    "unit_for",
    "units_for",
    "waiting_for",
]
