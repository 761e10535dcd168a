"""A kind of academic committee: which units keep one, who may be proposed for a seat, how large it is and for how long."""

from typing import Annotated

from pydantic import Field

from jingwei.kernel.packs.spec.obligation import Instrument, Level
from jingwei.kernel.packs.spec.words import ClauseId, Id, Spec, Words


class CommitteeKind(Spec):
    """Kept by units of the kinds `kept_by`; whoever holds one of the posts `eligible` may be nominated for a seat.

    `seats` and `years` are what a committee begins with where its unit says nothing else.
    """

    id: Id
    label: Words
    kept_by: tuple[Id, ...] = Field(min_length=1)
    eligible: tuple[Id, ...] = Field(min_length=1)
    seats: Annotated[int, Field(ge=3, le=99)]
    years: Annotated[int, Field(ge=1, le=10)]
    clause: ClauseId | None = None
    source: Instrument
    level: Level
    verified: bool
