"""A writer with a range of ids to itself gets the same ones each time, whoever else writes."""

from __future__ import annotations

import pytest

from jingwei.foundation.matters.models import Numbering
from jingwei.kernel.bulk import insert_many, numbering_after, reserve_ids
from tests.support.world import World


def test_ids_are_given_out_of_the_range(world: World) -> None:
    home = world.universities["home"].pk
    with numbering_after(5000) as taken:
        first = reserve_ids(Numbering, 2)
        insert_many(Numbering, ("university_id", "year", "last"), [(home, 2001, 1), (home, 2002, 1)])

    assert first == [5001, 5002]
    assert list(Numbering.objects.filter(year__lt=2010).order_by("pk").values_list("pk", "year")) == [
        (5003, 2001),
        (5004, 2002),
    ]
    assert taken == {"matters.Numbering": 4}


@pytest.mark.django_db
def test_afterwards_the_sequence_goes_on_as_before(world: World) -> None:
    before = reserve_ids(Numbering, 1)
    with numbering_after(5000):
        reserve_ids(Numbering, 1)

    assert reserve_ids(Numbering, 1)[0] < 5000
    assert before[0] < 5000
