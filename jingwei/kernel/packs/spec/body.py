"""A body: people who meet in one way, as the assembly of a branch or its themed day."""

from typing import Literal

from pydantic import Field

from jingwei.kernel.packs.spec.obligation import Instrument, Level
from jingwei.kernel.packs.spec.words import Id, Spec, Words


class Body(Spec):
    """Which kinds of organisation meet so, who is expected, and how many must be there.

    `expected` says whether all members are, only some of them, or nobody by name; with the quorum `half` more than half
    of the full members expected must be there, or it did not count. What is `private` keeps its day and nothing else.
    """

    id: Id
    label: Words
    held_by: tuple[Id, ...] = Field(min_length=1)
    expected: Literal["members", "some", "nobody"]
    quorum: Literal["none", "half"] = "none"
    private: bool = False
    source: Instrument
    level: Level
    verified: bool
