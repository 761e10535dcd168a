"""The three turns of an organisation in a year (4.0): what its facts propose, and what the level above confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import under
from jingwei.foundation.policy.queries import followed_of
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.listing import Column, Listing, Row
from jingwei.kernel.packs.spec.turn import Sign, Turn
from jingwei.mechanisms.measures.models import TurnReading
from jingwei.mechanisms.measures.queries.degrees import Fact, asked_of, facts_of
from jingwei.mechanisms.measures.queries.reach import SEE
from jingwei.mechanisms.measures.queries.spans import Span

BEFORE, BETWEEN, AFTER = STANDS = tuple(TurnReading.Stand.values)
UNKNOWN = "unknown"
LEAST = 2
"""Of fewer facts that can be told nothing is proposed."""


@dataclass(frozen=True)
class Spoken:
    """What one fact says of a turn."""

    sign: Sign
    fact: Fact

    @property
    def stand(self) -> str:
        """Where it lies, unknown where there are too few to say a share."""
        if not self.fact.now.is_share:
            return UNKNOWN
        share = self.fact.now.counts.percent
        return BEFORE if share < self.sign.below else AFTER if share >= self.sign.from_share else BETWEEN


@dataclass(frozen=True)
class Read:
    """One turn of an organisation in a year; `confirmed` is what people said, where they did."""

    turn: Turn
    signs: tuple[Spoken, ...]
    confirmed: TurnReading | None

    @property
    def proposed(self) -> str:
        """All facts on one side say that side, else it is under way; nothing is proposed on too few."""
        told = {each.stand for each in self.signs if each.stand != UNKNOWN}
        if sum(each.stand != UNKNOWN for each in self.signs) < LEAST:
            return UNKNOWN
        return next(iter(told)) if len(told) == 1 else BETWEEN

    @property
    def stand(self) -> str:
        """What people said; what the facts propose, where nobody has."""
        return self.confirmed.stand if self.confirmed else self.proposed

    @property
    def figures(self) -> list[list[Any]]:
        """Indicator, both counts and where they lie, to be kept with what is confirmed on them."""
        return [
            [each.sign.indicator, *vars(each.fact.now.counts).values(), each.stand] for each in self.signs
        ]


def words_of(turn: Turn, stand: str) -> str:
    """Where an organisation stands, in words."""
    told = {
        BEFORE: _("还在“{before}”这一头"),
        BETWEEN: _("正从“{before}”转向“{after}”"),
        AFTER: _("转到了“{after}”"),
        UNKNOWN: _("记录太少，看不出来"),
    }
    return told[stand].format(before=turn.before.here(), after=turn.after.here())


def turns_followed(organisation: Any, on: date | None = None) -> list[Turn]:
    """The turns of all documents that its university follows."""
    followed = followed_of(organisation.university, on or clock.today())
    return [turn for each in followed for turn in each.edition.version.turns.values()]


def turns_of(organisation: Any, span: Span) -> list[Read]:
    """The turns of an organisation that `organisation_of` gave, in a year."""
    turns = turns_followed(organisation, organisation.on)
    named = {sign.indicator for turn in turns for sign in turn.signs}
    asked = {each.id: each for each in asked_of(organisation) if each.id in named}
    facts = {each.indicator.id: each for each in facts_of(organisation, [*asked.values()], span)}
    said = {} if organisation.on else _confirmed(organisation, span)
    return [
        Read(turn, tuple(Spoken(e, facts[e.indicator]) for e in turn.signs), said.get(turn.id))
        for turn in turns
    ]


def _confirmed(organisation: Any, span: Span) -> dict[str, TurnReading]:
    rows = TurnReading.objects.filter(organisation=organisation.pk, year=span.begins.year)
    return {each.turn: each for each in rows}


def turn_readings_for(actor: Actor) -> QuerySet[TurnReading]:
    """Those of organisations whose figures one may see."""
    return TurnReading.objects.filter(under("organisation__path", actor.paths(SEE)))


def turn_reading_for(actor: Actor, turn_reading_id: int) -> TurnReading:
    """One as the actor may see it, or NotFound."""
    found = turn_readings_for(actor).filter(pk=turn_reading_id).first()
    if found is None:
        raise NotFound
    return found


def _present(actor: Actor, readings: Sequence[TurnReading]) -> list[Row]:
    return [
        {
            "id": each.pk,
            "url": f"/measures/turns/?organisation={each.organisation_id}&period={each.year}",
            "organisation": each.organisation.name,
            "year": each.year,
            "turn": each.title,
            "stand": each.get_stand_display(),
            "said_on": each.said_on,
        }
        for each in readings
    ]


TURN_READINGS = Listing(
    name="turn-readings",
    label=_l("三个转变的认定"),
    columns=(
        Column("organisation", _l("组织"), width=30),
        Column("year", _l("年份"), "number", width=8),
        Column("turn", _l("哪个转变"), width=20),
        Column("stand", _l("认定"), width=30),
        Column("said_on", _l("哪天认定"), "date"),
    ),
    visible=turn_readings_for,
    present=_present,
    order=("-year", "-id"),
)
fetched_by(TurnReading, turn_reading_for)
