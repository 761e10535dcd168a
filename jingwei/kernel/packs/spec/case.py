"""A case: a literal example – given, when, then – that runs with every check of the pack."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from jingwei.kernel.packs.spec.condition import Condition
from jingwei.kernel.packs.spec.indicator import Side
from jingwei.kernel.packs.spec.words import Id, Keyword, Line, Spec, Tag, Verb, Words


class GivenRecord(Spec):
    """A line of the ledger, as far as counting needs it."""

    verb: Verb
    month: Annotated[int, Field(ge=190001, le=299912)]
    subject: Line = "matter-1"
    part: str = ""
    party: Keyword = ""
    unit: Keyword = ""
    side: Side | Literal[""] = ""
    result: Keyword | Literal[""] = ""
    tags: tuple[Tag, ...] = ()


class GivenOrganisation(Spec):
    """An organisation with its kind and its dates."""

    id: Keyword
    kind: Id
    begins: date
    ends: date | None = None


class GivenFact(Spec):
    """A fact of an organisation."""

    fact: Id
    value: bool | int | Line


class Told(Spec):
    """What every case has: a name and one sentence."""

    id: Id
    says: Words


class GivenRole(Spec):
    role: Id


class WhenVerbs(Spec):
    verbs: tuple[Verb, ...] = Field(min_length=1)


class ThenHolds(Spec):
    holds: bool


class RoleCase(Told):
    """A role holds all of these verbs, or none of them."""

    about: Literal["role"]
    given: GivenRole
    when: WhenVerbs
    then: ThenHolds


class GivenFacts(Spec):
    facts: tuple[GivenFact, ...] = ()


class WhenCondition(Spec):
    condition: Condition


class ConditionCase(Told):
    """A condition holds or not for these facts."""

    about: Literal["condition"]
    given: GivenFacts
    when: WhenCondition
    then: ThenHolds


class GivenDuty(Spec):
    organisation: GivenOrganisation
    facts: tuple[GivenFact, ...] = ()
    records: tuple[GivenRecord, ...] = ()


class WhenObligation(Spec):
    obligation: Id
    month: Annotated[int, Field(ge=190001, le=299912)]


class ThenOwed(Spec):
    owed: bool
    met: bool | None = None


class ObligationCase(Told):
    """An organisation owes something in the cycle around a month, and its records meet it or not."""

    about: Literal["obligation"]
    given: GivenDuty
    when: WhenObligation
    then: ThenOwed


class GivenLedger(Spec):
    records: tuple[GivenRecord, ...] = ()
    organisations: tuple[GivenOrganisation, ...] = ()


class WhenIndicator(Spec):
    indicator: Id
    month: Annotated[int, Field(ge=190001, le=299912)]
    organisations: tuple[Keyword, ...] = ()


class ThenShare(Spec):
    numerator: Annotated[int, Field(ge=0)]
    denominator: Annotated[int, Field(ge=0)]


class IndicatorCase(Told):
    """An indicator gives this share of a tiny ledger, for the named organisations or for all."""

    about: Literal["indicator"]
    given: GivenLedger
    when: WhenIndicator
    then: ThenShare


Case = Annotated[RoleCase | ConditionCase | ObligationCase | IndicatorCase, Field(discriminator="about")]
