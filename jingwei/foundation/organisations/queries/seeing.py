"""Which organisations may be seen, and where a tree begins."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import Organisation, standing
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import EVERYWHERE, Actor, behind
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.prepared import Prepared

SEE = reading("organisations.see", _l("看组织"), "See the organisations of the own tree and those covered.")


def under(prefix: str, paths: Sequence[str]) -> Q:
    """The condition that the organisation path in column `prefix` lies at or below one of `paths`.

    One range an entry, so that an index on the path serves; no entry, no row.
    """
    condition = Q(pk__in=())
    for path in paths:
        if path == EVERYWHERE:
            return Q()
        condition |= Q(**{f"{prefix}__gte": path, f"{prefix}__lt": behind(path)})
    return condition


Scope = tuple[int | None, tuple[str, ...]]
"""Where a verb is held: the university where it is for all of it, else the paths."""


def scope_of(actor: Actor, verb: str = SEE) -> Scope:
    """Where the actor holds the verb, plain enough for a prepared question."""
    if actor.whole(verb) and actor.university_id:
        return actor.university_id, ()
    return None, actor.paths(verb)


def within(scope: Scope, prefix: str = "") -> Q:
    """The condition on organisations that they lie in a scope."""
    university_id, paths = scope
    if university_id is not None:
        return Q(**{f"{prefix}university": university_id})
    return under(f"{prefix}path", paths)


def organisations_for(actor: Actor) -> QuerySet[Organisation]:
    """The organisations the actor may see: where `organisations.see` is held, and everything below."""
    return Organisation.objects.filter(within(scope_of(actor)))


def organisation_for(actor: Actor, organisation_id: int) -> Organisation:
    """One organisation with its university, as the actor may see it, or NotFound."""
    found = ONE(organisation_id, scope_of(actor))
    if not found:
        raise NotFound
    return found[0]


def _one(organisation_id: int, scope: Scope) -> QuerySet[Organisation]:
    return Organisation.objects.select_related("university").filter(within(scope), pk=organisation_id)


ONE = Prepared(_one, narrow=True)


def children_of(actor: Actor, organisation: Organisation) -> QuerySet[Organisation]:
    """The present organisations one step below, those the actor may see."""
    below = organisations_for(actor).filter(
        under("path", [organisation.path]), standing(clock.today()), depth=organisation.depth + 1
    )
    return below.order_by("path")


def called(asked: str, to: str = "") -> Q:
    """The condition on organisations of that name or a part of it, or of that code or its beginning.

    `to` leads from what is as of a day to what never changes: the code.
    """
    return Q(name__icontains=asked) | Q(**{f"{to}code__istartswith": asked})


def tops_for(actor: Actor, tree: str) -> QuerySet[Organisation]:
    """The highest organisations of a tree that the actor may see: where the tree page begins."""
    seen = organisations_for(actor).filter(standing(clock.today()), tree=tree)
    if actor.whole(SEE):
        return seen.filter(is_top=True)
    return seen.filter(path__in=actor.paths(SEE)).order_by("path")


fetched_by(Organisation, organisation_for)
