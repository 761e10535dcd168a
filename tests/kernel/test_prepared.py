"""A prepared question answers what the query itself would, whatever its values."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.test.utils import CaptureQueriesContext

from jingwei.foundation.organisations.models import Membership, Organisation
from jingwei.kernel.actor import behind
from jingwei.kernel.dated import in_force
from jingwei.kernel.prepared import Prepared, hold
from tests.support.world import World


def asked(person_id: int, today: date, tree: str) -> QuerySet[Membership, Any]:
    rows = Membership.objects.filter(in_force(today), person_id=person_id, organisation__tree=tree)
    return rows.values("id", "since", "organisation__name")


@pytest.mark.parametrize("narrow", [False, True])
def test_it_answers_as_the_query_does(world: World, narrow: bool) -> None:
    question = Prepared(asked, narrow=narrow)
    for account in ("branch", "member", "teacher"):
        for day in (date(2024, 8, 31), date(2026, 4, 1)):
            for tree in ("party", "unit"):
                values = (world.people[account].pk, day, tree)
                assert question(*values) == list(asked(*values))


def below(paths: tuple[str, ...], kinds: tuple[str, ...], *, tree: str, by: str) -> QuerySet[Organisation]:
    reach = Q(pk__in=())
    for path in paths:
        reach |= Q(path__gte=path, path__lt=behind(path)) if path else Q(pk__gt=0)
    rows = Organisation.objects.filter(reach, kind__in=kinds, tree=tree).select_related("university")
    return rows.annotate(beside=F("path")).prefetch_related("memberships").order_by(by)


@pytest.mark.parametrize("narrow", [False, True])
def test_rows_may_be_objects_and_every_shape_has_its_own_plan(
    world: World, narrow: bool, django_assert_num_queries: Any
) -> None:
    question = Prepared(below, narrow=narrow)
    kinds = tuple({o.kind for o in world.organisations.values()})
    for paths in (("committee",), ("branch", "faculty_party"), ("branch", "staff_branch")):
        for tree in ("party", "unit"):
            values = tuple(world[key].path for key in paths), kinds
            expected = list(below(*values, tree=tree, by="-code"))
            with django_assert_num_queries(2 if expected else 1):
                found = question(*values, tree=tree, by="-code")
                assert [(o, o.university, o.beside, list(o.memberships.all())) for o in found] == [
                    (o, o.university, o.path, list(o.memberships.all())) for o in expected
                ]


def named(code: str, *, sign: str) -> QuerySet[Organisation, Any]:
    rows = Organisation.objects.filter(code=code).exclude(name__contains=sign).exclude(name__contains="'")
    return rows.annotate(said=Value(f"%s {sign} 'so' %%")).values_list("code", "said")


@pytest.mark.parametrize("sign", ["%", "%s", "\\"])
def test_what_is_written_into_a_narrow_question_stays_what_it_is(world: World, sign: str) -> None:
    question, code = Prepared(named, narrow=True), world["branch"].code

    with CaptureQueriesContext(connection) as told:
        assert question(code, sign=sign) == list(named(code, sign=sign)) == [(code, f"%s {sign} 'so' %%")]
    assert all("organisations_organisation" in each["sql"] for each in told)


def test_nothing_is_asked_where_no_row_can_answer(world: World, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert Prepared(below)((), ("branch",), tree="party", by="path") == []


@pytest.mark.parametrize("number", [2**63, -(2**63), 10**23])
def test_a_number_that_no_column_holds_finds_nothing(world: World, number: int) -> None:
    question = Prepared(lambda pk: Membership.objects.filter(pk=pk))

    assert question(number) == list(Membership.objects.filter(pk=number)) == []
    assert world.client("branch").get(f"/matters/{10**23}/").status_code == 404
    assert world.client("branch").get(f"/directives/{10**23}/").status_code == 404


def test_what_is_empty_belongs_to_the_shape(world: World) -> None:
    question, kinds = Prepared(below), (world["branch"].kind,)

    inside = question((world["branch"].path,), kinds, tree="party", by="path")
    everywhere = question(("",), kinds, tree="party", by="path")

    assert inside == [world["branch"]]
    assert everywhere == list(Organisation.objects.filter(kind__in=kinds).order_by("path"))


def unanswered(person_id: int) -> QuerySet[Membership, Any]:
    return Membership.objects.filter(Q(person_id=person_id + 1)).values("id")


def measured(path: str) -> QuerySet[Organisation, Any]:
    return Organisation.objects.filter(path=path, depth=len(path) // 4).values("id")


@pytest.mark.parametrize(("ask", "value"), [(unanswered, 1), (measured, "00010002")])
def test_a_question_that_computes_with_its_values_is_refused(world: World, ask: Any, value: Any) -> None:
    with pytest.raises(TypeError):
        Prepared(ask)(value)


def test_parts_that_are_held_are_not_asked_for(world: World, django_assert_num_queries: Any) -> None:
    person = world.people["branch"]
    parts = list(Membership.objects.filter(person=person))

    hold(person, "memberships", parts)

    with django_assert_num_queries(0):
        assert list(person.memberships.all()) == parts != []
        assert all(part.person is person for part in parts)
