"""When a meeting may still be recorded, and when enough were there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from jingwei.kernel.packs.spec import Body

FULL = "member"
"""The standing of those who have a vote."""


def enough(body: Body, expected: Sequence[Any], present: Collection[int], held_on: date) -> bool:
    """Whether it counted: with a quorum of half, more than half of the full members expected were there."""
    if body.quorum == "none":
        return True
    voters = [person for person in expected if _votes(person, held_on)]
    return 2 * sum(person.pk in present for person in voters) > len(voters)


def _votes(person: Any, held_on: date) -> bool:
    """Whether somebody was a full member on that day."""
    return person.standing == FULL and (person.full_member_on is None or person.full_member_on <= held_on)
