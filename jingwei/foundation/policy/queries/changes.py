"""What adopted versions changed, and what is still to be decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from jingwei.adapters import clock
from jingwei.foundation.policy.models import Adoption, Decision
from jingwei.foundation.policy.rules import asked, choices_of, not_looser
from jingwei.kernel.actions import Reason
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import a_day_or_more
from jingwei.kernel.errors import NotFound
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.lineage import Change
from jingwei.kernel.packs.pack import Pack
from jingwei.kernel.packs.spec.clause import Clause
from jingwei.kernel.packs.spec.words import Words
from jingwei.kernel.prepared import Prepared


@dataclass(frozen=True)
class Asked:
    """A change with the adoption that brought it and what was decided; `decision` is None while nobody has."""

    adoption: Adoption
    change: Change
    decision: Decision | None

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be decided."""
        return choices_of(self.change)

    def against(self, choice: str) -> Reason | None:
        """What stands against deciding so."""
        return not_looser(None, self.adoption, self.change.key, choice)

    @property
    def former(self) -> Pack:
        """The version that was followed before."""
        return registry.versions(self.adoption.pack)[
            self.adoption.former or self.adoption.pack_version.version
        ]


def changes_for(actor: Actor) -> tuple[Asked, ...]:
    """All changes that the actor's university has to decide on or has decided on, the newest version first."""
    adoptions = ADOPTED(actor.university_id, clock.today())
    decided: dict[tuple[int, str], Decision] = {}
    if any(adoption.changes for adoption in adoptions):
        rows = Decision.objects.filter(adoption__in=[each.pk for each in adoptions]).select_related(
            "decided_by"
        )
        decided = {(each.adoption_id, each.change): each for each in rows.order_by("pk")}
    return tuple(
        Asked(adoption, change, decided.get((adoption.pk, change.key)))
        for adoption in adoptions
        for change in adoption.changes
        if asked(change)
    )


def undecided_for(actor: Actor) -> tuple[Asked, ...]:
    """Those that nobody has decided on."""
    return tuple(each for each in changes_for(actor) if each.decision is None)


def adoption_for(actor: Actor, adoption_id: int) -> Adoption:
    """One adoption of the actor's university, or NotFound."""
    found = _adoptions(actor.university_id, clock.today()).filter(pk=adoption_id).first()
    if found is None:
        raise NotFound
    return found


def _adoptions(university_id: int, today: date) -> QuerySet[Adoption]:
    """Those that changed something, of the packs that are not left."""
    going_on = Adoption.objects.filter(
        Q(until=None) | Q(until__gte=today), university=OuterRef("university"), pack=OuterRef("pack")
    )
    rows = Adoption.objects.filter(
        a_day_or_more(), Exists(going_on), university_id=university_id, former__isnull=False
    )
    return (
        rows.select_related("pack_version", "university")
        .defer("pack_version__content")
        .order_by("-since", "-pk")
    )


ADOPTED = Prepared(_adoptions, narrow=True)


def words_of(part: Any) -> str:
    """What a clause or an obligation says, in the language of the reader."""
    words: Words = part.summary if isinstance(part, Clause) else part.text
    return words.here()
