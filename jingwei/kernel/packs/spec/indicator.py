"""An indicator: one declared question to the ledger, as a share of two counts."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from jingwei.kernel.packs.spec.role import Tree
from jingwei.kernel.packs.spec.words import ClauseId, Id, Keyword, Spec, Tag, Verb, Words

Degree = Literal["strength", "depth", "breadth", "effect"]
Side = Literal["party", "unit", "both"]


class RecordsFilter(Spec):
    """Which records count, and what is counted once: a record, its subject or one part of its subject.

    A record has one of the `tags`, where there are any, and not the one it is to be `without`. What was recorded of a
    subject counts no longer once it was `undone_by` another verb.
    """

    verbs: tuple[Verb, ...] = Field(min_length=1)
    side: tuple[Side, ...] = ()
    result: tuple[Keyword, ...] = ()
    tags: tuple[Tag, ...] = ()
    without: Tag | None = None
    undone_by: tuple[Verb, ...] = ()
    distinct: Literal["record", "subject", "part"] = "record"

    def narrows(self, wider: "RecordsFilter") -> bool:
        """Whether every record counted here is counted there too, once in the same way."""
        return (
            set(self.verbs) <= set(wider.verbs)
            and (not wider.side or (bool(self.side) and set(self.side) <= set(wider.side)))
            and (not wider.result or (bool(self.result) and set(self.result) <= set(wider.result)))
            and (not wider.tags or (bool(self.tags) and set(self.tags) <= set(wider.tags)))
            and (wider.without is None or self.without == wider.without)
            and set(wider.undone_by) <= set(self.undone_by)
            and self.distinct == wider.distinct
        )


class Records(RecordsFilter):
    """Counts records."""

    source: Literal["records"]


class Organisations(Spec):
    """Counts organisations of some kinds that were alive in the month."""

    source: Literal["organisations"]
    kinds: tuple[Id, ...] = Field(min_length=1)


class OrganisationsWith(Spec):
    """Counts those organisations that have at least one such record of their own in the month."""

    source: Literal["organisations_with"]
    kinds: tuple[Id, ...] = Field(min_length=1)
    records: RecordsFilter


Numerator = Annotated[Records | OrganisationsWith, Field(discriminator="source")]
Denominator = Annotated[Records | Organisations, Field(discriminator="source")]


class Indicator(Spec):
    """A share under one of the four degrees; `per` says whose organisation a row counts for.

    `caution` says what stands behind records that nobody but their author answers for.
    `replaces` names the indicators of the version before whose place it takes.
    """

    id: Id
    replaces: tuple[Id, ...] = ()
    degree: Degree
    headline: bool = False
    label: Words
    meaning: Words
    not_meaning: Words
    improve: Words
    caution: Words | None = None
    clause: ClauseId
    per: Tree
    numerator: Numerator
    denominator: Denominator
    direction: Literal["more", "fewer", "neither"]
    unit: Words
    min_group: Annotated[int, Field(ge=1)] = 1

    @model_validator(mode="after")
    def is_a_true_share(self) -> "Indicator":
        match self.numerator, self.denominator:
            case Records() as part, Records() as whole:
                narrows = part.narrows(whole) and part != whole
            case OrganisationsWith() as part, Organisations() as whole:
                narrows = set(part.kinds) <= set(whole.kinds)
            case _:
                raise ValueError(
                    "«numerator» and «denominator» should both count records, or both organisations"
                )
        if not narrows:
            raise ValueError("«numerator» is not a part of «denominator», so it would not be a share")
        return self
