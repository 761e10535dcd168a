"""The daily round: what fell due yesterday or earlier is counted once."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import time
from typing import Any

from jingwei.adapters.outage import outage_in
from jingwei.adapters.queue import every_day, task
from jingwei.foundation.matters.actions import reckon_correction, reckon_milestone
from jingwei.foundation.matters.queries import corrections_due, milestones_due
from jingwei.kernel.actor import Actor, system

VERBS = ("matters.reckon_milestone", "matters.reckon_correction")
log = logging.getLogger(__name__)


@every_day(time(0, 30))
@task()
def reckon_what_fell_due() -> None:
    """Write one record for every milestone and correction whose date has passed; one that fails keeps no other back.

    Where any failed the round fails at its end: it is tried again, and shown by /healthz once it is given up.
    """
    failures = [
        *_failures(milestones_due(_platform()), reckon_milestone),
        *_failures(corrections_due(_platform()), reckon_correction),
    ]
    if failures:
        raise ExceptionGroup("some of what fell due could not be counted", failures)


def _failures(parts: Iterable[Any], reckon: Callable[..., Any]) -> Iterator[Exception]:
    """Count each part on its own; yields what went wrong with one, and ends only where the ground is gone."""
    for part in parts:
        try:
            reckon(part, actor=_platform(part.matter.university_id))
        except Exception as fault:
            if outage_in(fault):
                raise
            log.exception("%s %s of %s not counted", part._meta.model_name, part.pk, part.matter.number)
            yield fault


def _platform(university_id: int = 0) -> Actor:
    return system("系统", *VERBS, university_id=university_id)
