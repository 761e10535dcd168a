"""A kind of agenda item: what is decided where, and what has to be studied by which body before."""

from pydantic import Field, model_validator

from jingwei.kernel.packs.spec.body import Share
from jingwei.kernel.packs.spec.obligation import Instrument, Level
from jingwei.kernel.packs.spec.words import ClauseId, Id, Spec, Words


class ItemKind(Spec):
    """Which bodies an item of this kind goes through, in this order; the last one decides, those before study it.

    `present` is the share of seats that must be there for it, where it is more than the body itself asks. `hints` are words
    in a title by which the kind is proposed.
    """

    id: Id
    label: Words
    route: tuple[Id, ...] = Field(min_length=1, max_length=4)
    present: Share | None = None
    hints: tuple[str, ...] = ()
    clause: ClauseId | None = None
    source: Instrument
    level: Level
    verified: bool

    @model_validator(mode="after")
    def is_sound(self) -> "ItemKind":
        if len({*self.route}) != len(self.route):
            raise ValueError("a body stands on a route once")
        return self
