"""Organisations, posts and deputations over the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from jingwei.foundation.organisations.queries import (
    APPOINTMENTS,
    CHANGES,
    ORGANISATIONS,
    appointment_for,
    change_for,
    deputation_for,
    organisation_asked,
    organisation_for,
)
from jingwei.foundation.people.queries import person_held_by
from jingwei.kernel.actor import Actor
from jingwei.kernel.resources import Answer, Creates, Resource, router_of


class OrganisationOut(Answer):
    """An organisation of either tree."""

    id: int
    tree: str
    kind: str
    code: str
    name: str
    short_name: str
    path: str
    founded_on: date | None
    ended_on: date | None
    version: int


class AppointmentOut(Answer):
    """A post: who, which role, where, from when to when."""

    id: int
    person_id: int
    person: str
    role: str
    organisation_id: int
    organisation: str
    since: date
    until: date | None


class DeputationOut(Answer):
    """Who acts in whose post, in which days."""

    id: int
    appointment_id: int
    deputy_id: int
    deputy: str
    since: date
    until: date
    reason: str


class PlannedChangeOut(Answer):
    """A change decided for a day ahead: what will change, from which day, and how it stands."""

    id: int
    organisation_id: int
    organisation: str
    verb: str
    day: date
    told: str
    state: str
    reason: str
    planned_by: str
    planned_at: datetime


def _change(actor: Actor, change: Any) -> dict[str, Any]:
    plain = {name: getattr(change, name) for name in PlannedChangeOut.model_fields}
    return plain | {"organisation": change.organisation.name}


def _organisation(actor: Actor, organisation: Any) -> dict[str, Any]:
    return {name: getattr(organisation, name) for name in OrganisationOut.model_fields}


def _appointment(actor: Actor, appointment: Any) -> dict[str, Any]:
    same = ("id", "person_id", "role", "organisation_id", "since", "until")
    return {name: getattr(appointment, name) for name in same} | {
        "person": appointment.person.name,
        "organisation": appointment.organisation.name,
    }


def _deputation(actor: Actor, deputation: Any) -> dict[str, Any]:
    same = ("id", "appointment_id", "deputy_id", "since", "until", "reason")
    return {name: getattr(deputation, name) for name in same} | {"deputy": deputation.deputy.name}


routers = {
    "organisations": router_of(
        Resource(
            "organisations",
            organisation_for,
            _organisation,
            OrganisationOut,
            ORGANISATIONS,
            then=organisation_asked,
            verbs=(
                "organisations.rename",
                "organisations.move",
                "organisations.end",
                "organisations.merge",
                "organisations.split",
                "organisations.cover",
                "organisations.uncover",
                "memberships.begin",
                "memberships.end",
            ),
            creates=(Creates("organisations.found", "parent_id", organisation_for),),
        )
    ),
    "planned-changes": router_of(
        Resource(
            "planned-changes",
            change_for,
            _change,
            PlannedChangeOut,
            CHANGES,
            verbs=("organisations.withdraw",),
        )
    ),
    "appointments": router_of(
        Resource(
            "appointments",
            appointment_for,
            _appointment,
            AppointmentOut,
            APPOINTMENTS,
            verbs=("appointments.end",),
            creates=(
                Creates(
                    "appointments.make",
                    "organisation_id",
                    organisation_for,
                    finds=(("person", person_held_by("appointments.make")),),
                ),
            ),
        )
    ),
    "deputations": router_of(
        Resource(
            "deputations",
            deputation_for,
            _deputation,
            DeputationOut,
            verbs=("deputations.end",),
            creates=(Creates("deputations.make", "appointment_id", appointment_for),),
        )
    ),
}
