"""The daily round: what fell due yesterday or earlier is counted once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from itertools import chain
from typing import Any

from jingwei.adapters.queue import each_alone, every_day, task
from jingwei.foundation.matters.actions import reckon_correction, reckon_milestone
from jingwei.foundation.matters.queries import corrections_due, milestones_due
from jingwei.kernel.actor import Actor, system

VERBS = ("matters.reckon_milestone", "matters.reckon_correction")


@every_day(time(0, 30))
@task()
def reckon_what_fell_due() -> None:
    """Write one record for every milestone and correction whose date has passed."""
    due = ((milestones_due, reckon_milestone), (corrections_due, reckon_correction))
    each_alone(chain.from_iterable(_due(find, reckon) for find, reckon in due), _reckon)


def _due(find: Callable[[Actor], Any], reckon: Callable[..., Any]) -> Any:
    return ((part, reckon) for part in find(_platform()))


def _reckon(due: tuple[Any, Callable[..., Any]]) -> None:
    part, reckon = due
    reckon(part, actor=_platform(part.matter.university_id))


def _platform(university_id: int = 0) -> Actor:
    return system("系统", *VERBS, university_id=university_id)
