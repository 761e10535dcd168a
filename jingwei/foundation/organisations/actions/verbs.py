"""The verbs on organisations, memberships and posts."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import record
from jingwei.foundation.organisations import events, rules
from jingwei.foundation.organisations.models import (
    PARTY,
    Appointment,
    Coverage,
    Deputation,
    Membership,
    Organisation,
    Placement,
)
from jingwei.foundation.people.queries import Person
from jingwei.foundation.universities.queries import University
from jingwei.kernel.actions import action
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import Invalid
from jingwei.kernel.packs import registry

DAY = timedelta(days=1)


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
    made = _place(university, tree, kind, code, name, under, since, is_top=True)
    event = events.TopFounded(code=code, kind=kind)
    record(event, actor=actor, subject=made)
    return made


@action("organisations.found", label=_l("设立组织"), rule=rules.kind_fits_parent, lock=False)
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
    made = _place(university, parent.tree, kind, code, name, parent, since, short_name=short_name)
    event = events.OrganisationFounded(code=code, kind=kind, parent=parent.name, since=str(made.founded_on))
    record(event, actor=actor, subject=made)
    return made


def _place(
    university: University,
    tree: str,
    kind: str,
    code: str,
    name: str,
    parent: Organisation | None,
    since: date | None,
    *,
    short_name: str = "",
    is_top: bool = False,
) -> Organisation:
    made = Organisation(
        university=university,
        tree=tree,
        kind=registry.kind(kind).id,
        code=code,
        name=name,
        short_name=short_name,
        is_top=is_top,
        founded_on=since or clock.today(),
    )
    if parent is None:
        Organisation.objects.add_root(instance=made)
    else:
        Organisation.objects.add_child(Organisation.objects.get(pk=parent.pk), instance=made)
    Placement.objects.create(
        organisation=made, name=name, parent=parent, path=made.path, since=since or clock.today()
    )
    return made


@action("organisations.rename", label=_l("更名"))
def rename_organisation(
    organisation: Organisation, *, actor: Actor, name: str, short_name: str = "", since: date | None = None
) -> Organisation:
    """Give the organisation another name from a day on; the former name is kept for that time."""
    since = since or clock.today()
    old, organisation.name, organisation.short_name = organisation.name, name, short_name
    organisation.version += 1
    organisation.save(update_fields=["name", "short_name", "version"])
    _turn_placement(organisation, since)
    event = events.OrganisationRenamed(old=old, new=name, since=str(since))
    record(event, actor=actor, subject=organisation)
    return organisation


@action("organisations.move", label=_l("划转"), rule=rules.moves_within_its_tree)
def move_organisation(
    organisation: Organisation, *, actor: Actor, parent: Organisation, since: date | None = None
) -> Organisation:
    """Put the organisation, with all below it, under another parent from a day on."""
    since = since or clock.today()
    old_parent = Organisation.objects.get_parent(organisation)
    Organisation.objects.move(organisation, Organisation.objects.get(pk=parent.pk), "last-child")
    moved = Organisation.objects.get(pk=organisation.pk)
    for below in Organisation.objects.filter(path__startswith=moved.path):
        _turn_placement(below, since)
    event = events.OrganisationMoved(
        old_parent=old_parent.name if old_parent else "", new_parent=parent.name, since=str(since)
    )
    record(event, actor=actor, subject=moved)
    return moved


def _turn_placement(organisation: Organisation, since: date) -> None:
    """Close the present placement the day before and open one with today's name and path."""
    parent = Organisation.objects.get_parent(organisation, update=True)
    present = Placement.objects.filter(organisation=organisation, until=None)
    present.filter(since__gte=since).delete()
    present.update(until=since - DAY)
    Placement.objects.create(
        organisation=organisation, name=organisation.name, parent=parent, path=organisation.path, since=since
    )


@action("organisations.end", label=_l("撤销"), rule=rules.nothing_below)
def end_organisation(
    organisation: Organisation, *, actor: Actor, reason: str, until: date | None = None
) -> Organisation:
    """End the organisation; its records and its past stay."""
    until = until or clock.today()
    organisation.ended_on = until
    organisation.version += 1
    organisation.save(update_fields=["ended_on", "version"])
    Placement.objects.filter(organisation=organisation, until=None).update(until=until)
    record(events.OrganisationEnded(until=str(until), reason=reason), actor=actor, subject=organisation)
    return organisation


@action("organisations.cover", label=_l("覆盖单位"), rule=rules.covers_a_unit, lock=False)
def cover_unit(
    party: Organisation, *, actor: Actor, unit: Organisation, since: date | None = None
) -> Organisation:
    """Let a Party organisation answer for a professional unit from a day on."""
    since = since or clock.today()
    _made, new = Coverage.objects.get_or_create(
        party=party, unit=unit, until=None, defaults={"since": since, "university": party.university}
    )
    if not new:
        raise Invalid.field("unit", _("已经在覆盖 {unit}。").format(unit=unit.name))
    record(events.UnitCovered(unit=unit.name, since=str(since)), actor=actor, subject=party)
    return party


@action("organisations.uncover", label=_l("解除覆盖"))
def uncover_unit(
    party: Organisation, *, actor: Actor, unit: Organisation, until: date | None = None
) -> Organisation:
    """End a coverage link after a day."""
    until = until or clock.today()
    if not Coverage.objects.filter(party=party, unit=unit, until=None).update(until=until):
        raise Invalid.field("unit", _("现在并没有覆盖 {unit}。").format(unit=unit.name))
    record(events.UnitUncovered(unit=unit.name, until=str(until)), actor=actor, subject=party)
    return party


@action("memberships.begin", label=_l("编入"), rule=rules.same_university, lock=False)
def begin_membership(
    organisation: Organisation, *, actor: Actor, person: Person, since: date | None = None
) -> Organisation:
    """Take a person into the organisation; of a Party branch one belongs to one at a time."""
    since = since or clock.today()
    present = Membership.objects.filter(person=person, organisation__tree=organisation.tree, until=None)
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
    rows = Membership.objects.filter(person=person, organisation=organisation, until=None)
    if not rows.update(until=until):
        raise Invalid.field("person", _("{name} 现在不在这里。").format(name=person.name))
    event = events.MembershipEnded(person_code=person.code, person=person.name, until=str(until))
    record(event, actor=actor, subject=organisation)
    return organisation


@action("appointments.make", label=_l("任命"), rule=rules.role_may_be_given)
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
    if Appointment.objects.filter(person=person, role=role, organisation=organisation, until=None).exists():
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
    appointment.until = until
    appointment.version += 1
    appointment.save(update_fields=["until", "version"])
    event = events.AppointmentEnded(
        person_code=appointment.person.code,
        person=appointment.person.name,
        role=registry.role(appointment.role).label.zh,
        until=str(until),
    )
    record(event, actor=actor, subject=appointment.organisation, part=f"appointment:{appointment.pk}")
    return appointment


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
