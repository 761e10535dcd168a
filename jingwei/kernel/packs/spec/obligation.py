"""An obligation: a human-confirmed reading of a clause or of another instrument."""

from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, model_validator

from jingwei.kernel.packs.spec.condition import Condition
from jingwei.kernel.packs.spec.words import ClauseId, Id, Line, Spec, Verb, Words

Modality = Literal["应", "要", "可", "探索"]
Strength = Literal["inform", "warn", "block"]
Cycle = Literal["once", "year", "quarter", "month"]
Level = Literal["central", "ministry", "province", "school"]


class Count(Spec):
    """The records that show it was done: how many of which verbs in one cycle."""

    verbs: tuple[Verb, ...] = Field(min_length=1)
    at_least: Annotated[int, Field(ge=1)]


class Instrument(Spec):
    """Where it is written."""

    instrument: Line
    article: Line


class Obligation(Spec):
    """Who owes what, how often, and which records count; `when` narrows it by facts of the organisation.

    `tightens` names the obligation of a higher level that this one makes stricter. Without `count` nothing on the
    platform can show it yet, and it is only displayed. `verified` is true where a person has read the source itself.
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
    source: Instrument
    level: Level
    tightens: Id | None = None
    verified: bool
    effective_from: date
    effective_to: date | None = None

    @model_validator(mode="after")
    def is_sound(self) -> "Obligation":
        if self.effective_to is not None and self.effective_to < self.effective_from:
            raise ValueError("«effective_to» lies before «effective_from»")
        if self.strength == "block" and not self.verified:
            raise ValueError("what nobody has verified cannot block; use «warn» or «inform»")
        return self

    def looser_than(self, other: "Obligation") -> str | None:
        """In what respect this asks less than another, or None: a lower level may tighten, never loosen."""
        ours, theirs = self.count, other.count
        respects = {
            "level": _rank(Level, self.level) < _rank(Level, other.level),
            "strength": _rank(Strength, self.strength) < _rank(Strength, other.strength),
            "cycle": _rank(Cycle, self.cycle) < _rank(Cycle, other.cycle),
            "who": not set(other.who) <= set(self.who),
            "count": theirs is not None and (ours is None or ours.at_least < theirs.at_least),
        }
        return next((respect for respect, looser in respects.items() if looser), None)


def _rank(scale: Any, value: str) -> int:
    return get_args(scale).index(value)
