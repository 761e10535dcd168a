"""A prepared question answers what the query itself would, whatever its values."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db.models import Q, QuerySet

from jingwei.foundation.organisations.models import Membership
from jingwei.kernel.dated import in_force
from jingwei.kernel.prepared import Prepared
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
