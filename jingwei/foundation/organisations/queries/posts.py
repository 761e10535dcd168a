"""Which posts and deputations may be seen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.organisations.models import (
    Appointment,
    Coverage,
    Deputation,
    Membership,
    Organisation,
    still_here,
)
from jingwei.foundation.organisations.queries.acting import implicit_role
from jingwei.foundation.organisations.queries.seeing import organisations_for
from jingwei.foundation.organisations.queries.then import names_then, placements_for
from jingwei.foundation.people.queries import Person
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import in_force
from jingwei.kernel.errors import NotFound
from jingwei.kernel.fetching import fetched_by
from jingwei.kernel.listing import Column, Filter, Listing, Row
from jingwei.kernel.packs import registry


def appointments_for(actor: Actor) -> QuerySet[Appointment]:
    """The posts the actor may see: those at organisations they may see, and their own."""
    seen = Q(organisation__in=organisations_for(actor))
    return Appointment.objects.filter(seen | Q(person_id=actor.person_id)).select_related(
        "person", "organisation"
    )


def appointment_for(actor: Actor, appointment_id: int) -> Appointment:
    """One post as the actor may see it, or NotFound."""
    found = appointments_for(actor).filter(pk=appointment_id).first()
    if found is None:
        raise NotFound
    return found


def deputation_for(actor: Actor, deputation_id: int) -> Deputation:
    """One deputation of a post the actor may see, or of themselves, or NotFound."""
    seen = Q(appointment__in=appointments_for(actor)) | Q(deputy_id=actor.person_id)
    found = Deputation.objects.filter(seen, pk=deputation_id).select_related("deputy").first()
    if found is None:
        raise NotFound
    return found


def people_who_may(verb: str, organisation: Organisation) -> set[int]:
    """The ids of those who hold the verb at an organisation itself today: by a post there, or by belonging to it."""
    found = people_in_charge(verb, [organisation.pk])
    rows = Membership.objects.filter(
        in_force(clock.today()), still_here(clock.today(), "person__"), organisation=organisation
    )
    brings = {role.id for role in registry.roles() if role.holds(verb)}
    return found | {
        person
        for person, category in rows.values_list("person", "person__category")
        if implicit_role(organisation.tree, category) in brings
    }


def acts_there(organisation: Any, person: Any, today: date) -> Q:
    """The condition, within another question, that a person acts at an organisation: in a post, as deputy, by belonging."""
    posts = Appointment.objects.filter(
        in_force(today), still_here(today, "person__"), organisation=organisation
    )
    lent = Deputation.objects.filter(
        in_force(today),
        in_force(today, "appointment__"),
        still_here(today, "deputy__"),
        appointment__organisation=organisation,
        deputy=person,
    )
    belongs = Membership.objects.filter(
        in_force(today), still_here(today, "person__"), organisation=organisation, person=person
    )
    return Q(Exists(posts.filter(person=person))) | Q(Exists(lent)) | Q(Exists(belongs))


def people_in_charge(verb: str, organisations: Collection[int]) -> set[int]:
    """The ids of those who act today in a post of these organisations whose role holds the verb, deputies among them."""
    wanted = (verb, f"{verb.partition('.')[0]}.*")
    roles = [role.id for role in registry.roles() if any(each in role.verbs for each in wanted)]
    today, at = clock.today(), {"organisation__in": organisations, "role__in": roles}
    posts = Appointment.objects.filter(in_force(today), still_here(today, "person__"), **at)
    lent = Deputation.objects.filter(
        in_force(today), still_here(today, "deputy__"), appointment__in=posts.values("pk")
    )
    return {*posts.values_list("person_id", flat=True), *lent.values_list("deputy_id", flat=True)}


def holders_of(organisations: Collection[int], roles: Collection[str], on: date) -> list[tuple[str, Person]]:
    """Who holds one of these roles at one of these organisations on a day: the role and the person, deputies aside."""
    rows = Appointment.objects.filter(
        in_force(on), still_here(on, "person__"), organisation__in=organisations, role__in=roles
    )
    return [(each.role, each.person) for each in rows.select_related("person")]


def posts_among(people: Collection[int], on: date) -> list[tuple[int, str, int]]:
    """The posts that people hold on a day: person, role and organisation by number, for rooms that were given the people."""
    rows = Appointment.objects.filter(in_force(on), person__in=people)
    return list(rows.values_list("person", "role", "organisation"))


def joined_sides(
    organisation: Organisation, party_kinds: Collection[str], unit_kinds: Collection[str], on: date
) -> tuple[Organisation, Organisation | None] | None:
    """A Party organisation of these kinds with the unit of those kinds that it covers on a day, from either of the two."""
    rows = Coverage.objects.filter(in_force(on)).select_related("party__university", "unit").order_by("pk")
    if organisation.tree == "party":
        if organisation.kind not in party_kinds:
            return None
        found = rows.filter(party=organisation, unit__kind__in=unit_kinds).first()
        return organisation, found.unit if found else None
    found = rows.filter(unit=organisation, party__kind__in=party_kinds).first()
    return (found.party, found.unit) if found and organisation.kind in unit_kinds else None


def _present_posts(
    actor: Actor, rows: Sequence[Appointment], names: Mapping[int, str] = MappingProxyType({}), then: str = ""
) -> list[Row]:
    """The lines of posts; `names` says what organisations were called then."""
    return [
        {
            "id": a.pk,
            "url": f"/organisations/{a.organisation_id}/{then}",
            "person": a.person.name,
            "role": registry.role(a.role).label.here(),
            "organisation": names.get(a.organisation_id, a.organisation.name),
            "since": a.since,
            "until": a.until,
        }
        for a in rows
    ]


def _then(day: str) -> Listing:
    on = clock.day_asked(day) or clock.today()

    def visible(actor: Actor) -> QuerySet[Appointment]:
        there = placements_for(actor, on).values("organisation")
        seen = Q(organisation__in=there) | Q(person_id=actor.person_id)
        return Appointment.objects.filter(seen, in_force(on)).select_related("person", "organisation")

    def present(actor: Actor, rows: Sequence[Appointment]) -> list[Row]:
        for row in rows:
            row.until = None if row.until and row.until >= on else row.until
        names = names_then({row.organisation_id for row in rows}, on)
        return _present_posts(actor, rows, names, f"?on={on}")

    return replace(
        APPOINTMENTS, visible=visible, present=present, filters=APPOINTMENTS.filters[:2], then=None
    )


APPOINTMENTS = Listing(
    name="appointments",
    label=_l("任职"),
    columns=(
        Column("person", _l("姓名")),
        Column("role", _l("职务")),
        Column("organisation", _l("组织"), width=30),
        Column("since", _l("任职时间"), "date"),
        Column("until", _l("离任时间"), "date"),
    ),
    visible=appointments_for,
    present=_present_posts,
    order=("id",),
    filters=(
        Filter("role", _l("职务"), lambda actor, value: Q(role=registry.role(value).id)),
        Filter("organisation", _l("组织"), lambda actor, value: Q(organisation_id=int(value))),
        Filter("present", _l("现任"), lambda actor, value: in_force(clock.today())),
    ),
    then=_then,
)


fetched_by(Appointment, appointment_for)
