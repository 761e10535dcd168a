"""How far a university that was only just admitted has been brought in."""

from __future__ import annotations

from django.db.models import Exists

from jingwei.foundation.organisations.models import Appointment, Membership, Organisation
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry

STEPS = ("organisations", "people", "posts")


def next_to_bring_in(actor: Actor) -> str:
    """The first of `STEPS` of which the actor's university has nothing yet; empty where it has some of each."""
    roots = [kind.id for kind in registry.kinds() if kind.is_tenant_root]
    here = Organisation.objects.filter(university_id=actor.university_id)
    below = here.exclude(kind__in=roots)
    there = (
        Exists(below),
        Exists(Membership.objects.filter(organisation__in=below)),
        Exists(Appointment.objects.filter(organisation__in=below)),
    )
    found = here.values_list(*there).first() or (True,) * len(STEPS)
    return next((step for step, is_there in zip(STEPS, found, strict=True) if not is_there), "")
