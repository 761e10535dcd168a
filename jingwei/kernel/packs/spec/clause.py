"""A clause: a numbered piece of a policy document, summed up in our own words."""

from typing import Annotated

from pydantic import Field

from jingwei.kernel.packs.spec.words import ClauseId, Id, Line, Spec, Words


class Section(Spec):
    """A chapter of the document."""

    number: Annotated[int, Field(ge=1, le=99)]
    title: Words


class Clause(Spec):
    """What the policy asks, which part of the platform carries it, and what a user must see working.

    The id stays with its clause for ever; `number` is what the document calls it where that is another word.
    `replaces` names the clauses of the version before whose place it takes, besides the one of its own id.
    """

    id: ClauseId
    number: Line | None = None
    replaces: tuple[ClauseId, ...] = ()
    summary: Words
    objects: tuple[Id, ...] = Field(min_length=1)
    shows: Words
    orienting: bool = False
    terms: tuple[Id, ...] = ()

    @property
    def section(self) -> int:
        """The number of the chapter it stands in."""
        return int(self.id.rpartition("-")[2].split(".")[0])

    @property
    def shown(self) -> str:
        """The number as the document has it."""
        return self.number or self.id.rpartition("-")[2]
