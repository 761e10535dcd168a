"""An obligation: a human-confirmed reading of a clause or of another instrument."""

from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, model_validator

from jingwei.kernel.packs.spec.condition import Condition
from jingwei.kernel.packs.spec.words import ClauseId, Id, Keyword, Line, Spec, Verb, Words

Modality = Literal["应", "要", "可", "探索"]
Strength = Literal["inform", "warn", "block"]
Cycle = Literal["once", "year", "quarter", "month"]
Level = Literal["central", "ministry", "province", "school"]


class Count(Spec):
    """The records that show it was done: how many of which verbs in one cycle; `result` narrows them, `less` take one back."""

    verbs: tuple[Verb, ...] = Field(min_length=1)
    result: tuple[Keyword, ...] = ()
    less: tuple[Verb, ...] = ()
    at_least: Annotated[int, Field(ge=1)]


class Term(Spec):
    """For how many months whoever leads may stay without being elected anew; it is told so many months ahead."""

    months: Annotated[int, Field(ge=1)]
    ahead: Annotated[int, Field(ge=0)] = 0


NOT_LOOKED_UP = "待核"


class Instrument(Spec):
    """Where it is written."""

    instrument: Line
    article: Line

    @property
    def told(self) -> str:
        """The instrument with its article, where somebody has looked that up."""
        return self.instrument if self.article == NOT_LOOKED_UP else f"{self.instrument} {self.article}"


class Obligation(Spec):
    """Who owes what, how often, and which records count; `when` narrows it by facts of the organisation.

    `tightens` names the obligation of a higher level that this one makes stricter; `replaces` those of the version
    before whose place it takes, besides the one of its own id. It is shown by the records of `count`, or by the
    appointments that a `term` is held against; without either nothing on the platform can show it yet, and it is
    only displayed. `verified` is true where a person has read the source itself.
    """

    id: Id
    text: Words
    clause: ClauseId | None = None
    who: tuple[Id, ...] = Field(min_length=1)
    when: Condition | None = None
    modality: Modality
    strength: Strength
    cycle: Cycle
    count: Count | None = None
    term: Term | None = None
    source: Instrument
    level: Level
    tightens: Id | None = None
    replaces: tuple[Id, ...] = ()
    verified: bool
    effective_from: date
    effective_to: date | None = None

    @model_validator(mode="after")
    def is_sound(self) -> "Obligation":
        if self.effective_to is not None and self.effective_to < self.effective_from:
            raise ValueError("«effective_to» lies before «effective_from»")
        if self.strength == "block" and not self.verified:
            raise ValueError("what nobody has verified cannot block; use «warn» or «inform»")
        if self.term is not None and (self.count is not None or self.cycle != "year"):
            raise ValueError("a «term» is looked at every «year» and counts no records")
        return self

    @property
    def is_shown(self) -> bool:
        """Whether anything on the platform can show that it is done."""
        return self.count is not None or self.term is not None

    @property
    def measure(self) -> int:
        """How many records it wants, or after how many months a term ends; 0 where nothing shows it."""
        if self.term is not None:
            return self.term.months
        return self.count.at_least if self.count else 0

    def looser_than(self, other: "Obligation") -> str | None:
        """In what respect this asks less than another, or None: a lower level may tighten, never loosen.

        Dates are no respect: before and after its own the other one binds.
        """
        respects = {
            "level": rank(Level, self.level) < rank(Level, other.level),
            "modality": rank(Modality, self.modality) > rank(Modality, other.modality),
            "strength": rank(Strength, self.strength) < rank(Strength, other.strength),
            "cycle": rank(Cycle, self.cycle) < rank(Cycle, other.cycle),
            "who": not set(other.who) <= set(self.who),
            "when": self.when is not None and self.when != other.when,
            "count": not self._counts_as_much(other),
            "term": other.term is not None and (self.term is None or self.term.months > other.term.months),
        }
        return next((respect for respect, looser in respects.items() if looser), None)

    def _counts_as_much(self, other: "Obligation") -> bool:
        """Whether meeting this in each of its cycles meets the other in each of its own."""
        if other.count is None:
            return True
        if self.count is None or not set(self.count.verbs) <= set(other.count.verbs):
            return False
        if other.count.result and not (
            self.count.result and set(self.count.result) <= set(other.count.result)
        ):
            return False
        if not set(other.count.less) <= set(self.count.less):
            return False
        cycles = _IN_A_YEAR[self.cycle] // _IN_A_YEAR[other.cycle]
        return self.count.at_least * max(cycles, 1) >= other.count.at_least


_IN_A_YEAR = {"once": 1, "year": 1, "quarter": 4, "month": 12}


def rank(scale: Any, value: str) -> int:
    """How high a value stands on a scale of names."""
    return get_args(scale).index(value)
