"""A plan that is kept says what a plan made anew says, and is used only while nothing has changed."""

from datetime import timedelta
from typing import Any

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.organisations.models import Membership
from jingwei.foundation.people.actions import register_person
from jingwei.foundation.people.models import Person
from jingwei.mechanisms.imports.actions import apply_import, discard_import
from jingwei.mechanisms.imports.models import Import, ImportSteps
from jingwei.mechanisms.imports.rules import PersonStep, read_back, written_down
from jingwei.mechanisms.imports.tests.sheets import handed_in, people, plan
from tests.support.sheets import books
from tests.support.world import BUILDER, World

DATED = [
    ["学工号", "姓名", "手机号", "入党时间", "转正时间", "党支部编码", "组织关系转入时间"],
    ["N001", "柏如舒", "19900000001", "2019.07.01", "2020.07.01", "branch", "2024-09-01"],
    ["N002", "柏如卷", "", "", "", "", ""],
]


def said(step: PersonStep) -> tuple[Any, ...]:
    return (
        step.line.number,
        step.title,
        step.is_new,
        step.person_id,
        step.code,
        step.name,
        step.given,
        step.joins,
        step.leaves,
    )


def moving(world: World) -> list[list[str]]:
    neighbour = world.people["neighbour"]
    return [*DATED, [neighbour.code, "卫长风", "19900000009", "", "", "branch", "2025-03-01"]]


def kept_and_told_apart(world: World) -> Import:
    """A preview whose kept steps tell of another phone, so that it shows whether they are used."""
    batch = handed_in(world, people(1))
    kept = ImportSteps.objects.get(batch=batch)
    field = ImportSteps._meta.get_field("concealed")
    kept.concealed = field.conceal(field.reveal(kept).replace("19900000001", "19900000007"), batch.pk)
    kept.save()
    return batch


def phone() -> str:
    return Person.objects.get(code="N001").phone


def test_steps_are_read_back_as_they_were_planned(world: World) -> None:
    steps = plan(world, books.xlsx(moving(world)), "名册.xlsx").steps

    assert len(steps) == 3
    assert [said(step) for step in read_back(written_down(steps))] == [said(step) for step in steps]


def test_nothing_changed_since_so_the_kept_steps_are_carried_out(world: World) -> None:
    apply_import(kept_and_told_apart(world), actor=world.actor("orgoffice"))

    assert phone() == "19900000007"


def test_after_any_record_the_sheet_is_compared_anew(world: World) -> None:
    batch = kept_and_told_apart(world)
    register_person(world.universities["home"], actor=BUILDER, code="X1", name="别人")

    apply_import(batch, actor=world.actor("orgoffice"))

    assert phone() == "19900000001"


def test_on_another_day_the_sheet_is_compared_anew(world: World) -> None:
    batch = kept_and_told_apart(world)

    with clock_at(clock.now() + timedelta(days=1)):
        apply_import(batch, actor=world.actor("orgoffice"))

    assert phone() == "19900000001"


def test_the_kept_way_and_the_way_anew_leave_the_same(world: World) -> None:
    batch = handed_in(world, moving(world))
    ImportSteps.objects.filter(batch=batch).delete()
    anew = apply_import(batch, actor=world.actor("orgoffice"))
    people_anew, held_anew = left(world)
    Membership.objects.filter(person__code__startswith="N").delete()
    Person.objects.filter(code__startswith="N").delete()

    kept = apply_import(handed_in(world, DATED), actor=world.actor("orgoffice"))

    assert left(world) == (people_anew, held_anew)
    assert (anew.new, anew.changed, kept.new, kept.changed) == (2, 1, 2, 0)


def left(world: World) -> tuple[list[Any], list[Any]]:
    made = Person.objects.filter(code__startswith="N").order_by("code")
    held = Membership.objects.filter(person__in=made).order_by("person__code", "organisation")
    columns = "code name phone joined_on full_member_on category standing".split()
    return [[getattr(p, name) for name in columns] for p in made], list(
        held.values_list("person__code", "organisation", "since")
    )


def test_steps_go_with_the_rows(world: World) -> None:
    apply_import(handed_in(world, people(1)), actor=world.actor("orgoffice"))
    discard_import(handed_in(world, people(2)), actor=world.actor("orgoffice"))

    assert ImportSteps.objects.count() == 0
