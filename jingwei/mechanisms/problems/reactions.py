"""What the withdrawal of a matter means for the problems that it was to solve."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from jingwei.kernel.actor import system
from jingwei.kernel.reactions import when
from jingwei.mechanisms.problems.actions import give_problem_back
from jingwei.mechanisms.problems.queries import carried_by

CLOCKWORK = system("系统", "problems.give_back")


def give_many_back(records: Any) -> None:
    """After a bulk write, one question for all the matters it is about."""
    _back(set(records.values_list("subject_id", flat=True)))


@when("matters.withdraw", many=give_many_back)
def give_back_by_itself(record: Any) -> None:
    """What the matter was to solve is to be solved otherwise."""
    _back({record.subject_id})


def _back(matters: Collection[int]) -> None:
    for problem in carried_by(CLOCKWORK, matters):
        give_problem_back(problem, actor=CLOCKWORK)
