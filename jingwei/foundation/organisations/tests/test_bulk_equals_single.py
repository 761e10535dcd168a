"""Many at once leave the very rows and records that the verbs leave one by one."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model

from jingwei.adapters.clock import clock_at
from jingwei.adapters.secrets.columns import Concealed
from jingwei.foundation.ledger.models import SALT, PersonalValues, Record
from jingwei.foundation.ledger.queries import broken_links
from jingwei.foundation.organisations import actions
from jingwei.foundation.organisations.actions import Belonging, Founding, Naming
from jingwei.foundation.organisations.models import (
    Appointment,
    Coverage,
    Membership,
    Organisation,
    Placement,
)
from jingwei.foundation.people.actions import amend_many, amend_person, register_many, register_person
from jingwei.foundation.people.models import Person
from jingwei.kernel.actor import Actor
from jingwei.kernel.errors import NotAllowed
from tests.support.world import World

CHANGING = {"id", "seq", "at", "hash", "prev_hash", "personal_digest", "request_id"}
TABLES: tuple[type[Model], ...] = (Person, Organisation, Placement, Coverage, Membership, Appointment)
PEOPLE = (
    {"code": "N1", "name": "柏如舒", "sex": "f", "category": "student", "joined_on": date(2020, 7, 1)},
    {"code": "N2", "name": "禾初", "id_number": "990000196001010018", "phone": "19900000001"},
    {"code": "N3", "name": "舟望"},
)
Deed = Callable[[World, Actor], None]


def one_by_one(world: World, actor: Actor) -> None:
    people = [register_person(world.universities["home"], actor=actor, **given) for given in PEOPLE]
    for person, given in ((people[0], {"name": "柏舒"}), (people[1], {"phone": "", "job_title": "教授"})):
        amend_person(person, actor=actor, **given)
    found = actions.found_organisation
    union = found(world["committee"], actor=actor, kind="faculty-general-branch", code="G", name="船舶党总支")
    for code, name in (("B1", "造船教师党支部"), ("B2", "轮机教师党支部")):
        branch = found(union, actor=actor, kind="teacher-branch", code=code, name=name, short_name=code)
    school = found(
        world["university"],
        actor=actor,
        kind="faculty",
        code="S",
        name="船舶学院",
        since=date(2010, 9, 1),
    )
    actions.cover_unit(union, actor=actor, unit=school)
    for person in people[:2]:
        actions.begin_membership(branch, actor=actor, person=Person.objects.get(pk=person.pk))
    actions.begin_membership(school, actor=actor, person=people[2], since=date(2021, 9, 1))
    actions.end_membership(school, actor=actor, person=people[2], until=date(2025, 7, 1))
    actions.make_appointment(branch, actor=actor, person=people[2], role="branch-secretary")


def at_once(world: World, actor: Actor) -> None:
    university = world.universities["home"]
    a, b, c = register_many(university, actor=actor, people=PEOPLE)
    changes = {a: {"name": "柏舒"}, b: {"phone": "", "job_title": "教授"}}
    amend_many(university, actor=actor, changes=changes)
    foundings = [
        Founding("faculty-general-branch", "G", "船舶党总支", parent=world["committee"].pk),
        Founding("teacher-branch", "B1", "造船教师党支部", "B1", under=0),
        Founding("teacher-branch", "B2", "轮机教师党支部", "B2", under=0),
        Founding("faculty", "S", "船舶学院", since=date(2010, 9, 1), parent=world["university"].pk),
    ]
    union, _first, branch, school = actions.found_many(university.pk, actor=actor, foundings=foundings)
    actions.cover_many(university.pk, actor=actor, links=[(union, school)])
    belongings = [
        Belonging(a, "N1", "柏舒", branch),
        Belonging(b, "N2", "禾初", branch),
        Belonging(c, "N3", "舟望", school, date(2021, 9, 1)),
    ]
    actions.begin_many(university.pk, actor=actor, belongings=belongings)
    leaving = [Belonging(c, "N3", "舟望", school, date(2025, 7, 1))]
    actions.end_many(university.pk, actor=actor, belongings=leaving)
    actions.appoint_many(
        university.pk, actor=actor, namings=[Naming(c, "N3", "舟望", branch, "branch-secretary")]
    )


def left_by(deed: Deed, world: World, actor: Actor) -> dict[str, list[Any]]:
    """What a deed leaves in every table, ids replaced by codes; then it is undone."""
    before = Record.objects.count()
    with clock_at(date(2026, 3, 2)), transaction.atomic():
        deed(world, actor)
        names = {("person", p.pk): p.code for p in Person.objects.all()}
        names |= {("organisation", o.pk): o.code for o in Organisation.objects.all()}
        left = {model.__name__: sorted(_rows(model, names)) for model in TABLES}
        records = Record.objects.order_by("seq")
        rows = [
            _record(record, names) for record in records.filter(university_id=world.universities["home"].pk)
        ]
        left["Record"] = rows
        hidden = PersonalValues._meta.get_field("concealed")
        left["personal"] = sorted((p.values, hidden.reveal(p)[SALT:]) for p in PersonalValues.objects.all())
        assert Record.objects.count() > before
        assert list(broken_links()) == []
        transaction.set_rollback(True)
    return left


def _rows(model: type[Model], names: dict[tuple[str, int], str]) -> list[str]:
    def shown(row: Model) -> str:
        said = []
        for field in model._meta.concrete_fields:
            value = field.reveal(row) if isinstance(field, Concealed) else getattr(row, field.attname)
            if field.is_relation and value is not None:
                value = names.get((field.related_model._meta.model_name, value), value)
            if field.name != "id":
                said.append(f"{field.name}={value}")
        return " ".join(said)

    return [shown(row) for row in model.objects.all()]


def _record(record: Record, names: dict[tuple[str, int], str]) -> dict[str, Any]:
    row = {f.attname: getattr(record, f.attname) for f in Record._meta.fields if f.name not in CHANGING}
    row["subject_id"] = names.get((record.subject_type, record.subject_id), record.subject_id)
    row["part"] = record.part.partition(":")[0]
    row["party_id"], row["unit_id"] = names.get(("organisation", record.party_id)), record.unit_path
    return row


def test_many_at_once_equal_one_by_one(world: World) -> None:
    actor = world.actor("orgoffice")

    assert left_by(at_once, world, actor) == left_by(one_by_one, world, actor)


def test_without_the_grant_nothing_is_written(world: World) -> None:
    actor, university = world.actor("branch"), world.universities["home"]
    belonging = Belonging(world.people["member"].pk, "T0009", "喻清川", world["other_team"].pk)
    before = Record.objects.count()

    with pytest.raises(NotAllowed):
        register_many(university, actor=actor, people=PEOPLE)
    with pytest.raises(NotAllowed):
        actions.begin_many(university.pk, actor=actor, belongings=[belonging])
    with pytest.raises(NotAllowed):
        actions.found_many(
            university.pk, actor=actor, foundings=[Founding("team", "X", "外组", parent=world["faculty"].pk)]
        )

    assert Record.objects.count() == before


def test_an_organisation_of_another_university_is_no_parent(world: World) -> None:
    founding = Founding("faculty", "X", "外院", parent=world["foreign_university"].pk)

    with pytest.raises(LookupError):
        actions.found_many(
            world.universities["home"].pk, actor=world.actor("orgoffice"), foundings=[founding]
        )
