"""The verbs on organisations, memberships and posts."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.organisations import events, rules
from jingwei.foundation.organisations.actions.placing import place
from jingwei.foundation.organisations.models import (
    PARTY,
    Appointment,
    Coverage,
    Deputation,
    Membership,
    Organisation,
)
from jingwei.foundation.people.queries import Person
from jingwei.foundation.universities.queries import University
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.dated import DAY, in_force, overlaps
from jingwei.kernel.errors import Invalid
from jingwei.kernel.packs import registry


@action("organisations.found_top", label=_l("建立根组织"), lock=False, system_only=True)
def found_top(
    university: University,
    *,
    actor: Actor,
    tree: str,
    kind: str,
    code: str,
    name: str,
    under: Organisation | None = None,
    since: date | None = None,
) -> Organisation:
    """Set up the university itself in one of its trees, a Party committee under the authority's."""
    made = place(university, tree, kind, code, name, under, since, is_top=True)
    event = events.TopFounded(code=code, kind=kind)
    record(event, actor=actor, subject=made)
    return made


@action("organisations.found", label=_l("设立组织"), rule=rules.kind_fits_parent)
def found_organisation(
    parent: Organisation,
    *,
    actor: Actor,
    kind: str,
    code: str,
    name: str,
    short_name: str = "",
    since: date | None = None,
) -> Organisation:
    """Set up an organisation below this one."""
    university = parent.university
    if Organisation.objects.filter(university=university, tree=parent.tree, code=code).exists():
        raise Invalid.field("code", _("编号 {code} 已经用在别的组织上。").format(code=code))
    made = place(university, parent.tree, kind, code, name, parent, since, short_name=short_name)
    event = events.OrganisationFounded(code=code, kind=kind, parent=parent.name, since=str(made.founded_on))
    record(event, actor=actor, subject=made)
    return made


@action("organisations.cover", label=_l("覆盖单位"), rule=rules.covers_a_unit, holding=("unit",))
def cover_unit(
    party: Organisation, *, actor: Actor, unit: Organisation, since: date | None = None
) -> Organisation:
    """Let a Party organisation answer for a professional unit from a day on."""
    since = since or clock.today()
    if Coverage.objects.filter(overlaps(since, None), party=party, unit=unit).exists():
        raise Invalid.field("unit", _("已经在覆盖 {unit}。").format(unit=unit.name))
    Coverage.objects.create(party=party, unit=unit, since=since, university=party.university)
    record(events.UnitCovered(unit=unit.name, since=str(since)), actor=actor, subject=party)
    return party


@action("organisations.uncover", label=_l("解除覆盖"))
def uncover_unit(
    party: Organisation, *, actor: Actor, unit: Organisation, until: date | None = None
) -> Organisation:
    """End a coverage link after a day."""
    until = until or clock.today()
    link = Coverage.objects.filter(in_force(until), party=party, unit=unit).first()
    if link is None:
        raise Invalid.field("unit", _("{date} 并没有覆盖 {unit}。").format(date=until, unit=unit.name))
    end_link(link, until, actor)
    return party


def end_link(link: Coverage, until: date, actor: Actor) -> None:
    """End a coverage link after a day, not before its first, with its record."""
    link.until = max(until, link.since)
    link.save(update_fields=["until"])
    record(events.UnitUncovered(unit=link.unit.name, until=str(link.until)), actor=actor, subject=link.party)


@action("memberships.begin", label=_l("编入"), rule=rules.same_university, holding=("person",))
def begin_membership(
    organisation: Organisation, *, actor: Actor, person: Person, since: date | None = None
) -> Organisation:
    """Take a person into the organisation; of a Party branch one belongs to one at a time."""
    since = since or clock.today()
    present = Membership.objects.filter(
        overlaps(since, None), person=person, organisation__tree=organisation.tree
    )
    if present.filter(organisation=organisation).exists():
        raise Invalid.field("person", _("{name} 已经在这里。").format(name=person.name))
    if organisation.tree == PARTY and (other := present.first()):
        message = _("{name} 的组织关系还在{other}，请先转出。")
        raise Invalid.field("person", message.format(name=person.name, other=other.organisation.name))
    Membership.objects.create(
        university=organisation.university, person=person, organisation=organisation, since=since
    )
    event = events.MembershipBegun(person_code=person.code, person=person.name, since=str(since))
    record(event, actor=actor, subject=organisation)
    return organisation


@action("memberships.end", label=_l("转出"), lock=False)
def end_membership(
    organisation: Organisation, *, actor: Actor, person: Person, until: date | None = None
) -> Organisation:
    """Let a person leave the organisation after a day."""
    until = until or clock.today()
    rows = Membership.objects.filter(in_force(until), person=person, organisation=organisation)
    if not rows.update(until=until):
        raise Invalid.field("person", _("{name} 现在不在这里。").format(name=person.name))
    event = events.MembershipEnded(person_code=person.code, person=person.name, until=str(until))
    record(event, actor=actor, subject=organisation)
    return organisation


@action("appointments.make", label=_l("任命"), rule=rules.role_may_be_given, holding=("person",))
def make_appointment(
    organisation: Organisation,
    *,
    actor: Actor,
    person: Person,
    role: str,
    since: date | None = None,
    until: date | None = None,
) -> Appointment:
    """Give a person a role at the organisation, from a day, until a day where one is set."""
    since = since or clock.today()
    if not rules.ends_after_it_begins(since, until):
        raise Invalid.field("until", _("离任日期早于任职日期。"))
    held = Appointment.objects.filter(person=person, role=role, organisation=organisation)
    if held.filter(overlaps(since, until)).exists():
        raise Invalid.field("person", _("{name} 已经担任这个职务。").format(name=person.name))
    made = Appointment.objects.create(
        university=organisation.university,
        person=person,
        role=role,
        organisation=organisation,
        since=since,
        until=until,
    )
    event = events.AppointmentMade(
        person_code=person.code, person=person.name, role=registry.role(role).label.zh, since=str(since)
    )
    record(event, actor=actor, subject=organisation, part=f"appointment:{made.pk}")
    return made


@action("appointments.end", label=_l("免职"), rule=rules.role_may_be_ended)
def end_appointment(appointment: Appointment, *, actor: Actor, until: date | None = None) -> Appointment:
    """End a post after a day."""
    until = until or clock.today()
    if not rules.ends_after_it_begins(appointment.since, until):
        raise Invalid.field("until", _("离任日期早于任职日期。"))
    before = appointment.until
    if before and before < clock.today() and before < until:
        raise Invalid.field("until", _("这个职务已经免去，要再任请重新任命。"))
    end_post(appointment, until, actor)
    return appointment


def end_post(appointment: Appointment, until: date, actor: Actor) -> None:
    """End a post after a day, not before its first, with its record."""
    appointment.until = max(until, appointment.since)
    appointment.version += 1
    appointment.save(update_fields=["until", "version"])
    event = events.AppointmentEnded(
        person_code=appointment.person.code,
        person=appointment.person.name,
        role=registry.role(appointment.role).label.zh,
        until=str(appointment.until),
    )
    record(event, actor=actor, subject=appointment.organisation, part=f"appointment:{appointment.pk}")


@action("deputations.make", label=_l("请人代行"), rule=rules.post_may_be_lent, lock=False)
def make_deputation(
    appointment: Appointment, *, actor: Actor, deputy: Person, since: date, until: date, reason: str
) -> Deputation:
    """Let another person act in this post for a span of days; records will name both."""
    if not rules.ends_after_it_begins(since, until):
        raise Invalid.field("until", _("结束日期早于开始日期。"))
    made = Deputation.objects.create(
        university=appointment.university,
        appointment=appointment,
        deputy=deputy,
        since=since,
        until=until,
        reason=reason,
    )
    event = events.DeputationMade(
        deputy=deputy.name,
        role=registry.role(appointment.role).label.zh,
        since=str(since),
        until=str(until),
        reason=reason,
    )
    record(event, actor=actor, subject=appointment.organisation, part=f"deputation:{made.pk}")
    return made


@action("deputations.end", label=_l("结束代行"))
def end_deputation(deputation: Deputation, *, actor: Actor) -> Deputation:
    """End a deputation from today on."""
    deputation.until = min(deputation.until, clock.today() - DAY)
    deputation.save(update_fields=["until"])
    event = events.DeputationEnded(
        deputy=deputation.deputy.name, role=registry.role(deputation.appointment.role).label.zh
    )
    record(
        event, actor=actor, subject=deputation.appointment.organisation, part=f"deputation:{deputation.pk}"
    )
    return deputation
