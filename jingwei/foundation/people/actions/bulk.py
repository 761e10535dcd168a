"""Many people at once: the rows and records that the single verbs would leave, in a few questions."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from jingwei.adapters import clock
from jingwei.adapters.secrets import keys
from jingwei.foundation.ledger.actions import Alike, Entry, Line, record_lines, record_many
from jingwei.foundation.people import events
from jingwei.foundation.people.models import MARKS, NUMBERS, Person, columns_of, concealed_numbers
from jingwei.kernel.actor import Actor
from jingwei.kernel.bulk import insert_many, reserve_ids, update_many
from jingwei.kernel.dated import in_force
from jingwei.kernel.errors import NotAllowed
from jingwei.kernel.place import Place
from jingwei.kernel.tails import current_tails, once

if TYPE_CHECKING:
    from jingwei.foundation.universities.models import University

Values = Mapping[str, Any]
UNSAID: dict[str, Any] = {
    "sex": "",
    "category": "teacher",
    "standing": "other",
    "id_number": "",
    "phone": "",
    "email": "",
    "job_title": "",
    "joined_on": None,
    "full_member_on": None,
}
"""What `people.register` takes where nothing is said."""
PLAIN = tuple(name for name in UNSAID if name not in NUMBERS)
COLUMNS = ("id", "university_id", "code", "name", *PLAIN, "concealed", *MARKS, "left_on", "version")


def register_many(university: University, *, actor: Actor, people: Sequence[Values]) -> list[int]:
    """Enter people given as the keywords of `people.register`, none of them known yet; returns their ids."""
    whole = once((register_many, university.pk), lambda: university.grant_paths)
    _require(actor, "people.register", whole)
    lines: list[Line] = []
    with transaction.atomic(savepoint=current_tails() is None):
        ids = reserve_ids(Person, len(people))
        keys.ready()
        insert_many(Person, COLUMNS, _entered(university.pk, ids, people, actor, lines))
        record_lines(university.pk, lines)
    return ids


def _entered(
    university_id: int, ids: Sequence[int], people: Sequence[Values], actor: Actor, lines: list[Line]
) -> Iterator[tuple[Any, ...]]:
    """The rows of people, each made while the database takes in the one before, with the line of its record."""
    place, at = Place(university_id), clock.now()
    alike: Alike | None = None
    for person_id, given in zip(ids, people, strict=True):
        details = {**UNSAID, **given}
        code, name = details.pop("code"), details.pop("name")
        told = {"code": code, "name": name, "details": {k: v for k, v in details.items() if v}}
        if alike is None:
            event = events.PersonRegistered(**told)
            alike = Alike(Entry(event, actor, "person", person_id, name, place, at))
        lines.append(alike.line(told, person_id, name))
        numbers = concealed_numbers(university_id, code, details)
        yield (person_id, university_id, code, name, *(details[each] for each in PLAIN), *numbers, None, 1)


@transaction.atomic
def amend_many(university: University, *, actor: Actor, changes: Mapping[int, Values]) -> None:
    """Correct the data of people of the university, given by id as the keywords of `people.amend`."""
    people = list(
        Person.objects.select_for_update(no_key=True)
        .filter(university=university, pk__in=list(changes))
        .order_by("pk")
    )
    for paths in _places(university, people):
        _require(actor, "people.amend", paths)
    place, at = Place(university.pk), clock.now()
    rows, entries = [], []
    columns = columns_of(sorted({name for given in changes.values() for name in given}))
    for person in people:
        given = changes[person.pk]
        changed = {k: v for k, v in given.items() if getattr(person, k) != v}
        old = {k: getattr(person, k) for k in changed}
        for name, value in changed.items():
            setattr(person, name, value)
        rows.append((person.pk, *(getattr(person, name) for name in columns), person.version + 1))
        event = events.PersonAmended(fields=", ".join(sorted(changed)), old=old, new=changed)
        entries.append(Entry(event, actor, "person", person.pk, person.name, place, at))
    update_many(Person, (*columns, "version"), rows)
    record_many(entries)


def take_back_people(university: University, *, actor: Actor, ids: Collection[int]) -> None:
    """Remove people who were entered by mistake and on whom nothing stands; the ledger keeps that they were."""
    _require(actor, "people.register", university.grant_paths)
    Person.objects.filter(university=university, pk__in=list(ids)).delete()


def _places(university: University, people: Sequence[Person]) -> set[tuple[str, ...]]:
    """The distinct sets of organisation paths at which the people stand."""
    memberships = Person.memberships.rel.related_model._default_manager
    held: dict[int, list[str]] = {person.pk: [] for person in people}
    present = memberships.filter(in_force(clock.today()), university=university, person_id__in=list(held))
    for person_id, path in present.values_list("person_id", "organisation__path"):
        held[person_id].append(path)
    whole = university.grant_paths
    return {tuple(sorted(paths)) or whole for paths in held.values()}


def _require(actor: Actor, verb: str, paths: Sequence[str]) -> None:
    if not actor.holds(verb, *paths):
        raise NotAllowed("no-grant", _("你现在的身份不能在这里登记或更正人员。"))
