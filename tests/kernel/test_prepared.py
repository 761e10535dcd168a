"""A prepared question answers what the query itself would, whatever its values."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db.models import Q, QuerySet

from jingwei.foundation.organisations.models import Membership
from jingwei.kernel.dated import in_force
from jingwei.kernel.prepared import Prepared, PreparedObjects, hold
from tests.support.world import World


def asked(person_id: int, today: date, tree: str) -> QuerySet[Membership, Any]:
    rows = Membership.objects.filter(in_force(today), person_id=person_id, organisation__tree=tree)
    return rows.values("id", "since", "organisation__name")


def test_it_answers_as_the_query_does(world: World) -> None:
    question = Prepared(asked, int, date, str)
    for account in ("branch", "member", "teacher"):
        for day in (date(2024, 8, 31), date(2026, 4, 1)):
            for tree in ("party", "unit"):
                values = (world.people[account].pk, day, tree)
                assert question(*values) == list(asked(*values))


def test_a_value_that_does_not_reach_the_database_is_told(world: World) -> None:
    def computing(person_id: int) -> QuerySet[Membership, Any]:
        return Membership.objects.filter(Q(person_id=person_id + 1)).values("id")

    with pytest.raises(TypeError):
        Prepared(computing, int)(1)


def test_objects_come_as_the_query_gives_them(world: World, django_assert_num_queries: Any) -> None:
    def whole(person_id: int, today: date) -> QuerySet[Membership]:
        rows = Membership.objects.filter(in_force(today), person_id=person_id)
        return rows.select_related("organisation", "person").order_by("id")

    question = PreparedObjects(whole, int, date)
    for account in ("branch", "member", "teacher"):
        values = (world.people[account].pk, date(2026, 4, 1))
        found = question(*values)

        assert found == list(whole(*values)) != []
        with django_assert_num_queries(0):
            told = [(each.since, each.organisation.name, each.person.id_number) for each in found]
        assert told == [(e.since, e.organisation.name, e.person.id_number) for e in whole(*values)]


def test_parts_that_are_held_are_not_asked_for(world: World, django_assert_num_queries: Any) -> None:
    person = world.people["branch"]
    parts = list(Membership.objects.filter(person=person))

    hold(person, "memberships", parts)

    with django_assert_num_queries(0):
        assert list(person.memberships.all()) == parts != []
        assert all(part.person is person for part in parts)
