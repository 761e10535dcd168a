"""One of the three turns of 4.0: what it leads from and to, and the facts that speak for where an organisation stands."""

from typing import Annotated

from pydantic import Field, model_validator

from jingwei.kernel.packs.spec.words import ClauseId, Id, Spec, Words

LEAST_SIGNS = 2
Percent = Annotated[int, Field(ge=0, le=100)]


class Sign(Spec):
    """A fact that speaks for a turn: below `below` in a hundred it has not begun, from `from_share` on it is done."""

    indicator: Id
    below: Percent
    from_share: Percent

    @model_validator(mode="after")
    def leaves_a_way_between(self) -> "Sign":
        if self.below >= self.from_share:
            raise ValueError("«below» lies under «from_share»: between them the turn is under way")
        return self


class Turn(Spec):
    """From one way of working to another (4.0); `origin` says where the numbers come from."""

    id: Id
    clause: ClauseId
    before: Words
    after: Words
    asks: Words
    signs: Annotated[tuple[Sign, ...], Field(min_length=LEAST_SIGNS)]
    origin: Words
