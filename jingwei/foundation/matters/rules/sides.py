"""Which strand an act belongs to: the side where the actor holds the verb."""

from __future__ import annotations

from django.utils.translation import gettext as _

from jingwei.foundation.matters.models import PARTY, UNIT, Deed, Matter, other_side
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, NotAllowed


def sides_of(actor: Actor, matter: Matter, verb: str) -> tuple[str, ...]:
    """The sides on which the actor holds the verb: a grant at the Party organisation's path, at the unit's."""
    held = ((PARTY, matter.party.path), (UNIT, matter.unit.path))
    return tuple(side for side, path in held if actor.holds(verb, path))


def side_of(actor: Actor, matter: Matter, verb: str, named: str = "") -> str:
    """The one side the actor acts for; who holds the verb on both names it."""
    sides = sides_of(actor, matter, verb)
    if named and named not in sides:
        raise NotAllowed("no-grant", _("你现在的身份不在这一侧。"))
    if named:
        return named
    if len(sides) != 1:
        raise Invalid.field("side", _("你在两侧都有权限，请说明这次代表哪一侧。"))
    return sides[0]


def benefiting_side(side: str, kind: str) -> str:
    """Who answers a note: the other side; an outcome of the professional work, the professional side itself."""
    return UNIT if (side, kind) == (UNIT, Deed.Kind.OUTCOME) else other_side(side)
