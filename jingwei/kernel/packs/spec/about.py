"""What `pack.yaml` says: which document a pack carries, in which version, from when."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from jingwei.kernel.packs.spec.words import Id, Line, Spec, Words


class Document(Spec):
    """The policy document itself, as its first page names it."""

    name: Line
    number: Line
    date: date
    issuer: Words


class About(Spec):
    """The head of a pack."""

    id: Id
    urn: Annotated[str, StringConstraints(pattern=r"^urn:jingwei:[a-z][a-z0-9-]*$")]
    version: Annotated[int, Field(ge=1)]
    label: Words
    document: Document
    languages: tuple[Literal["zh", "en"], ...] = Field(min_length=2, max_length=2)
    effective_from: date
    extends: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def agrees_with_itself(self) -> "About":
        if self.urn != f"urn:jingwei:{self.id}":
            raise ValueError(f"«urn» should be urn:jingwei:{self.id}")
        if set(self.languages) != {"zh", "en"}:
            raise ValueError("«languages» should be zh and en, each once")
        if self.id in self.extends:
            raise ValueError("a pack cannot extend itself")
        return self
