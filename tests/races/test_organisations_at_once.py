"""Two officers at the same moment: one is first, the other hears why; nobody sees a deadlock or an error of the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from secrets import token_hex
from typing import Any

import pytest

from jingwei.foundation.ledger.queries import broken_links
from jingwei.foundation.organisations.actions import (
    begin_membership,
    found_organisation,
    found_top,
    make_appointment,
    move_organisation,
)
from jingwei.foundation.organisations.models import Appointment, Membership, Organisation
from jingwei.foundation.people.actions import register_person
from jingwei.foundation.people.models import Person
from jingwei.foundation.universities.actions import Installation, admit_university
from jingwei.foundation.universities.models import University
from jingwei.kernel.errors import Refused
from tests.support.hands import all_at_once
from tests.support.world import BUILDER, World

pytestmark = pytest.mark.postgres


@dataclass
class School:
    """A university of its own, committed: what threads do must be seen by all of them."""

    university: University
    committee: Organisation
    faculties: list[Organisation]
    branches: list[Organisation]
    people: list[Person]


def school() -> School:
    code = token_hex(4)
    university = admit_university(
        Installation(), actor=BUILDER, code=code, name="同时学校", kind="university"
    )
    committee = found_top(
        university, actor=BUILDER, tree="party", kind="university-committee", code="c", name="同时党委"
    )

    def below(parent: Organisation, kind: str, number: int) -> Organisation:
        name = f"{parent.name}{number}"
        return found_organisation(parent, actor=BUILDER, kind=kind, code=f"{kind}{number}", name=name)

    faculties = [below(committee, "faculty-committee", n) for n in range(2)]
    branches = [below(faculties[n], "teacher-branch", n) for n in range(2)]
    people = [register_person(university, actor=BUILDER, code=f"p{n}", name=f"同时{n}") for n in range(4)]
    return School(university, committee, faculties, branches, people)


@pytest.fixture
def here(django_db_setup: World, django_db_blocker: Any) -> Iterator[School]:
    with django_db_blocker.unblock():
        made = school()
        yield made
        assert list(broken_links(made.university.pk)) == []


def outcome(act: Callable[[], Any]) -> str:
    """What an act came to: done, or which field or code refused it."""
    try:
        act()
    except Refused as refusal:
        errors = getattr(refusal, "errors", None) or []
        return ",".join(error.field for error in errors) or refusal.code
    return "done"


def at_once(*acts: Callable[[], Any]) -> list[str]:
    return sorted(all_at_once([lambda act=act: outcome(act) for act in acts]))  # type: ignore[misc]


def test_one_after_the_other_hears_the_same(world: World) -> None:
    def found() -> None:
        found_organisation(
            world["committee"], actor=BUILDER, kind="staff-branch", code="same", name="机关支部"
        )

    assert [outcome(found) for _ in range(2)] == ["done", "code"]


def test_a_code_is_given_once(here: School) -> None:
    def found() -> None:
        found_organisation(here.committee, actor=BUILDER, kind="staff-branch", code="same", name="机关支部")

    assert at_once(*[found] * 6) == ["code"] * 5 + ["done"]
    paths = Organisation.objects.filter(university=here.university).values_list("path", flat=True)
    assert len(paths) == len(set(paths)) == 6


def test_a_person_enters_one_branch(here: School) -> None:
    person = here.people[0]
    acts = [lambda b=b: begin_membership(b, actor=BUILDER, person=person) for b in here.branches * 2]  # type: ignore[misc]

    assert at_once(*acts) == ["done", "person", "person", "person"]
    assert Membership.objects.filter(person=person).count() == 1


def test_a_post_of_one_goes_to_one(here: School) -> None:
    branch = here.branches[0]

    def give(person: Person) -> Callable[[], Any]:
        return lambda: make_appointment(branch, actor=BUILDER, person=person, role="branch-secretary")

    assert at_once(*map(give, here.people)) == ["done", "rule", "rule", "rule"]
    assert Appointment.objects.filter(organisation=branch).count() == 1


def test_the_three_administrators_stay_apart(here: School) -> None:
    person = here.people[1]

    def give(role: str) -> Callable[[], Any]:
        return lambda: make_appointment(here.committee, actor=BUILDER, person=person, role=role)

    assert at_once(*map(give, ("sysadmin", "secadmin", "auditor"))) == ["done", "rule", "rule"]


def test_moves_against_each_other_end_in_a_tree(here: School) -> None:
    left, right = here.branches

    def to(branch: Organisation, parent: Organisation) -> Callable[[], Any]:
        return lambda: move_organisation(branch, actor=BUILDER, parent=parent)

    acts = [to(left, here.faculties[1]), to(right, here.faculties[0])] * 4

    assert at_once(*acts) == ["done"] * 8
    rows = Organisation.objects.filter(university=here.university)
    found = sorted(rows.values_list("name", "path", "depth"), key=lambda row: row[1])
    paths = {path: name for name, path, _depth in found}
    assert len(paths) == len(found)
    step = Organisation.steplen
    assert all(len(path) == depth * step for _name, path, depth in found)
    assert all(path[:-step] in paths for _name, path, depth in found if depth > 1)
    assert (paths[Organisation.objects.get(pk=left.pk).path[:-step]]) == here.faculties[1].name
