"""Which organisations may be chosen for a verb: the form offers these, and takes no others."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import Organisation, standing
from jingwei.foundation.organisations.queries.seeing import called, organisations_for
from jingwei.foundation.organisations.queries.trees import superiors
from jingwei.kernel.actor import Actor
from jingwei.kernel.candidates import Candidates
from jingwei.kernel.dated import in_force
from jingwei.kernel.packs import registry


def to_choose(rows: QuerySet[Organisation]) -> Candidates:
    """These organisations by name or code, each with its superior."""
    return Candidates(rows, called, superiors, _l("编号"))


def parents_for(actor: Actor, organisation: Organisation) -> Candidates:
    """Where an organisation may move to: the present ones of its tree whose kind takes it in."""
    allowed = registry.kind(organisation.kind).parents
    return to_choose(_present(actor, organisation, tree=organisation.tree, kind__in=allowed))


def coverable_for(actor: Actor, party: Organisation) -> Candidates:
    """The units that a Party organisation does not cover yet."""
    return to_choose(_present(actor, party, tree="unit").exclude(pk__in=_covered(party)))


def covered_for(actor: Actor, party: Organisation) -> Candidates:
    """The units that a Party organisation covers now."""
    return to_choose(_present(actor, party, tree="unit").filter(pk__in=_covered(party)))


def _covered(party: Organisation) -> QuerySet[Any, Any]:
    return party.coverages.filter(in_force(clock.today())).values("unit_id")


def _present(actor: Actor, organisation: Organisation, **which: Any) -> QuerySet[Organisation]:
    """The organisations of the same university that stand today, those the actor may see, but this one."""
    rows = organisations_for(actor).filter(
        standing(clock.today()), university_id=organisation.university_id, **which
    )
    return rows.exclude(pk=organisation.pk).order_by("path")
