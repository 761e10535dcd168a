"""An indicator: one declared question to the ledger, as a share of two counts."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from jingwei.kernel.packs.spec.role import Tree
from jingwei.kernel.packs.spec.words import ClauseId, Id, Keyword, Spec, Tag, Verb, Words

Degree = Literal["strength", "depth", "breadth", "effect"]
Side = Literal["party", "unit", "both"]


def _is_unsaid(value: object) -> bool:
    """Left out of the definition where nothing is said, so that the digest of an older one stays as it was."""
    return value in ((), "period")


class Which(Spec):
    """Which records: of some verbs, with one of the `tags` where there are any, and `without` any of those named there."""

    verbs: tuple[Verb, ...] = Field(min_length=1)
    side: tuple[Side, ...] = ()
    result: tuple[Keyword, ...] = ()
    tags: tuple[Tag, ...] = ()
    without: Tag | tuple[Tag, ...] | None = None

    @property
    def barred(self) -> tuple[Tag, ...]:
        """The tags that a record must not have."""
        return (self.without,) if isinstance(self.without, str) else self.without or ()

    def within(self, wider: "Which") -> bool:
        """Whether every record meant here is meant there too."""
        return (
            set(self.verbs) <= set(wider.verbs)
            and (not wider.side or (bool(self.side) and set(self.side) <= set(wider.side)))
            and (not wider.result or (bool(self.result) and set(self.result) <= set(wider.result)))
            and (not wider.tags or (bool(self.tags) and set(self.tags) <= set(wider.tags)))
            and set(wider.barred) <= set(self.barred)
        )


class RecordsFilter(Which):
    """Which records count, and what is counted once: a record, its subject or one part of its subject.

    Those described in `or_these` count as well. What was recorded of a subject counts no longer once it was `undone_by`
    another verb.
    """

    or_these: tuple[Which, ...] = Field((), exclude_if=_is_unsaid)
    undone_by: tuple[Verb, ...] = ()
    distinct: Literal["record", "subject", "part"] = "record"

    @property
    def each(self) -> tuple[Which, ...]:
        """Every description of records that count."""
        return (self, *self.or_these)

    @property
    def every_verb(self) -> tuple[Verb, ...]:
        """The verbs of all of them, in order."""
        return tuple(dict.fromkeys(verb for which in self.each for verb in which.verbs))

    def narrows(self, wider: "RecordsFilter") -> bool:
        """Whether every record counted here is counted there too, once in the same way."""
        return (
            all(any(which.within(other) for other in wider.each) for which in self.each)
            and set(wider.undone_by) <= set(self.undone_by)
            and self.distinct == wider.distinct
        )


class Records(RecordsFilter):
    """Counts records."""

    source: Literal["records"]


class Organisations(Spec):
    """Counts organisations of some kinds that were alive: each once in the period, or once in each of its quarters."""

    source: Literal["organisations"]
    kinds: tuple[Id, ...] = Field(min_length=1)
    once_in: Literal["period", "quarter"] = Field("period", exclude_if=_is_unsaid)


class OrganisationsWith(Spec):
    """Counts those organisations that have at least one such record of their own, as often as all are counted."""

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
