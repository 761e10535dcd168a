"""`Among` finds what `in` finds, in one parameter."""

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from jingwei.foundation.people.models import Person
from jingwei.kernel.among import Among
from tests.support.world import World


def test_it_finds_what_in_finds(world: World) -> None:
    codes = [world.people["dean"].code, world.people["member"].code, "'\"{},\\"]

    found = Person.objects.filter(Among(F("code"), codes)).order_by("pk")

    assert list(found) == list(Person.objects.filter(code__in=codes).order_by("pk"))
    assert len(found) == 2


@pytest.mark.parametrize("count", [0, 1, 40_000])
def test_however_many_it_is_one_question(world: World, count: int) -> None:
    ids = [world.people["dean"].pk + number for number in range(count)]

    with CaptureQueriesContext(connection) as asked:
        found = Person.objects.filter(Among(F("id"), ids)).order_by("pk").first()

    assert found == (world.people["dean"] if count else None)
    assert len(asked) == 1
