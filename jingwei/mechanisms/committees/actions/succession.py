"""A committee goes with its unit into the one that takes its place, a nomination with the organisation that made it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.foundation.ledger.actions import record
from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.succession import Following, follows
from jingwei.mechanisms.committees import events
from jingwei.mechanisms.committees.flow import COMMITTEE, ON_THE_WAY, STANDING
from jingwei.mechanisms.committees.models import Committee
from jingwei.mechanisms.committees.rules import CLAUSE

HAND_OVER = "committees.hand_over"


@action(HAND_OVER, label=_l("随组织转接"), flow=COMMITTEE, system_only=True)
def hand_over_committee(
    committee: Committee, *, actor: Actor, old: Organisation, to: Organisation
) -> Committee:
    """Let the unit that takes the place of its own keep it, or the Party organisation that does so answer for nominations."""
    if committee.organisation_id == old.pk:
        committee.organisation = to
        committee.name = _free_name(committee, old, to)
    on_the_way = committee.taken.filter(state__in=ON_THE_WAY)
    on_the_way.filter(party=old).update(party=to)
    on_the_way.filter(post_at=old).update(post_at=to)
    committee.version += 1
    committee.save()
    told = events.CommitteeHandedOver(old=old.name, new=to.name)
    record(told, actor=actor, subject=committee, clauses=(CLAUSE,))
    return committee


def _free_name(committee: Committee, old: Organisation, to: Organisation) -> str:
    """Its name, with that of its old unit where the new one has a committee of the same name."""
    alike = Committee.objects.filter(organisation=to, name=committee.name, ended_on=None)
    return f"{committee.name[:40]}（{old.name[:38]}）" if alike.exists() else committee.name


def _standing(organisation: Any) -> QuerySet[Committee]:
    waits = Q(taken__state__in=ON_THE_WAY) & (Q(taken__party=organisation) | Q(taken__post_at=organisation))
    rows = Committee.objects.filter(Q(organisation=organisation) | waits, state=STANDING)
    return rows.distinct().order_by("pk")


def _count(organisation: Any) -> int:
    return _standing(organisation).count()


def _follow(old: Any, new: Any, *, actor: Actor) -> None:
    carrier = system(_("系统"), HAND_OVER, university_id=old.university_id)
    carrier = replace(carrier, on_behalf_of=actor.on_behalf_of or actor.name)
    for committee in list(_standing(old)):
        hand_over_committee(committee, actor=carrier, old=old, to=new)


follows(Following(_l("委员会和没有走完的提名"), _count, _follow))
