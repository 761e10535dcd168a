"""A clause: a numbered piece of a policy document, summed up in our own words."""

from typing import Annotated

from pydantic import Field

from jingwei.kernel.packs.spec.words import ClauseId, Id, Spec, Words


class Section(Spec):
    """A chapter of the document."""

    number: Annotated[int, Field(ge=1, le=99)]
    title: Words


class Clause(Spec):
    """What the policy asks, which part of the platform carries it, and what a user must see working."""

    id: ClauseId
    summary: Words
    objects: tuple[Id, ...] = Field(min_length=1)
    shows: Words
    orienting: bool = False
    terms: tuple[Id, ...] = ()

    @property
    def section(self) -> int:
        """The number of the chapter it stands in."""
        return int(self.id.split(".")[0])
