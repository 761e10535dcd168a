"""The trees, memberships and posts of a whole university as plain rows: to compare with, never to show."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import F

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import (
    Appointment,
    Coverage,
    Membership,
    Organisation,
    Placement,
    standing,
)
from jingwei.kernel.actor import Actor
from jingwei.kernel.among import Among
from jingwei.kernel.bulk import standing_on
from jingwei.kernel.dated import in_force

ORGANISATION = "id tree kind code name short_name path is_top".split()
APPOINTMENT = "id person_id role organisation_id since until".split()


def organisations_register(actor: Actor) -> list[Any]:
    """The present organisations of the actor's university, as named rows, in the order of the trees."""
    rows = Organisation.objects.filter(standing(clock.today()), university_id=actor.university_id)
    return list(rows.order_by("path").values_list(*ORGANISATION, named=True))


def memberships_register(actor: Actor, people: Collection[int]) -> dict[int, list[int]]:
    """The organisations that each of these people of the actor's university belongs to now."""
    here = Membership.objects.filter(in_force(clock.today()), university_id=actor.university_id)
    rows = here.filter(Among(F("person_id"), people)).order_by("id")
    held: dict[int, list[int]] = {}
    for person_id, organisation_id in rows.values_list("person_id", "organisation_id"):
        held.setdefault(person_id, []).append(organisation_id)
    return held


def appointments_register(actor: Actor) -> list[Any]:
    """The appointments of the actor's university, past ones too, as named rows."""
    rows = Appointment.objects.filter(university_id=actor.university_id)
    return list(rows.order_by("id").values_list(*APPOINTMENT, named=True))


def coverages_register(actor: Actor) -> set[tuple[int, int]]:
    """The present coverage links of the actor's university: Party organisation, unit."""
    rows = Coverage.objects.filter(in_force(clock.today()), university_id=actor.university_id)
    return set(rows.values_list("party_id", "unit_id"))


def organisation_references(ids: Collection[int]) -> dict[str, int]:
    """How many rows of which tables stand on these organisations, their own placements not counted.

    Organisations below them, and themselves where renamed since, count as `organisations.organisation`.
    """
    found = standing_on(Organisation, ids)
    found.pop("organisations.placement", None)
    below = Placement.objects.filter(parent__in=ids).exclude(organisation__in=ids).count()
    changed = Organisation.objects.filter(pk__in=ids, version__gt=1).count()
    if below + changed:
        found["organisations.organisation"] = below + changed
    return found


def appointment_references(ids: Collection[int]) -> dict[str, int]:
    """How many rows of which tables stand on these appointments; those ended since count as themselves."""
    found = standing_on(Appointment, ids)
    if changed := Appointment.objects.filter(pk__in=ids, version__gt=1).count():
        found["organisations.appointment"] = changed
    return found
