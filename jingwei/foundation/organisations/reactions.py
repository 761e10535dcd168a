"""At the beginning of each day, what was planned for it is carried out; a day that was missed is made up."""

from __future__ import annotations

from datetime import time

from jingwei.adapters import queue
from jingwei.foundation.organisations.actions import carry_out
from jingwei.foundation.organisations.queries import changes_due


@queue.every_day(time(0, 0))
@queue.task()
def carry_out_planned_changes() -> None:
    """Carry out every planned change whose day has come, one by one."""
    queue.each_alone(changes_due(), carry_out)
