"""The daily round: what fell due yesterday or earlier is counted once."""

from __future__ import annotations

from datetime import time

from jingwei.adapters.queue import every_day, task
from jingwei.foundation.matters.actions import reckon_correction, reckon_milestone
from jingwei.foundation.matters.queries import corrections_due, milestones_due
from jingwei.kernel.actor import Actor, system

VERBS = ("matters.reckon_milestone", "matters.reckon_correction")


@every_day(time(0, 30))
@task()
def reckon_what_fell_due() -> None:
    """Write one record for every milestone and correction whose date has passed."""
    for milestone in milestones_due(_platform()):
        reckon_milestone(milestone, actor=_platform(milestone.matter.university_id))
    for correction in corrections_due(_platform()):
        reckon_correction(correction, actor=_platform(correction.matter.university_id))


def _platform(university_id: int = 0) -> Actor:
    return system("系统", *VERBS, university_id=university_id)
