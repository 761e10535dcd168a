"""How an organisation decides: in which bodies, who has a seat, what goes through which of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import Organisation, holders_of, joined_sides
from jingwei.foundation.people.queries import Person
from jingwei.foundation.policy.queries import norms_of
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry
from jingwei.kernel.packs.spec import Body, Deciding, Share
from jingwei.mechanisms.meetings.flow import RECORDED, STRUCK
from jingwei.mechanisms.meetings.models import ItemList, Meeting
from jingwei.mechanisms.meetings.rules import alike


@dataclass(frozen=True)
class Sides:
    """A Party organisation and the unit that it decides with, where it covers one."""

    party: Organisation
    unit: Organisation | None


@dataclass(frozen=True)
class Sitting:
    """Somebody who has a seat: in which post, and whether with a vote."""

    person: Person
    role: str
    has_vote: bool


@dataclass(frozen=True)
class ListedKind:
    """A kind of agenda item as an organisation has it: which bodies it goes through, the deciding one last."""

    id: str
    label: str
    route: tuple[str, ...]
    present: Share | None = None
    hints: tuple[str, ...] = ()

    @property
    def way(self) -> str:
        """The bodies on its way, in words."""
        return " → ".join(registry.body(each).label.here() for each in self.route)


def bodies_that_decide(organisation: Organisation) -> list[Body]:
    """The bodies in which a Party organisation decides, of all documents that its university follows."""
    held = norms_of(organisation.university).bodies.values()
    return [body for body in held if body.deciding and organisation.kind in body.held_by]


def sides_of(organisation: Organisation) -> Sides | None:
    """The Party organisation that decides here and its unit, from either of the two; None where nobody decides so."""
    kinds = {kind for body in registry.bodies() if body.deciding for kind in body.held_by}
    units = {
        kind
        for body in registry.bodies()
        if body.deciding and body.deciding.with_unit
        for role in body.deciding.seats
        if registry.role(role).tree == "unit"
        for kind in registry.role(role).kinds
    }
    found = joined_sides(organisation, kinds, units, clock.today())
    return Sides(*found) if found else None


def sides_for(actor: Actor, verb: str) -> Sides | None:
    """Those of the post in use, where it holds the verb."""
    post = actor.post
    if post is None or post.organisation_id is None or not actor.holds(verb, post.path):
        return None
    own = Organisation.objects.filter(pk=post.organisation_id, university_id=actor.university_id).first()
    return sides_of(own) if own else None


def seats_of(deciding: Deciding, sides: Sides, on: date) -> list[Sitting]:
    """Who has a seat on a day, those with a vote first, in the order in which the pack names their posts; each once."""
    roles = (*deciding.seats, *deciding.sits_in)
    places = [sides.party.pk, *([sides.unit.pk] if sides.unit and deciding.with_unit else [])]
    found: dict[int, Sitting] = {}
    for role, person in sorted(
        holders_of(places, roles, on), key=lambda each: (roles.index(each[0]), each[1].code)
    ):
        found.setdefault(person.pk, Sitting(person, role, role in deciding.seats))
    return list(found.values())


def list_of(organisation: Organisation) -> ItemList | None:
    """The newest list that a Party organisation adopted."""
    return ItemList.objects.filter(organisation=organisation).order_by("-number").first()


def kinds_of(organisation: Organisation, own: ItemList | None = None) -> list[ListedKind]:
    """What is decided where: the kinds of the pack that its bodies can take, as its own newest list has them, then its own."""
    own = own or list_of(organisation)
    added = {each["id"]: each for each in own.kinds} if own else {}
    held = {body.stands_for for body in bodies_that_decide(organisation)}
    found = [
        ListedKind(
            each.id,
            each.label.here(),
            tuple(added.get(each.id, {}).get("route", each.route)),
            each.present,
            each.hints,
        )
        for each in norms_of(organisation.university).item_kinds.values()
        if {*each.route} <= held
    ]
    known = {each.id for each in found}
    return found + [
        ListedKind(each["id"], each["label"], tuple(each["route"]))
        for each in added.values()
        if each["id"] not in known and "label" in each
    ]


def is_with_unit(route: Sequence[str]) -> bool:
    """Whether one of the bodies on a way meets together with the unit."""
    return any(deciding.with_unit for each in route if (deciding := registry.body(each).deciding))


def proposed_kind(kinds: Sequence[ListedKind], title: str) -> ListedKind | None:
    """The kind whose words a title holds most of, the first of equals; None where it holds none."""
    told = [(sum(word in title for word in kind.hints), -at) for at, kind in enumerate(kinds)]
    best = max(told, default=(0, 0))
    return kinds[-best[1]] if best[0] else None


def met_as(body: str) -> Q:
    """The condition on meetings that they were held in a body, or in one that stands in its place."""
    return Q(body__in=alike(body))


def last_of(organisation: Organisation) -> Meeting | None:
    """The last meeting that decides which was set here."""
    rows = Meeting.objects.filter(organisation=organisation, starts_at__isnull=False)
    return rows.exclude(state__in=(RECORDED, STRUCK)).order_by("-starts_at").first()
