"""Posts in which nobody can act: their holder's account is closed, and nobody acts in their place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import Appointment, Deputation, still_here
from jingwei.foundation.organisations.queries.posts import appointments_for
from jingwei.foundation.organisations.queries.seeing import under
from jingwei.foundation.people.queries import people_shut_out
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import in_force
from jingwei.kernel.desk import Waiting
from jingwei.kernel.packs import registry

END = "appointments.end"


def idle_posts_for(actor: Actor) -> QuerySet[Appointment]:
    """The posts that stand idle and that the post in use gives, where it may end them; not those that end today."""
    role = actor.post.role if actor.post else ""
    given = [each.id for each in registry.roles() if role in each.appointed_by]
    ended_here = under("organisation__path", actor.paths(END))
    rows = _held_now(appointments_for(actor)).filter(ended_here, role__in=given)
    idle = rows.filter(person__in=people_shut_out(actor.university_id), has_deputy=False)
    going_on = Q(until=None) | Q(until__gt=clock.today())
    return idle.filter(going_on).order_by("organisation__path", "pk")


def posts_behind(actor: Actor, account: Any) -> list[tuple[Appointment, str]]:
    """The posts that the holder of an account has now, as the actor may see them, with the words of their roles."""
    if account.person_id is None:
        return []
    return _worded(_held_now(appointments_for(actor)).filter(person=account.person_id).order_by("pk"))


def waiting_for(actor: Actor) -> list[Waiting]:
    """The idle posts that the post in use should fill anew, one row each."""
    if not actor.holds_anywhere(END):
        return []
    return [
        Waiting(
            _("任职"),
            _("{name}（{role}）").format(name=post.person.name, role=role),
            _("{organisation}：本人的账号已经停用，也没有人代行，这个职务的事没有人能办。").format(
                organisation=post.organisation.name
            ),
            f"/organisations/posts/{post.pk}/end/",
            2,
            act=_("免职"),
            verb=END,
            subject_id=post.pk,
        )
        for post, role in _worded(idle_posts_for(actor))
    ]


def _held_now(rows: QuerySet[Appointment]) -> QuerySet[Any]:
    today = clock.today()
    deputies = Deputation.objects.filter(
        in_force(today),
        still_here(today, "deputy__"),
        appointment=OuterRef("pk"),
        deputy__account__is_active=True,
    )
    return rows.filter(in_force(today)).annotate(has_deputy=Exists(deputies))


def _worded(posts: Iterable[Appointment]) -> list[tuple[Appointment, str]]:
    return [(post, str(registry.role(post.role).label.here())) for post in posts]
