"""The organisations as they stood on a day: read from their dated placements, never from the columns of today.

Who sees an organisation today sees what was below it on that day, and, where it took the place of others, these too:
the paths of a grant are all paths that it and they ever had.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import PARTY, Coverage, Organisation, Placement
from jingwei.foundation.organisations.queries.seeing import SEE, organisation_for, under
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import in_force
from jingwei.kernel.errors import NotFound


def placements_for(actor: Actor, on: date, verb: str = SEE) -> QuerySet[Placement]:
    """Where the organisations that the actor may see stood on a day."""
    rows = Placement.objects.filter(in_force(on)).select_related("organisation")
    if actor.whole(verb) and actor.university_id:
        return rows.filter(organisation__university=actor.university_id)
    return rows.filter(under("path", actor.paths(verb)))


def unsettled(paths: Sequence[str], begins: date) -> QuerySet[Placement]:
    """The placements at or below paths that have ended or began after a day: few, where most have stood there since."""
    rows = Placement.objects.filter(under("path", paths))
    return rows.filter(Q(until__isnull=False) | Q(since__gt=begins))


def as_it_was(placement: Placement, on: date) -> Organisation:
    """The organisation of a placement with the name, the path and the life of that day; not to be saved."""
    organisation = placement.organisation
    organisation.on, organisation.version = on, 0
    organisation.name, organisation.short_name = placement.name, placement.short_name
    organisation.path, organisation.depth = placement.path, len(placement.path) // Organisation.steplen
    if organisation.ended_on and organisation.ended_on >= on:
        organisation.ended_on = None
    return organisation


def organisation_then(actor: Actor, organisation_id: int, on: date | None, verb: str = SEE) -> Organisation:
    """One organisation with its university as of a day, the present one where none is given, or NotFound."""
    if on is None:
        return organisation_for(actor, organisation_id)
    rows = placements_for(actor, on, verb).select_related("organisation__university")
    found = rows.filter(organisation=organisation_id).first()
    if found is None:
        raise NotFound
    return as_it_was(found, on)


def organisation_asked(actor: Actor, organisation_id: int, day: str) -> Organisation:
    """The same, the day as an address says it."""
    return organisation_then(actor, organisation_id, clock.day_asked(day))


def names_then(ids: set[int], on: date) -> dict[int, str]:
    """What organisations were called on a day, by their ids."""
    rows = Placement.objects.filter(in_force(on), organisation__in=ids)
    return dict(rows.values_list("organisation_id", "name"))


def paths_until(organisation_id: int, on: date) -> list[str]:
    """Every path that an organisation held up to a day."""
    rows = Placement.objects.filter(organisation=organisation_id, since__lte=on)
    return list(rows.values_list("path", flat=True))


def linked_below(organisation: Organisation) -> QuerySet[Any]:
    """Today's coverage of what stands at or below an organisation: `own` is that, at `path`; `other` is of the other tree."""
    own, other = ("party", "unit") if organisation.tree == PARTY else ("unit", "party")
    links = Coverage.objects.filter(in_force(clock.today()), under(f"{own}__path", [organisation.path]))
    return links.annotate(own=F(own), path=F(f"{own}__path"), other=F(other)).values("own", "path", "other")


def joined_then(organisation: Organisation, on: date) -> QuerySet[Placement]:
    """What stood in the other tree on a day, and was joined by coverage to what stood at or below an organisation."""
    below = Placement.objects.filter(in_force(on), under("path", [organisation.path])).values("organisation")
    own, other = ("party", "unit") if organisation.tree == PARTY else ("unit", "party")
    links = Coverage.objects.filter(in_force(on), **{f"{own}__in": below})
    return Placement.objects.filter(in_force(on), organisation__in=links.values(other))
