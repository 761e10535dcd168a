"""When a milestone counts as met by its day, and what is said of a matter whose figures prove little."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from jingwei.adapters import clock
from jingwei.foundation.matters.flow import CONFIRMED
from jingwei.foundation.matters.models import BOTH, SIDES, Deed, Matter, Milestone
from jingwei.kernel.dated import punctual

ANSWER = timedelta(days=14)
"""So long the other side has for its answer after the day of a milestone, before that is counted."""
AHEAD = timedelta(days=14)
"""So long before a thing both sides must have agreed to the plan, or the plan was made for the thing."""
NEW_PLAN, FAR_UNIT, ONE_STRAND = "plan:new", "unit:far", "strands:one"


def standing_of(matter: Matter, day: date, part: Any = None) -> tuple[str, ...]:
    """What every record of a day says of its matter: that the plan was new, that its unit is another School's.

    A milestone is as new as the first plan with it: to agree anew makes none younger.
    """
    agreed_on = part.agreed_on if isinstance(part, Milestone) else matter.agreed_on
    new = agreed_on is not None and day < agreed_on + AHEAD
    return (*((NEW_PLAN,) if new else ()), *((FAR_UNIT,) if matter.is_far else ()))


def reckoned_as(milestone: Milestone, deeds: Iterable[Deed]) -> tuple[str, tuple[str, ...]]:
    """Met by its day or late, and what is to be said of it.

    The day is that on which the last of its sides put a note forward that the other confirmed, however late that was.
    """
    confirmed = [deed for deed in deeds if deed.state == CONFIRMED]
    bound = [deed for deed in confirmed if deed.milestone_id == milestone.pk]
    wanted = SIDES if milestone.side == BOTH else (milestone.side,)
    days = [[_put_forward(deed) for deed in bound if deed.side == side] for side in wanted]
    proved = max(map(min, days)) if all(days) else None
    alone = (ONE_STRAND,) if len({deed.side for deed in confirmed}) == 1 else ()
    plan = tuple(tag for tag in standing_of(milestone.matter, milestone.due, milestone) if tag == NEW_PLAN)
    return punctual(proved, milestone.due), (*plan, *alone)


def _put_forward(deed: Deed) -> date:
    return deed.noted_at.astimezone(clock.ZONE).date()
