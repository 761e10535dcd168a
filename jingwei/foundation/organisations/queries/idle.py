"""Posts in which nobody can act: their holder's account is closed, and nobody acts in their place."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import Appointment, Deputation, still_here
from jingwei.foundation.organisations.queries.posts import appointments_for
from jingwei.foundation.organisations.queries.seeing import Scope, scope_of, under, within
from jingwei.foundation.people.queries import people_shut_out
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import in_force
from jingwei.kernel.desk import Waiting
from jingwei.kernel.packs import registry
from jingwei.kernel.prepared import Prepared

END = "appointments.end"


def posts_behind(actor: Actor, account: Any) -> list[tuple[Appointment, str]]:
    """The posts that the holder of an account has now, as the actor may see them, with the words of their roles."""
    if account.person_id is None:
        return []
    mine = appointments_for(actor).filter(person=account.person_id).order_by("pk")
    return [(post, registry.role(post.role).label.here()) for post in _held_now(mine, clock.today())]


def waiting_for(actor: Actor) -> list[Waiting]:
    """The idle posts that the post in use gives and may end, and should fill anew, one row each."""
    if not actor.holds_anywhere(END):
        return []
    given = tuple(each.id for each in registry.roles() if actor.post and actor.post.role in each.appointed_by)
    idle = IDLE(scope_of(actor), actor.paths(END), given, actor.university_id, actor.person_id, clock.today())
    return [
        Waiting(
            _("任职"),
            _("{name}（{role}）").format(name=row.person__name, role=registry.role(row.role).label.here()),
            _("{organisation}：本人的账号已经停用，也没有人代行，这个职务的事没有人能办。").format(
                organisation=row.organisation__name
            ),
            f"/organisations/posts/{row.pk}/end/",
            2,
            act=_("免职"),
            verb=END,
            subject_id=row.pk,
        )
        for row in idle
    ]


def _idle(
    scope: Scope,
    ends: tuple[str, ...],
    given: tuple[str, ...],
    university_id: int,
    me: int | None,
    today: date,
) -> QuerySet[Any, Any]:
    """The posts of the roles `given`, at or below the paths `ends`, that nobody can act in; not those that end today."""
    seen = within(scope, "organisation__") | Q(person=me)
    rows = _held_now(Appointment.objects.filter(seen, under("organisation__path", ends)), today)
    rows = rows.filter(person__in=people_shut_out(university_id), role__in=given, has_deputy=False)
    rows = rows.filter(Q(until=None) | Q(until__gt=today)).order_by("organisation__path", "pk")
    return rows.values_list("pk", "role", "person__name", "organisation__name", named=True)


IDLE = Prepared(_idle, narrow=True)


def _held_now(rows: QuerySet[Appointment], today: date) -> QuerySet[Any]:
    deputies = Deputation.objects.filter(
        in_force(today),
        still_here(today, "deputy__"),
        appointment=OuterRef("pk"),
        deputy__account__is_active=True,
    )
    return rows.filter(in_force(today)).annotate(has_deputy=Exists(deputies))
