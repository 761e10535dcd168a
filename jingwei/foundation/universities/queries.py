"""Which university an actor works in."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from jingwei.foundation.universities.models import University as University
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound

OF_AUTHORITY = Q(university__kind=University.Kind.AUTHORITY)
"""The condition on rows that they belong to the authority above universities."""


def university_for(actor: Actor, university_id: int = 0) -> University:
    """The actor's own university; another one only for the system."""
    wanted = university_id or actor.university_id
    if wanted != actor.university_id and actor.kind != "system":
        raise NotFound
    found = University.objects.filter(pk=wanted).first()
    if found is None:
        raise NotFound
    return found


def universities_exist() -> bool:
    """Whether any university has been admitted."""
    return University.objects.exists()


def university_by_code(code: str) -> University:
    """A university by its code; for the command line."""
    found = University.objects.filter(code=code).first()
    if found is None:
        raise NotFound(_("没有编号为 {code} 的学校。").format(code=code))
    return found
