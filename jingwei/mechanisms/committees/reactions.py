"""The daily round of terms: those that end soon are told once, those that are over end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from itertools import chain
from typing import Any

from jingwei.adapters import clock
from jingwei.adapters.queue import each_alone, every_day, task
from jingwei.kernel.actions import may
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.dated import DAY
from jingwei.mechanisms.committees.actions import expire_seat, foretell_end
from jingwei.mechanisms.committees.queries import ending
from jingwei.mechanisms.committees.rules import SOON

FORETELL, EXPIRE = "committee_seats.foretell", "committee_seats.expire"


@every_day(time(0, 40))
@task()
def look_after_terms() -> None:
    """End every term whose last day has passed; tell of those that end within six months."""
    today = clock.today()
    over = ((seat, EXPIRE, expire_seat) for seat in ending(_platform(), today - DAY))
    soon = ((seat, FORETELL, foretell_end) for seat in ending(_platform(), today + SOON))
    each_alone(chain(over, soon), _look_after)


def _look_after(due: tuple[Any, str, Callable[..., Any]]) -> None:
    seat, verb, run = due
    actor = _platform(seat.university_id)
    seat.refresh_from_db()
    if may(actor, verb, seat) is None:
        run(seat, actor=actor)


def _platform(university_id: int = 0) -> Actor:
    return system("系统", FORETELL, EXPIRE, university_id=university_id)
