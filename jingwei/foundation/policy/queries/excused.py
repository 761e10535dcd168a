"""Who is excused from what, as far as an actor looks after the organisations."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.organisations.queries import under
from jingwei.foundation.policy.models import Excuse
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotFound

SEE_OWED = reading(
    "obligations.see",
    _l("看谁该做什么"),
    "Read how the organisations below stand with what is asked of them, and who is excused.",
)


def excuses_for(actor: Actor) -> QuerySet[Excuse]:
    """The excuses of organisations one looks after, those taken back among them."""
    seen = under("organisation__path", actor.paths(SEE_OWED))
    return Excuse.objects.filter(seen, university_id=actor.university_id)


def excuse_for(actor: Actor, excuse_id: int) -> Excuse:
    """One excuse as the actor may see it, or NotFound."""
    found = excuses_for(actor).filter(pk=excuse_id).first()
    if found is None:
        raise NotFound
    return found
