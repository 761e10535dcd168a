"""Many organisations, memberships and posts at once: the rows and records the single verbs would leave.

Callers give what they have already found to be new; the grant is asked here once for each distinct place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.foundation.ledger.actions import Alike, Entry, Line, record_lines, record_many
from jingwei.foundation.organisations import events, rules
from jingwei.foundation.organisations.actions.placing import next_path
from jingwei.foundation.organisations.models import (
    Appointment,
    Coverage,
    Membership,
    Organisation,
    Placement,
)
from jingwei.kernel.actor import Actor
from jingwei.kernel.bulk import insert_many, reserve_ids, update_many
from jingwei.kernel.dated import overlaps
from jingwei.kernel.errors import Invalid, NotAllowed
from jingwei.kernel.events import Event
from jingwei.kernel.packs import registry
from jingwei.kernel.place import Place
from jingwei.kernel.tails import current_tails, once

PLACEMENT = "organisation_id name short_name parent_id path since until".split()
Places = dict[int, tuple[Organisation, Place]]


@dataclass(frozen=True, slots=True)
class Founding:
    """One organisation to be: under the organisation `parent`, or under entry `under` of the same list."""

    kind: str
    code: str
    name: str
    short_name: str = ""
    since: date | None = None
    parent: int | None = None
    under: int | None = None


class Belonging(NamedTuple):
    """A person, as records name people, and an organisation; `day` is the first or the last."""

    person_id: int
    person_code: str
    person: str
    organisation_id: int
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """One appointment to be."""

    person_id: int
    person_code: str
    person: str
    organisation_id: int
    role: str
    since: date | None = None
    until: date | None = None


@transaction.atomic
def found_many(university_id: int, *, actor: Actor, foundings: Sequence[Founding]) -> list[int]:
    """Set up organisations, parents before children; returns their ids in the given order."""
    ids, today = reserve_ids(Organisation, len(foundings)), clock.today()
    parents = _held(university_id, {f.parent for f in foundings if f.parent is not None}, lock=True)
    _require(actor, "organisations.found", {parent.path for parent in parents.values()})
    made: list[Organisation] = []
    rows, entries = [], []
    for pk, founding in zip(ids, foundings, strict=True):
        parent = parents[founding.parent] if founding.parent is not None else made[founding.under or 0]
        if reason := rules.stands_under(founding.kind, parent.kind):
            raise NotAllowed("rule", reason.message, clause=reason.clause)
        parent.numchild += 1
        organisation = Organisation(
            id=pk,
            university_id=university_id,
            tree=parent.tree,
            kind=registry.kind(founding.kind).id,
            code=founding.code,
            name=founding.name,
            short_name=founding.short_name,
            founded_on=founding.since or today,
            depth=parent.depth + 1,
            path=next_path(parent),
        )
        made.append(organisation)
        named = organisation.name, organisation.short_name
        rows.append((pk, *named, parent.pk, organisation.path, organisation.founded_on, None))
        event = events.OrganisationFounded(
            code=organisation.code,
            kind=organisation.kind,
            parent=parent.name,
            since=str(organisation.founded_on),
        )
        entries.append(Entry.about(organisation, event, actor))
    columns = [field.column for field in Organisation._meta.concrete_fields]
    insert_many(Organisation, columns, ([getattr(o, c) for c in columns] for o in made))
    counts = ((p.pk, p.numchild, p.numbered) for p in parents.values())
    update_many(Organisation, ("numchild", "numbered"), counts)
    insert_many(Placement, PLACEMENT, rows)
    record_many(entries)
    return ids


@transaction.atomic
def cover_many(university_id: int, *, actor: Actor, links: Sequence[tuple[int, int]]) -> None:
    """Let Party organisations answer for professional units from today on, pairs given by id."""
    ends = _held(university_id, {end for link in links for end in link})
    _require(actor, "organisations.cover", {ends[party].path for party, _unit in links})
    today = clock.today()
    entries = []
    for party, unit in links:
        if reason := rules.covers_a_unit(actor, ends[party], ends[unit]):
            raise NotAllowed("rule", reason.message, clause=reason.clause)
        entries.append(
            Entry.about(ends[party], events.UnitCovered(unit=ends[unit].name, since=str(today)), actor)
        )
    columns = ("university_id", "party_id", "unit_id", "since", "until")
    insert_many(Coverage, columns, ((university_id, *link, today, None) for link in links))
    record_many(entries)


def begin_many(university_id: int, *, actor: Actor, belongings: Sequence[Belonging]) -> None:
    """Take people into organisations to which they do not belong yet."""
    with transaction.atomic(savepoint=current_tails() is None):
        places: Places = once((begin_many, university_id, actor), dict)
        if asked := [one for one in belongings if one.organisation_id not in places]:
            found = _places(university_id, actor, "memberships.begin", asked, lock=True)
            for organisation, _place in found.values():
                if reason := rules.takes_in(organisation):
                    raise NotAllowed("rule", reason.message, clause=reason.clause)
            places.update(found)
        lines: list[Line] = []
        rows = _begun(university_id, belongings, actor, places, lines)
        insert_many(Membership, ("university_id", "person_id", "organisation_id", "since", "until"), rows)
        record_lines(university_id, lines)


def _begun(
    university_id: int, belongings: Iterable[Belonging], actor: Actor, places: Places, lines: list[Line]
) -> Iterator[tuple[Any, ...]]:
    """The rows of memberships, each made while the database takes in the one before, with the line of its record."""
    today, at = clock.today(), clock.now()
    alike: dict[int, Alike] = {}
    for one in belongings:
        since = one.day or today
        told = {"person_code": one.person_code, "person": one.person, "since": str(since)}
        place = one.organisation_id
        if place not in alike:
            alike[place] = Alike(_entry(events.MembershipBegun(**told), actor, place, places, at))
        lines.append(alike[place].line(told))
        yield (university_id, one.person_id, place, since, None)


@transaction.atomic
def end_many(university_id: int, *, actor: Actor, belongings: Sequence[Belonging]) -> None:
    """Let people leave organisations to which they belong now."""
    places = _places(university_id, actor, "memberships.end", belongings)
    today, at = clock.today(), clock.now()
    people = {one.person_id for one in belongings}
    present = Membership.objects.filter(
        overlaps(clock.today(), None), university_id=university_id, person_id__in=people
    )
    held = {(person, place): pk for pk, person, place in present.values_list("pk", "person", "organisation")}
    rows, entries = [], []
    for one in belongings:
        until = one.day or today
        rows.append((held[one.person_id, one.organisation_id], until))
        event = events.MembershipEnded(person_code=one.person_code, person=one.person, until=str(until))
        entries.append(_entry(event, actor, one.organisation_id, places, at))
    update_many(Membership, ("until",), rows)
    record_many(entries)


@transaction.atomic
def appoint_many(university_id: int, *, actor: Actor, namings: Sequence[Naming]) -> list[int]:
    """Give people roles that they do not hold yet and that are free; returns the ids of the appointments."""
    places = _places(university_id, actor, "appointments.make", namings)
    ids, today, at = reserve_ids(Appointment, len(namings)), clock.today(), clock.now()
    rows, entries = [], []
    for pk, one in zip(ids, namings, strict=True):
        organisation, since = places[one.organisation_id][0], one.since or today
        reason = rules.role_fits(actor, one.role, organisation.tree, organisation.kind)
        if reason := reason or rules.names_another(actor, one.person_id):
            raise NotAllowed("rule", reason.message)
        if not rules.ends_after_it_begins(since, one.until):
            raise Invalid.field("until", _("离任日期早于任职日期。"))
        rows.append((pk, university_id, one.person_id, one.role, one.organisation_id, since, one.until, 1))
        event = events.AppointmentMade(
            person_code=one.person_code,
            person=one.person,
            role=registry.role(one.role).label.zh,
            since=str(since),
        )
        entries.append(_entry(event, actor, one.organisation_id, places, at, part=f"appointment:{pk}"))
    columns = "id university_id person_id role organisation_id since until version".split()
    insert_many(Appointment, columns, rows)
    record_many(entries)
    return ids


def _held(university_id: int, ids: Collection[int], *, lock: bool = False) -> dict[int, Organisation]:
    """The organisations of these ids, all of the one university."""
    rows = Organisation.objects.filter(university_id=university_id, pk__in=ids)
    held = {o.pk: o for o in (rows.select_for_update(no_key=True) if lock else rows).order_by("path")}
    if missing := set(ids) - set(held):
        raise LookupError(f"organisations of another university, or none: {sorted(missing)}")
    return held


def _places(
    university_id: int,
    actor: Actor,
    verb: str,
    rows: Sequence[Belonging] | Sequence[Naming],
    *,
    lock: bool = False,
) -> Places:
    held = _held(university_id, {row.organisation_id for row in rows}, lock=lock)
    _require(actor, verb, {organisation.path for organisation in held.values()})
    return {pk: (organisation, organisation.place) for pk, organisation in held.items()}


def _entry(event: Event, actor: Actor, place_id: int, places: Places, at: Any, *, part: str = "") -> Entry:
    organisation, place = places[place_id]
    return Entry(event, actor, "organisation", place_id, organisation.name, place, at, part)


def _require(actor: Actor, verb: str, paths: Iterable[str]) -> None:
    if not all(actor.holds(verb, path) for path in paths):
        raise NotAllowed("no-grant", _("你现在的身份不能改动这些组织。"))
