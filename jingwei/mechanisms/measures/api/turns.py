"""The three turns of an organisation over the API: what its facts propose, and what the level above confirmed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from jingwei.kernel.resources import PROBLEMS, Answer, Creates, Resource, router_of
from jingwei.mechanisms.measures.api.asking import MeasureQuery, about
from jingwei.mechanisms.measures.queries import organisation_of, year_of
from jingwei.mechanisms.measures.queries.turns import TURN_READINGS, Read, turn_reading_for, turns_of

turns = Router(tags=["measures"])


class SignOut(Answer):
    """A fact that speaks for a turn: its two counts, and at which end they lie, `unknown` where they are too few."""

    indicator: str
    numerator: int
    denominator: int
    stand: str


class TurnOut(Answer):
    """One turn: what the facts propose, and what was confirmed, empty where nobody has."""

    turn: str
    before: str
    after: str
    proposed: str
    confirmed: str
    signs: list[SignOut]


class TurnsOut(Answer):
    """The turns of an organisation in a year."""

    organisation: int
    year: int
    turns: list[TurnOut]


class TurnReadingOut(Answer):
    """What the level above said of one turn in a year."""

    id: int
    organisation_id: int
    year: int
    turn: str
    stand: str
    proposed: str
    reason: str
    said_on: date
    said_name: str
    version: int


@turns.get("", response={200: TurnsOut, **PROBLEMS}, operation_id="measures.turns")
def turns_now(request: HttpRequest, asked: Annotated[MeasureQuery, Query(...)]) -> dict[str, Any]:
    """Where an organisation stands in the three turns in a year (4.0)."""
    organisation, within = about(request, asked)
    span = year_of(within.ends)
    read = [_turn(each) for each in turns_of(organisation, span)]
    return {"organisation": organisation.pk, "year": span.begins.year, "turns": read}


def _turn(read: Read) -> dict[str, Any]:
    return {
        "turn": read.turn.id,
        "before": read.turn.before.here(),
        "after": read.turn.after.here(),
        "proposed": read.proposed,
        "confirmed": read.confirmed.stand if read.confirmed else "",
        "signs": [dict(zip(SignOut.model_fields, each, strict=True)) for each in read.figures],
    }


def _reading(_actor: Any, reading: Any) -> dict[str, Any]:
    return {name: getattr(reading, name) for name in TurnReadingOut.model_fields}


routers = {
    "measures/turns": turns,
    "turn-readings": router_of(
        Resource(
            "turn-readings",
            turn_reading_for,
            _reading,
            TurnReadingOut,
            TURN_READINGS,
            creates=(Creates("turn_readings.confirm", "organisation_id", organisation_of),),
        )
    ),
}
