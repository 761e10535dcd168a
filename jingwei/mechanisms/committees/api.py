"""Committees and seats over the API."""

from __future__ import annotations

from datetime import date
from typing import Any

from jingwei.foundation.organisations.queries import organisation_for
from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import Answer, Creates, Resource, router_of
from jingwei.mechanisms.committees.flow import ON_THE_WAY
from jingwei.mechanisms.committees.queries import (
    COMMITTEES,
    SEATS,
    committee_for,
    seat_for,
    seats_in,
)
from jingwei.mechanisms.committees.rules import facts_of


class FactOut(Answer):
    """Something the platform knows of a nomination; without what `is_must`, nobody goes further."""

    key: str
    label: str
    holds: bool
    is_must: bool


class CommitteeSeatOut(Answer):
    """A nomination and the steps it has gone; `facts` are those of today, while it is on the way."""

    id: int
    committee_id: int
    person: str
    post: str
    party_id: int
    state: str
    grounds: str
    nominated_on: date
    facts: list[FactOut]
    finding: str
    found_on: date | None
    entitled: int | None
    present: int | None
    yes: int | None
    no: int | None
    abstained: int | None
    voted_on: date | None
    since: date | None
    until: date | None
    ended_on: date | None
    reason: str
    version: int


class SeatedOut(Answer):
    """A seat in a committee, or the way to one."""

    id: int
    person: str
    post: str
    state: str
    since: date | None
    until: date | None


class CommitteeOut(Answer):
    """An academic committee of a unit; `taken` are its seats as far as secretaries are nominated for them."""

    id: int
    organisation_id: int
    kind: str
    name: str
    seats: int
    years: int
    state: str
    reason: str
    founded_on: date
    ended_on: date | None
    taken: list[SeatedOut]
    version: int


def _committee(actor: Actor, committee: Any) -> dict[str, Any]:
    plain = {name: getattr(committee, name) for name in CommitteeOut.model_fields if name != "taken"}
    taken = [
        {
            "id": each.pk,
            "person": each.person.name,
            "post": each.post_label,
            "state": each.state,
            "since": each.since,
            "until": each.until,
        }
        for each in seats_in(actor, committee)
    ]
    return plain | {"taken": taken}


def _seat(actor: Actor, seat: Any) -> dict[str, Any]:
    given = ("person", "post", "facts")
    plain = {name: getattr(seat, name) for name in CommitteeSeatOut.model_fields if name not in given}
    facts = facts_of(seat) if seat.state in ON_THE_WAY else []
    return plain | {
        "person": seat.person.name,
        "post": seat.post_label,
        "facts": [
            {"key": each.key, "label": str(each.label), "holds": each.holds, "is_must": each.is_must}
            for each in facts
        ],
    }


routers = {
    "committees": router_of(
        Resource(
            "committees",
            committee_for,
            _committee,
            CommitteeOut,
            COMMITTEES,
            verbs=("committees.amend", "committees.end"),
            creates=(Creates("committees.found", "organisation_id", organisation_for),),
        )
    ),
    "committee-seats": router_of(
        Resource(
            "committee-seats",
            seat_for,
            _seat,
            CommitteeSeatOut,
            SEATS,
            verbs=(
                *("committee_seats.find_eligible", "committee_seats.find_ineligible"),
                *("committee_seats.vote", "committee_seats.seat", "committee_seats.decline"),
                *("committee_seats.withdraw", "committee_seats.end"),
            ),
            creates=(Creates("committee_seats.nominate", "committee_id", committee_for),),
        )
    ),
}
