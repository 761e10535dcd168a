"""A body: people who meet in one way, as the assembly of a branch or its themed day."""

from typing import Literal

from pydantic import Field, model_validator

from jingwei.kernel.packs.spec.obligation import Instrument, Level
from jingwei.kernel.packs.spec.words import Id, Spec, Words


class Programme(Spec):
    """Steps that a branch runs on its members' own dates: of those who joined the Party in the month, as `runs_on` says."""

    id: Id
    label: Words
    runs_on: Literal["joined"]
    steps: tuple[Words, ...] = Field(min_length=1)


class Body(Spec):
    """Which kinds of organisation meet so, who is expected, and how many must be there.

    `expected` says whether all members are, only some of them, or nobody by name; with the quorum `half` more than half
    of the full members expected must be there, or it did not count. What is `private` keeps its day and nothing else. As which
    `occasion` it ends in action items is said here, too, and how rosters of other systems have `called` it besides.
    Of what `serves` it is asked whom it served, and what of discipline and post it used (3.7).
    """

    id: Id
    label: Words
    held_by: tuple[Id, ...] = Field(min_length=1)
    expected: Literal["members", "some", "nobody"]
    quorum: Literal["none", "half"] = "none"
    private: bool = False
    occasion: Literal["study", "dispatch", "exchange"] = "study"
    serves: bool = False
    called: tuple[str, ...] = ()
    programmes: tuple[Programme, ...] = ()
    source: Instrument
    level: Level
    verified: bool

    @model_validator(mode="after")
    def is_sound(self) -> "Body":
        if self.private and self.expected != "nobody":
            raise ValueError("what is private keeps no roster: nobody is expected by name")
        if self.quorum == "half" and self.expected != "members":
            raise ValueError("a quorum of half needs all members to be expected")
        return self
