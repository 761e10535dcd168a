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
from jingwei.kernel.bulk import Standing, standing_on
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


def organisation_references(ids: Collection[int]) -> dict[str, Standing]:
    """What stands on these organisations, by table, their own placements not counted.

    Organisations below them, and themselves where renamed since, count as `organisations.organisation`.
    """
    found = standing_on(Organisation, ids)
    found.pop("organisations.placement", None)
    below = Placement.objects.filter(Among(F("parent_id"), ids)).exclude(Among(F("organisation_id"), ids))
    changed = Organisation.objects.filter(Among(F("pk"), ids), version__gt=1)
    there = Standing.of(below, "parent_id") + Standing.of(changed, "pk")
    if there.count:
        found["organisations.organisation"] = there
    return found


def departures(people: Collection[int]) -> Standing:
    """Memberships of these people that have been ended."""
    return Standing.of(
        Membership.objects.filter(Among(F("person_id"), people), until__isnull=False), "person_id"
    )


def appointment_references(ids: Collection[int]) -> dict[str, Standing]:
    """What stands on these appointments, by table; those ended since count as themselves."""
    found = standing_on(Appointment, ids)
    changed = Appointment.objects.filter(Among(F("pk"), ids), version__gt=1)
    if (there := Standing.of(changed, "pk")).count:
        found["organisations.appointment"] = there
    return found


def names_of(ids: Collection[int]) -> list[str]:
    """The names of organisations whose ids come from records already found to be seen."""
    return list(Organisation.objects.filter(pk__in=ids).order_by("pk").values_list("name", flat=True))


def holders_of(ids: Collection[int]) -> list[str]:
    """The names of those who hold these appointments, found in records already to be seen."""
    held = Appointment.objects.filter(pk__in=ids).order_by("pk")
    return list(held.values_list("person__name", flat=True))
