"""The three most useful things to do about the balance of an organisation, each with the one act that begins it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.matters.queries import Loose, loose_for
from jingwei.foundation.organisations.queries import WORKING_KINDS, organisations_for, standing, under
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import in_force
from jingwei.mechanisms.measures.queries.reach import READER, Reach, seen
from jingwei.mechanisms.measures.queries.weave import Weave
from jingwei.ui.days import day

MOST = 3


@dataclass(frozen=True)
class ToDo:
    """One thing to do: what, why, whose act it is, and where it begins."""

    kind: str
    title: str
    why: str
    side: str
    act: str
    url: str


def steps_for(actor: Actor, organisation: Any, weave: Weave) -> list[ToDo]:
    """At most three, of different kinds first; none for an earlier day, when nothing can be done any more."""
    if organisation.on or weave.rule is None:
        return []
    loose = loose_for(actor, organisation.tree, organisation.path, weave.rule.settles_after)
    kinds = [[_of_matter(each) for each in loose if each.kind == kind] for kind in TELLING]
    if organisation.tree == "party":
        uncovered = uncovered_of(weave.reaches.unit).filter(seen(actor, None)).order_by("path")[:MOST]
        kinds.append([_of_unit(each) for each in uncovered])
    in_turn = (each for turn in zip_longest(*kinds) for each in turn if each is not None)
    found: list[ToDo] = []
    for each in in_turn:
        if each.url not in {known.url for known in found}:
            found.append(each)
    return found[:MOST]


def uncovered_of(reach: Reach) -> QuerySet[Any]:
    """The working units that are reached and no Party organisation covers today (3.1)."""
    here = under("path", reach.paths)
    if reach.university_id is not None:
        here &= Q(university_id=reach.university_id)
    today = clock.today()
    working = organisations_for(READER).filter(here, standing(today), tree="unit", kind__in=WORKING_KINDS)
    covered = organisations_for(READER).filter(in_force(today, "covered_by__")).values("pk")
    return working.exclude(pk__in=covered)


def _of_unit(unit: Any) -> ToDo:
    return ToDo(
        "uncovered",
        unit.name,
        _("还没有党组织覆盖它，它的业务里就没有党建这一侧。"),
        "party",
        _("去连上覆盖"),
        "/organisations/coverage/",
    )


def _of_matter(loose: Loose) -> ToDo:
    why, act, address = TELLING[loose.kind](loose.since)
    url = f"/matters/{loose.matter}/{address.format(part=loose.part)}"
    return ToDo(loose.kind, loose.title, why, loose.side, act, url)


def _unanswered(since: date) -> tuple[str, str, str]:
    return _("{day} 的业务结果记了，还在等认可。").format(day=day(since)), _("去认可"), "#deed-{part}"


def _unagreed(since: date) -> tuple[str, str, str]:
    return _("计划只有一侧同意了，{day} 发起，还没有动起来。").format(day=day(since)), _("去看计划"), ""


def _unchanged(since: date) -> tuple[str, str, str]:
    why = _("{day} 发起，还没有记下党建侧改变了什么：决策、人员、资源或者结果。").format(day=day(since))
    return why, _("去记一笔"), ""


def _unproved(since: date) -> tuple[str, str, str]:
    return _("{day} 发起，还没有记下业务上的结果。").format(day=day(since)), _("去记一笔"), ""


TELLING: dict[str, Callable[[date], tuple[str, str, str]]] = {
    "unanswered": _unanswered,
    "unchanged": _unchanged,
    "unproved": _unproved,
    "unagreed": _unagreed,
}
"""How each kind of loose place is told: why, the act, and where in the matter it begins; the most useful kind first."""
