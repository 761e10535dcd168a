"""Whom a directive reaches: kinds below its issuer, what coverage joins to them, single ones added or left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import (
    Organisation,
    linked_below,
    organisations_for,
    to_choose,
    under,
)
from jingwei.kernel.actor import Actor
from jingwei.kernel.candidates import Candidates
from jingwei.kernel.packs import registry
from jingwei.mechanisms.directives.models import Directive, Named, Receipt

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TOLD = ("path", "name", "kind", "university")
"""What is asked of each of thousands."""
JOINED = "Z"
"""Begins the step of those that coverage joins; no organisation has so many below it that theirs would."""


@dataclass(frozen=True)
class Addressed:
    """One that a directive reaches: `above` is the place in the list of the next one addressed above it, if any.

    `receipt` is the key of its receipt, where it was sent there already.
    """

    organisation: Organisation
    path: str
    above: int | None
    receipt: int | None = None


@dataclass(frozen=True)
class Chosen:
    """Whom to send it to: kinds, with those that coverage joins to them, and single ones added or left out.

    `known` holds the receipts there are below already, by organisation: key and path.
    """

    kinds: Sequence[str]
    with_covered: bool
    added: Sequence[int] = ()
    left_out: Sequence[int] = ()
    known: Mapping[int, tuple[int, str]] = field(default_factory=dict)


def addressees_of(actor: Actor, directive: Directive) -> list[Addressed]:
    """All that it would reach today, whoever is above before those below; four questions at most."""
    named = dict(directive.named.values_list("organisation_id", "is_out"))
    added = [pk for pk, is_out in named.items() if not is_out]
    left_out = [pk for pk, is_out in named.items() if is_out]
    chosen = Chosen(directive.addressed, directive.with_covered, added, left_out)
    return _reached(actor, directive.organisation, chosen)


def passed_on_to(
    actor: Actor, receipt: Receipt, kinds: Sequence[str], *, with_covered: bool
) -> list[Addressed]:
    """All below one addressed that it would reach by being sent on, itself and those who have it already among them."""
    there = Receipt.objects.filter(under("path", [receipt.path]), directive=receipt.directive_id)
    known = {own: (pk, path) for own, pk, path in there.values_list("organisation_id", "pk", "path")}
    return _reached(actor, receipt.organisation, Chosen(kinds, with_covered, known=known))


def _reached(actor: Actor, issuer: Organisation, chosen: Chosen) -> list[Addressed]:
    wanted = Q(kind__in=chosen.kinds) | Q(pk__in=[*chosen.added, *chosen.known])
    below = Q(pk__in=chosen.known) | ~Q(pk=issuer.pk)
    rows = _in_tree(actor, issuer).filter(wanted, below).exclude(pk__in=chosen.left_out)
    found = _in_order(rows.only(*TOLD).order_by("path"), chosen.known)
    if not (chosen.with_covered or chosen.added):
        return found
    return [*found, *_joined(actor, issuer, found, chosen)]


def _in_order(rows: QuerySet[Organisation], known: Mapping[int, tuple[int, str]]) -> list[Addressed]:
    """Those of the issuer's tree, in its order."""
    found: list[Addressed] = []
    above: list[int] = []
    for place, each in enumerate(rows):
        while above and not each.path.startswith(found[above[-1]].path):
            above.pop()
        receipt = known[each.pk][0] if each.pk in known else None
        found.append(Addressed(each, each.path, above[-1] if above else None, receipt))
        above.append(place)
    return found


def _joined(actor: Actor, issuer: Organisation, own: list[Addressed], chosen: Chosen) -> list[Addressed]:
    """Those of the other tree: joined to one addressed, or added; each below the one addressed that is nearest to it.

    Nearest is who covers it, or else the next one addressed above who does; of several that cover it the lowest.
    """
    places = {each.path: place for place, each in enumerate(own)}
    reached = {each.organisation.pk for each in own}
    nearest: dict[int, tuple[int, str, int | None]] = {}
    out = {*chosen.left_out, *chosen.known}
    for link in linked_below(issuer).order_by("path"):
        by_coverage = chosen.with_covered and link["own"] in reached
        if (by_coverage or link["other"] in chosen.added) and link["other"] not in out:
            place = _next_above(places, link["path"])
            depth = len(own[place].path) if place is not None else 0
            known = nearest.get(link["other"])
            if known is None or depth > known[0]:
                nearest[link["other"]] = (depth, link["path"], place)
    found: list[Addressed] = []
    steps = Counter(path[: -Organisation.steplen] for _pk, path in chosen.known.values() if _is_joined(path))
    rows = _standing(actor, issuer).filter(pk__in=nearest)
    for each in rows.only(*TOLD).order_by("path"):
        place = nearest[each.pk][2]
        path = own[place].path if place is not None else issuer.path
        found.append(Addressed(each, path + _step(steps[path]), place))
        steps[path] += 1
    return found


def _next_above(places: dict[str, int], path: str) -> int | None:
    """The place of the one addressed at a path or next above it."""
    while path and path not in places:
        path = path[: -Organisation.steplen]
    return places.get(path)


def _step(number: int) -> str:
    """A step of the path for each that coverage joins to the same."""
    base = len(DIGITS)
    return JOINED + DIGITS[number // base**2 % base] + DIGITS[number // base % base] + DIGITS[number % base]


def _is_joined(path: str) -> bool:
    return path[-Organisation.steplen :].startswith(JOINED)


def to_name(actor: Actor, directive: Directive) -> Candidates:
    """The single organisations that may be added or left out: below the issuer, or joined to those by coverage."""
    issuer = directive.organisation
    joined = Q(pk__in=linked_below(issuer).values("other"))
    below = under("path", [issuer.path]) & Q(tree=issuer.tree)
    return to_choose(_standing(actor, issuer).filter(below | joined).exclude(pk=issuer.pk).order_by("path"))


def named_in(actor: Actor, directive: Directive) -> list[Named]:
    """Those that are added or left out, as the actor may see them."""
    rows = directive.named.filter(organisation__in=organisations_for(actor).values("pk"))
    return list(rows.select_related("organisation").order_by("is_out", "organisation__path"))


def named_already(actor: Actor, directive: Directive) -> Candidates:
    """The same, to be chosen from."""
    rows = organisations_for(actor).filter(pk__in=directive.named.values("organisation"))
    return to_choose(rows.order_by("path"))


def reach_of(actor: Actor, directive: Directive) -> list[tuple[str, str, int]]:
    """What it would reach today: kind, words, how many."""
    return _counted(each.organisation.kind for each in addressees_of(actor, directive))


def kinds_sent(actor: Actor, directive: Directive) -> list[tuple[str, str]]:
    """The kinds of those it was sent to, with their words."""
    rows = directive.receipts.order_by().values_list("organisation__kind", flat=True)
    return [(kind, words) for kind, words, _count in _counted(rows.distinct())]


def kinds_below(actor: Actor, organisation: Organisation) -> list[tuple[str, str, int]]:
    """The kinds of organisations that stand below: id, words, how many."""
    below = _in_tree(actor, organisation).exclude(pk=organisation.pk)
    return _counted(below.order_by().values_list("kind", flat=True))


def _counted(kinds: Iterable[str]) -> list[tuple[str, str, int]]:
    counted = Counter(kinds)
    known = {kind.id: kind.label.here() for kind in registry.kinds()}
    return [(kind, str(known[kind]), counted[kind]) for kind in known if kind in counted]


def _in_tree(actor: Actor, organisation: Organisation) -> QuerySet[Organisation]:
    """It and those below it that stand today, as the actor may see them."""
    return _standing(actor, organisation).filter(under("path", [organisation.path]), tree=organisation.tree)


def _standing(actor: Actor, organisation: Organisation) -> QuerySet[Organisation]:
    """The organisations of the same university that stand today, as the actor may see them.

    From above universities those at their heads: each university sends on to its own.
    """
    today = clock.today()
    standing = Q(ended_on=None) | Q(ended_on__gte=today)
    begun = Q(founded_on=None) | Q(founded_on__lte=today)
    same = Q(is_top=True) if actor.above else Q(university=organisation.university_id)
    return organisations_for(actor).filter(standing, begun, same)
