"""A change that gave way to another is made again; a key that another took first is a refusal on its field."""

from __future__ import annotations

from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, transaction

from jingwei.foundation.universities.models import University
from jingwei.kernel.errors import Invalid
from jingwei.kernel.races import together
from tests.kernel.plot.models import Plot
from tests.support.hands import all_at_once
from tests.support.world import World


@pytest.mark.postgres
def test_two_who_wait_for_each_other_both_get_through(tables: World, arena: World) -> None:
    home = tables.universities["home"].pk
    left, right = (Plot.objects.create(university_id=home, path="9003", name=name) for name in "左右")
    met, tried = Barrier(2), []

    def dig(first: int, second: int) -> None:
        tried.append(first)
        with transaction.atomic():
            Plot.objects.select_for_update().get(pk=first)
            if tried.count(first) == 1:
                met.wait(20)
            plot = Plot.objects.select_for_update().get(pk=second)
            plot.spades += 1
            plot.save(update_fields=["spades"])

    answers = all_at_once(
        [
            lambda: together(lambda: dig(left.pk, right.pk)),
            lambda: together(lambda: dig(right.pk, left.pk)),
        ]
    )
    spades = sorted(Plot.objects.filter(path="9003").values_list("spades", flat=True))

    assert (answers, spades, len(tried)) == ([None, None], [1, 1], 3)


@pytest.mark.django_db
def test_within_a_larger_transaction_nothing_is_made_again_by_itself() -> None:
    tried = []

    def give_way() -> None:
        tried.append(1)
        raise OperationalError("deadlock") from Deadlock()

    with pytest.raises(OperationalError):
        together(give_way)

    assert tried == [1]


class Deadlock(Exception):
    sqlstate = "40P01"


def test_a_key_taken_meanwhile_is_refused_by_its_field(tables: World, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        first = University.objects.create(code="G-0009", name="园艺学校")
        with pytest.raises(Invalid) as refused:
            together(lambda: University.objects.create(code="G-0009", name="另一所"))
        first.delete()

    assert [error.field for error in refused.value.errors] == ["code"]


def test_other_faults_of_the_database_are_not_hidden(tables: World, django_db_blocker: Any) -> None:
    def break_a_promise() -> None:
        University.objects.create(code="G-0010", name="园艺学校", kind=None)

    def lose_the_line() -> None:
        raise OperationalError("the connection is gone")

    with django_db_blocker.unblock():
        with pytest.raises(IntegrityError):
            together(break_a_promise)
        with pytest.raises(OperationalError):
            together(lose_the_line)
