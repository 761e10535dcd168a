"""What a sentence is most likely about: which matter, which milestone, which side."""

from __future__ import annotations

from dataclasses import dataclass

from jingwei.foundation.matters.flow import PLANNED, UNDER_WAY
from jingwei.foundation.matters.models import BOTH, Matter, Milestone
from jingwei.foundation.matters.queries.seeing import at_either, matters_for
from jingwei.foundation.matters.rules import pairs_of, sides_of
from jingwei.kernel.actor import Actor

LOOKED_AT, OFFERED = 30, 5


@dataclass(frozen=True)
class Guess:
    """A matter the actor may note in, with the side, and the milestone the note would be bound to."""

    matter: Matter
    side: str
    milestone: Milestone | None
    alike: int


def guess_for(actor: Actor, text: str = "", *, most: int = OFFERED) -> list[Guess]:
    """Of the matters the actor may note in, those most alike to the sentence; the latest touched break a tie."""
    rows = matters_for(actor).filter(at_either(actor, "matters.note"), state__in=UNDER_WAY)
    found = sorted(rows.order_by("-touched_at", "-id")[:LOOKED_AT], key=lambda m: not _own(actor, m))
    ahead: dict[int, list[Milestone]] = {}
    for milestone in Milestone.objects.filter(matter__in=[m.pk for m in found], state=PLANNED):
        ahead.setdefault(milestone.matter_id, []).append(milestone)
    wanted = pairs_of(text)
    guesses = [_guess(actor, matter, ahead.get(matter.pk, []), wanted) for matter in found]
    return sorted(guesses, key=lambda guess: -guess.alike)[:most]


def _own(actor: Actor, matter: Matter) -> bool:
    """Whether the post in use is at one of its strands rather than above."""
    at = actor.post.organisation_id if actor.post else None
    return at == matter.party_id or at == matter.unit_id


def _guess(actor: Actor, matter: Matter, ahead: list[Milestone], wanted: set[str]) -> Guess:
    side = sides_of(actor, matter, "matters.note")[0]
    own = [milestone for milestone in ahead if milestone.side in (side, BOTH)]
    best = max(own, key=lambda milestone: len(wanted & pairs_of(milestone.title)), default=None)
    alike = len(wanted & pairs_of(matter.title)) + (len(wanted & pairs_of(best.title)) if best else 0)
    return Guess(matter, side, best, alike)
