"""Two officers at the same moment: one is first, the other hears why; nobody sees a deadlock or an error of the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from jingwei.foundation.organisations.actions import (
    begin_membership,
    found_organisation,
    make_appointment,
    move_organisation,
)
from jingwei.foundation.organisations.models import Appointment, Membership, Organisation
from jingwei.foundation.people.models import Person
from tests.support.school import School, at_once, committed, outcome
from tests.support.world import BUILDER, World

pytestmark = pytest.mark.postgres


@pytest.fixture
def here(arena: World) -> Iterator[School]:
    with committed() as made:
        yield made


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
    rows = Organisation.objects.filter(university=here.university, tree="party")
    paths = rows.values_list("path", flat=True)
    assert len(paths) == len(set(paths)) == 6


def test_a_person_enters_one_branch(here: School) -> None:
    person = here.staff[0]
    acts = [lambda b=b: begin_membership(b, actor=BUILDER, person=person) for b in here.branches * 2]  # type: ignore[misc]

    assert at_once(*acts) == ["done", "person", "person", "person"]
    assert Membership.objects.filter(person=person).count() == 1


def test_a_post_of_one_goes_to_one(here: School) -> None:
    branch = here.branches[0]

    def give(person: Person) -> Callable[[], Any]:
        return lambda: make_appointment(branch, actor=BUILDER, person=person, role="branch-secretary")

    assert at_once(*map(give, here.staff)) == ["done", "rule", "rule", "rule"]
    assert Appointment.objects.filter(organisation=branch).count() == 1


def test_the_three_administrators_stay_apart(here: School) -> None:
    person = here.staff[1]

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
