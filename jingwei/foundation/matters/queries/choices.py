"""What may be chosen when a matter is opened or tagged: hosts, partners, types, terms, clauses."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, When

from jingwei.adapters import clock
from jingwei.foundation.matters.models import Matter
from jingwei.foundation.organisations.queries import Organisation, organisations_for, standing, to_choose
from jingwei.foundation.policy.queries import norms_of
from jingwei.foundation.universities.queries import University
from jingwei.kernel.actor import Actor
from jingwei.kernel.candidates import Candidates
from jingwei.kernel.dated import in_force
from jingwei.kernel.errors import NotFound
from jingwei.kernel.packs import registry

Choices = list[tuple[str, str]]


def hosts_for(actor: Actor) -> list[Organisation]:
    """The organisations for which the actor may open a matter: that of the post in use."""
    post = actor.post
    if post is None or post.organisation_id is None or not actor.holds("matters.open", post.path):
        return []
    return list(organisations_for(actor).filter(standing(clock.today()), pk=post.organisation_id))


def partners_for(actor: Actor, organisation: Organisation) -> Candidates:
    """Whom a matter of the organisation may be joined with: first those linked to it (`is_near`), then the others.

    They are the present ones of the other tree whose kind may share a matter with this one. Names of organisations
    are no secret within a university, so the partner need not be below the actor.
    """
    party = organisation.tree == "party"
    kinds = {
        kind
        for each in registry.matter_types()
        if organisation.kind in (each.party_kinds if party else each.unit_kinds)
        for kind in (each.unit_kinds if party else each.party_kinds)
    }
    links = organisation.coverages if party else organisation.covered_by
    linked = links.filter(in_force(clock.today())).values("unit_id" if party else "party_id")
    rows = Organisation.objects.filter(
        standing(clock.today()),
        university_id=actor.university_id,
        tree="unit" if party else "party",
        kind__in=kinds,
    )
    is_near = Case(When(pk__in=linked, then=True), default=False)
    return to_choose(rows.annotate(is_near=is_near).order_by("-is_near", "path"))


def last_of(organisation: Organisation) -> Matter | None:
    """The matter this organisation began last, from which the next one is guessed."""
    own = Matter.objects.filter(**{organisation.tree: organisation})
    return own.order_by("-id").first()


def partner_for(actor: Actor, organisation_id: int) -> Organisation:
    """One present organisation of the actor's own university, or NotFound."""
    rows = Organisation.objects.filter(standing(clock.today()), university_id=actor.university_id)
    found = rows.filter(pk=organisation_id).first()
    if found is None:
        raise NotFound
    return found


def type_choices(organisation: Organisation | None = None) -> Choices:
    """All matter types, or those of the documents followed that the organisation may own."""
    offered = (
        norms_of(organisation.university).matter_types.values() if organisation else registry.matter_types()
    )
    return [
        (each.id, each.label.here())
        for each in offered
        if organisation is None
        or organisation.kind in (each.party_kinds if organisation.tree == "party" else each.unit_kinds)
    ]


def term_choices(*groups: str) -> Choices:
    """The terms of some groups of the pack."""
    return [(term.id, term.label.here()) for group in groups for term in registry.terms(group)]


def clause_choices(university: University, cited: Iterable[str] = ()) -> Choices:
    """The clauses that a university follows by number, with what each asks; before them those cited already."""
    held = norms_of(university).clauses
    older = [registry.clause(each) for each in cited if each not in held]
    return [(each.id, f"{each.shown} {each.summary.here()}") for each in (*older, *held.values())]


def words_of(group: Iterable[str]) -> list[str]:
    """The labels of terms, in the reader's language."""
    return [registry.term(each).label.here() for each in group]
