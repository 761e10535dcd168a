"""A body: people who meet in one way, as the assembly of a branch, its themed day, or the joint meeting of a School."""

from math import inf
from typing import Annotated, Literal

from pydantic import Field, model_validator

from jingwei.kernel.packs.spec.obligation import Instrument, Level, rank
from jingwei.kernel.packs.spec.words import Id, Spec, Words

Share = Literal["half", "two-thirds"]
"""More than half, or two thirds at least."""


def reaches(share: Share, part: int, whole: int) -> bool:
    """Whether a part of the whole is as much as a share asks; nothing reaches any share of nothing."""
    if whole == 0:
        return False
    return 2 * part > whole if share == "half" else 3 * part >= 2 * whole


Absent = Literal["nothing", "opinion", "vote"]
"""What whoever is not there may do through a member who is: the first asks most."""


class Deciding(Spec):
    """How a body decides: whose posts have a vote in it, who chairs, how many must be there and in favour.

    `sits_in` are posts without a vote; `in_favour` is a share of all seats, or of those `present`. With `with_unit` the
    posts of the unit that the organisation covers sit in it as well, and that unit's leader calls it with the Party side.
    Whoever has a vote and is `absent` may entrust a member with an `opinion` that is read out, or with a `vote` as well, or with
    nothing; nobody is there because of it. A file of its papers has at most `paper_mb` megabytes, all of one paper at most
    `paper_pages` pages as far as they tell, and it comes `paper_hours` before the meeting at the latest.
    """

    seats: tuple[Id, ...] = Field(min_length=1)
    sits_in: tuple[Id, ...] = ()
    chair: tuple[Id, ...] = Field(min_length=1)
    speaks_last: tuple[Id, ...] = ()
    present: Share = "half"
    in_favour: Share = "half"
    of: Literal["seats", "present"] = "seats"
    notice_days: Annotated[int, Field(ge=0, le=30)] = 0
    with_unit: bool = False
    absent: Absent = "nothing"
    paper_mb: Annotated[int, Field(ge=1, le=200)] | None = None
    paper_pages: Annotated[int, Field(ge=1, le=500)] | None = None
    paper_hours: Annotated[int, Field(ge=1, le=720)] | None = None

    @model_validator(mode="after")
    def is_sound(self) -> "Deciding":
        if not {*self.chair, *self.speaks_last} <= {*self.seats}:
            raise ValueError("who chairs and who speaks last needs a seat with a vote")
        return self

    def looser_than(self, other: "Deciding") -> str | None:
        """In what respect this asks less than another, or None."""
        respects = {
            "seats": not {*other.seats} <= {*self.seats},
            "chair": not {*self.chair} <= {*other.chair},
            "speaks_last": not {*other.speaks_last} <= {*self.speaks_last},
            "present": rank(Share, self.present) < rank(Share, other.present),
            "in_favour": rank(Share, self.in_favour) < rank(Share, other.in_favour),
            "of": self.of == "present" and other.of == "seats",
            "notice_days": self.notice_days < other.notice_days,
            "with_unit": self.with_unit != other.with_unit,
            "absent": rank(Absent, self.absent) > rank(Absent, other.absent),
            "paper_mb": other.paper_mb is not None and (self.paper_mb or inf) > other.paper_mb,
            "paper_pages": other.paper_pages is not None and (self.paper_pages or inf) > other.paper_pages,
            "paper_hours": (self.paper_hours or 0) < (other.paper_hours or 0),
        }
        return next((respect for respect, looser in respects.items() if looser), None)


class Programme(Spec):
    """Steps that a branch runs on its members' own dates: of those who joined the Party in the month, as `runs_on` says."""

    id: Id
    label: Words
    runs_on: Literal["joined"]
    steps: tuple[Words, ...] = Field(min_length=1)


class Body(Spec):
    """Which kinds of organisation meet so, who is expected, and how many must be there.

    `expected` says whether all members are, only some of them, nobody by name, or those in the seats of a body that is
    `deciding`; with the quorum `half` more than half of the full members expected must be there, or it did not count.
    What is `private` keeps its day and nothing else. As which `occasion` it ends in action items is said here, too.
    `tightens` names the body of a higher level in whose place an organisation meets in this one. How rosters of other
    systems have `called` it besides is said here, too. Of what `serves` it is asked whom it served, and what of discipline
    and post it used (3.7).
    """

    id: Id
    label: Words
    held_by: tuple[Id, ...] = Field(min_length=1)
    expected: Literal["members", "some", "nobody", "seats"]
    quorum: Literal["none", "half"] = "none"
    private: bool = False
    occasion: Literal["study", "dispatch", "exchange"] = "study"
    deciding: Deciding | None = None
    serves: bool = False
    called: tuple[str, ...] = ()
    programmes: tuple[Programme, ...] = ()
    source: Instrument
    level: Level
    tightens: Id | None = None
    verified: bool

    @model_validator(mode="after")
    def is_sound(self) -> "Body":
        if self.private and self.expected != "nobody":
            raise ValueError("what is private keeps no roster: nobody is expected by name")
        if self.quorum == "half" and self.expected != "members":
            raise ValueError("a quorum of half needs all members to be expected")
        if (self.deciding is None) == (self.expected == "seats"):
            raise ValueError("«seats» are expected where a body is «deciding», and only there")
        return self

    @property
    def stands_for(self) -> str:
        """The body that rules and lists name: that of the higher level where this one stands in its place."""
        return self.tightens or self.id

    def looser_than(self, other: "Body") -> str | None:
        """In what respect this asks less than another, or None: a lower level may tighten, never loosen."""
        if rank(Level, self.level) < rank(Level, other.level):
            return "level"
        if not {*other.held_by} <= {*self.held_by}:
            return "held_by"
        if self.expected != other.expected:
            return "expected"
        if other.quorum == "half" and self.quorum == "none":
            return "quorum"
        if self.deciding is None or other.deciding is None:
            return None
        respect = self.deciding.looser_than(other.deciding)
        return f"deciding.{respect}" if respect else None
