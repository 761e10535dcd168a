"""Which problems an actor may see, for whom one may be named, and what it may be put together with."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations.queries import Organisation, organisations_for, standing, under
from jingwei.kernel.actions import reading
from jingwei.kernel.actor import Actor
from jingwei.kernel.among import Among
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.prepared import Prepared
from jingwei.mechanisms.problems.flow import CARRIED, PROBLEM, REPORTED, UNDER_WAY
from jingwei.mechanisms.problems.models import Problem

SEE = reading(
    "problems.see", _l("看问题清单"), "Read the problems of your organisations, and those you have named."
)
NAME = "problems.name"


def problems_for(actor: Actor) -> QuerySet[Problem]:
    """Those of organisations one may see, on either side, and those that were named there."""
    return _seen(actor.university_id, actor.paths(SEE))


def _seen(university_id: int, paths: tuple[str, ...]) -> QuerySet[Problem]:
    seen = under("organisation__path", paths) | under("unit__path", paths) | under("named_at__path", paths)
    return Problem.objects.filter(seen, university_id=university_id)


def problem_for(actor: Actor, problem_id: int) -> Problem:
    """One problem as the actor may see it, or NotFound."""
    found = problems_for(actor).filter(pk=problem_id).first()
    if found is None:
        raise NotFound
    return found


def host_for(actor: Actor) -> Organisation | None:
    """The organisation that names problems: that of the post in use."""
    post = actor.post
    if post is None or post.organisation_id is None or not actor.holds(NAME, post.path):
        return None
    return organisations_for(actor).filter(standing(clock.today()), pk=post.organisation_id).first()


def owners_for(actor: Actor) -> QuerySet[Organisation]:
    """The Party organisations for which one may name a problem: those one sees, and those that cover what one sees."""
    paths = actor.paths(NAME)
    reach = under("path", paths) | under("coverages__unit__path", paths)
    rows = Organisation.objects.filter(
        reach, standing(clock.today()), tree="party", university_id=actor.university_id
    )
    return rows.distinct().order_by("path")


def units_for(actor: Actor) -> QuerySet[Organisation]:
    """The units that may be named beside: those one sees, and those that are covered from there."""
    paths = actor.paths(NAME)
    reach = under("path", paths) | under("covered_by__party__path", paths)
    rows = Organisation.objects.filter(
        reach, standing(clock.today()), tree="unit", university_id=actor.university_id
    )
    return rows.distinct().order_by("path")


def owner_for(actor: Actor, organisation_id: int) -> Organisation:
    """One Party organisation that may be given a problem, or NotFound."""
    return _one(owners_for(actor), organisation_id)


def unit_for(actor: Actor, organisation_id: int) -> Organisation:
    """One unit that may be named beside it, or NotFound."""
    return _one(units_for(actor), organisation_id)


def _one(rows: QuerySet[Organisation], organisation_id: int) -> Organisation:
    found = rows.filter(pk=organisation_id).first()
    if found is None:
        raise NotFound
    return found


def levels_above(*sides: Organisation | None) -> list[Organisation]:
    """The next level above each of them within the university, where there is one."""
    paths = [each.path[: -Organisation.steplen] for each in sides if each]
    at = next(each.university_id for each in sides if each)
    return list(Organisation.objects.filter(path__in=paths, university_id=at))


def answerers_of(problem: Problem) -> list[Organisation]:
    """Who says whether it is solved: who named it; the level above, where its owner did so itself."""
    sides = (problem.organisation, problem.unit)
    return levels_above(*sides) if problem.named_at in sides else [problem.named_at]


def alike(actor: Actor, problem: Problem) -> QuerySet[Problem]:
    """The problems of the same organisation that one may be put together with."""
    rows = problems_for(actor).filter(organisation=problem.organisation_id, state__in=UNDER_WAY)
    return rows.exclude(pk=problem.pk).order_by("-pk")


def open_at(actor: Actor, organisation: Organisation) -> list[Problem]:
    """The problems under way of an organisation, on either side, the next due first."""
    return OPEN_AT(actor.university_id, actor.paths(SEE), organisation.pk)


def _open_at(university_id: int, paths: tuple[str, ...], organisation_id: int) -> QuerySet[Problem]:
    here = Q(organisation=organisation_id) | Q(unit=organisation_id)
    return _seen(university_id, paths).filter(here, ended_on=None).order_by("due", "pk")[:6]


OPEN_AT = Prepared(_open_at, narrow=True)


def carried_by(actor: Actor, matters: Collection[int]) -> QuerySet[Problem]:
    """Those under way that these matters were to solve; for the platform, which sees them all."""
    rows = Problem.objects.filter(Among(F("matter_id"), matters), state__in=(CARRIED, REPORTED)).order_by(
        "pk"
    )
    return rows if actor.kind == "system" else rows.none()


def _present(actor: Actor, problems: Sequence[Problem]) -> list[Row]:
    return [
        {
            "id": each.pk,
            "url": f"/problems/{each.pk}/",
            "text": each.text,
            "organisation": each.organisation.name,
            "unit": each.unit.name if each.unit else "",
            "due": each.due,
            "state": _("过了日子") if each.is_late else each.state_label,
            "source": each.get_source_display(),
            "named_at": each.named_at.name,
        }
        for each in problems
    ]


def _in_state(actor: Actor, value: str) -> Q:
    """One state, or all that have not ended, or those of them whose day is past."""
    if value == "late":
        return Q(ended_on=None, due__lt=clock.today())
    return Q(ended_on=None) if value == "under-way" else Q(state=value)


def _whose(actor: Actor, value: str) -> Q:
    """The own organisation's, or those that it named."""
    at = actor.post.organisation_id if actor.post else None
    return Q(named_at=at) if value == "named" else Q(organisation=at) | Q(unit=at)


PROBLEMS = Listing(
    name="problems",
    label=_l("问题清单"),
    empty=_l("还没有问题。党建和业务哪里两张皮、哪里不顺，提出来就在这里。"),
    columns=(
        Column("due", _l("哪天前"), "date"),
        Column("text", _l("问题"), width=50),
        Column("state", _l("状态"), "chip"),
        Column("organisation", _l("谁负责"), width=30),
        Column("unit", _l("业务单位"), width=24),
        Column("source", _l("从哪里来"), width=12),
        Column("named_at", _l("谁提的"), width=30),
    ),
    visible=problems_for,
    present=_present,
    filters=(
        Filter("q", _l("问题"), lambda actor, value: Q(text__icontains=value)),
        Filter(
            "state",
            _l("状态"),
            _in_state,
            lambda actor: [
                ("under-way", _("还没解决")),
                ("late", _("过了日子")),
                *((state, str(PROBLEM.label(state))) for state in PROBLEM.states),
            ],
        ),
        Filter(
            "whose",
            _l("谁的"),
            _whose,
            lambda actor: [("ours", _("我们负责的")), ("named", _("我们提的"))],
        ),
    ),
)
fetched_by(Problem, problem_for)
