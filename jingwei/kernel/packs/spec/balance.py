"""A balance of the two strands: when a matter can be told from its records, and from when on one strand alone is warned of."""

from typing import Annotated

from pydantic import Field, model_validator

from jingwei.kernel.packs.spec.words import ClauseId, Id, Spec, Words

NUMBERS = ("{part}", "{whole}")


class OneSided(Spec):
    """One strand without the other: warned of from so many in a hundred of the matters that can be told."""

    label: Words
    share: Annotated[int, Field(ge=1, le=100)]
    reason: Words

    @model_validator(mode="after")
    def tells_both_numbers(self) -> "OneSided":
        for text in (self.reason.zh, self.reason.en):
            if any(text.count(number) != 1 for number in NUMBERS) or text.count("{") != len(NUMBERS):
                raise ValueError("«reason» names {part} and {whole}, once each, and nothing else in braces")
        return self


class Balance(Spec):
    """How the strands of an organisation are read (1.4, 2.5); `origin` says where the numbers come from.

    A matter is told `settles_after` so many days, and no warning is given on fewer than `min_matters`.
    """

    id: Id
    clause: ClauseId
    settles_after: Annotated[int, Field(ge=1, le=730)]
    min_matters: Annotated[int, Field(ge=1)]
    warp: OneSided
    weft: OneSided
    origin: Words
