"""What was entered by mistake and on which nothing stands is removed again; the ledger keeps that it was."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from jingwei.foundation.organisations.models import (
    Appointment,
    Coverage,
    Membership,
    Organisation,
    Placement,
)
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotAllowed


def take_back_organisations(university_id: int, *, actor: Actor, ids: Collection[int]) -> None:
    """Remove organisations with their placements and the coverage links on them."""
    rows = Organisation.objects.filter(university_id=university_id, pk__in=list(ids))
    _require(actor, "organisations.found", rows.values_list("path", flat=True))
    Coverage.objects.filter(party__in=rows).delete()
    Coverage.objects.filter(unit__in=rows).delete()
    Placement.objects.filter(organisation__in=rows).delete()
    rows.delete()


def take_back_memberships(university_id: int, *, actor: Actor, people: Collection[int]) -> None:
    """Remove every membership of these people."""
    rows = Membership.objects.filter(university_id=university_id, person_id__in=list(people))
    _require(actor, "memberships.begin", rows.values_list("organisation__path", flat=True).distinct())
    rows.delete()


def take_back_appointments(university_id: int, *, actor: Actor, ids: Collection[int]) -> None:
    """Remove appointments."""
    rows = Appointment.objects.filter(university_id=university_id, pk__in=list(ids))
    _require(actor, "appointments.make", rows.values_list("organisation__path", flat=True).distinct())
    rows.delete()


def _require(actor: Actor, verb: str, paths: Collection[str]) -> None:
    if not all(actor.holds(verb, path) for path in paths):
        raise NotAllowed("no-grant", _("你现在的身份不能改动这些组织。"))
