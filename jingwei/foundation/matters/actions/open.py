"""The verbs by which a matter begins, gets its three points, and ends before its time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.matters import events, rules
from jingwei.foundation.matters.actions.memory import advanced, forget_agreements, remember
from jingwei.foundation.matters.flow import MATTER, PLANNING
from jingwei.foundation.matters.models import PARTY, Matter, Numbering, barred
from jingwei.foundation.organisations.queries import Organisation, is_near
from jingwei.foundation.policy.queries import norms_of
from jingwei.foundation.universities.actions import hold_university
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid, StepNotOpen
from jingwei.kernel.packs import registry
from jingwei.kernel.said import said

LONGEST_TITLE, LONGEST_POINT, LONGEST_REASON, MOST_CLAUSES = 80, 300, 200, 20


@action("matters.open", label=_l("发起事项"), rule=rules.kinds_fit, holding=("partner",))
def open_matter(
    organisation: Organisation,
    *,
    actor: Actor,
    partner: Organisation,
    type: str,
    title: str,
    starts: date,
    due: date,
    functions: Sequence[str] = (),
    guarantees: Sequence[str] = (),
    orientations: Sequence[str] = (),
    clauses: Sequence[str] = (),
) -> Matter:
    """Begin a matter of this organisation with a partner in the other tree."""
    # A document that is left meanwhile, in `packs.leave`, waits for this, or this for it.
    university = hold_university(organisation.university_id)
    norms = norms_of(university)
    if type not in norms.matter_types:
        raise Invalid.field("type", _("没有这一类事项。"))
    _in_order(starts, due)
    party, unit = (organisation, partner) if organisation.tree == PARTY else (partner, organisation)
    today = clock.today()
    matter = Matter.objects.create(
        university=university,
        number=_next_number(university.pk, today.year),
        type=type,
        title=said("title", title, LONGEST_TITLE),
        party=party,
        unit=unit,
        opened_on=today,
        starts=starts,
        due=due,
        touched_at=clock.now(),
        is_far=not is_near(party, unit, today),
        **_chosen(norms.clauses, functions, guarantees, orientations, clauses),
    )
    event = events.MatterOpened(
        number=matter.number,
        title=matter.title,
        type=type,
        party=party.name,
        unit=unit.name,
        starts=str(starts),
        due=str(due),
    )
    remember(event, matter, actor, side=organisation.tree)
    return matter


def _next_number(university_id: int, year: int) -> str:
    """The next number of the university's year; others wait for the row until this one is committed."""
    Numbering.objects.get_or_create(university_id=university_id, year=year)
    row = Numbering.objects.select_for_update(no_key=True).get(university_id=university_id, year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"RH-{year}-{row.last:04d}"


def _in_order(starts: date, due: date) -> None:
    if due < starts:
        raise Invalid.field("due", _("结束的日子早于开始的日子。"))


def _chosen(
    citable: Collection[str],
    functions: Sequence[str] | None,
    guarantees: Sequence[str] | None,
    orientations: Sequence[str] | None,
    clauses: Sequence[str] | None,
) -> dict[str, str]:
    """The columns for what was chosen, each held against the closed lists of the packs; None is left out."""
    lists: dict[str, tuple[Sequence[str] | None, Collection[str]]] = {
        "functions": (functions, _terms("function")),
        "guarantees": (guarantees, _terms("guarantee")),
        "orientations": (orientations, _terms("orientation") | _terms("serving")),
        "clauses": (clauses, citable),
    }
    for field, (given, known) in lists.items():
        if strange := [each for each in given or () if each not in known]:
            raise Invalid.field(field, _("没有“{value}”这一项。").format(value=strange[0]))
    if len(clauses or ()) > MOST_CLAUSES:
        raise Invalid.field("clauses", _("最多选 {count} 条。").format(count=MOST_CLAUSES))
    return {field: barred(given) for field, (given, _known) in lists.items() if given is not None}


def _citable(matter: Matter, clauses: Sequence[str] | None) -> Collection[str]:
    """The clauses followed now, and those that it cites already: what was planned under them stays."""
    return {*norms_of(matter.university).clauses, *matter.clause_ids} if clauses is not None else ()


def _terms(group: str) -> set[str]:
    return {term.id for term in registry.terms(group)}


@action("matters.amend", label=_l("修改事项"), flow=MATTER)
def amend_matter(
    matter: Matter,
    *,
    actor: Actor,
    title: str | None = None,
    starts: date | None = None,
    due: date | None = None,
    functions: Sequence[str] | None = None,
    guarantees: Sequence[str] | None = None,
    orientations: Sequence[str] | None = None,
    clauses: Sequence[str] | None = None,
) -> Matter:
    """Change title, dates or tags; once both sides have agreed to the plan, the title alone."""
    given: dict[str, Any] = {
        **_chosen(_citable(matter, clauses), functions, guarantees, orientations, clauses),
        **{k: v for k, v in (("starts", starts), ("due", due)) if v is not None},
    }
    if title is not None:
        given["title"] = said("title", title, LONGEST_TITLE)
    changed = {k: v for k, v in given.items() if getattr(matter, k) != v}
    if not changed:
        raise Invalid.field("title", _("没有改动。"))
    if matter.state != PLANNING and set(changed) != {"title"}:
        raise StepNotOpen(_("计划两侧都同意过了，现在只能改名称。要改别的，先回到同谋划。"), clause="4.1a")
    old = {k: getattr(matter, k) for k in changed}
    for field, value in changed.items():
        setattr(matter, field, value)
    _in_order(matter.starts, matter.due)
    _save(matter, *changed)
    event = events.MatterAmended(fields=", ".join(changed), old=_words(old), new=_words(changed))
    remember(event, matter, actor)
    return matter


def _words(values: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}


def _save(matter: Matter, *fields: str) -> None:
    """Save what was changed as a new version; while planning, nobody has agreed to it yet."""
    matter.version += 1
    matter.save(update_fields=[*fields, "version"])
    if matter.state == PLANNING:
        forget_agreements(matter, PLANNING)


@action("matters.set_points", label=_l("写三个点"), flow=MATTER)
def set_points(matter: Matter, *, actor: Actor, combine: str, effort: str, contribute: str) -> Matter:
    """Write where both strands meet, where the effort goes, what it brings (2.3)."""
    written = {
        "combine": said("combine", combine, LONGEST_POINT),
        "effort": said("effort", effort, LONGEST_POINT),
        "contribute": said("contribute", contribute, LONGEST_POINT),
    }
    old = {field: getattr(matter, field) for field in written if getattr(matter, field)}
    for field, text in written.items():
        setattr(matter, field, text)
    _save(matter, *written)
    remember(events.PointsSet(old=old, **written), matter, actor, clauses=("2.3",))
    return matter


@action("matters.withdraw", label=_l("撤回事项"), flow=MATTER)
def withdraw_matter(matter: Matter, *, actor: Actor, reason: str) -> Matter:
    """End the matter before its inspection, with the reason."""
    reason = said("reason", reason, LONGEST_REASON)
    matter.ended_on = clock.today()
    advanced(matter, MATTER.advance(matter.state, "withdraw"))
    remember(events.MatterWithdrawn(reason=reason), matter, actor)
    return matter
