"""Who goes on while the database takes in rows leaves the same rows, and hears of what went wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.transaction import TransactionManagementError

from jingwei.kernel.bulk import insert_many, reserve_ids
from jingwei.kernel.tails import current_tails, going_on, look_after_keys
from tests.kernel.plot.models import Bed, Plot
from tests.support.world import World

COLUMNS = ("id", "university_id", "path", "name", "rank", "state", "spades", "version")
BEDS = ("plot_id", "crop")


def plots(ids: list[int]) -> Iterator[tuple[Any, ...]]:
    return ((pk, 5, "0001", f"畦{pk}", 2, "bare", 0, 1) for pk in ids)


def test_the_rows_are_those_that_were_given(garden: World) -> None:
    ids = reserve_ids(Plot, 3000)

    with going_on():
        insert_many(Plot, COLUMNS, plots(ids))
        insert_many(Bed, BEDS, ((pk, "麦") for pk in ids))
        look_after_keys()
        seen = Plot.objects.filter(pk__in=ids).count()

    assert seen == 3000
    assert list(Bed.objects.order_by("plot_id").values_list(*BEDS)) == [(pk, "麦") for pk in ids]
    assert current_tails() is None


def test_what_is_asked_meanwhile_is_asked_afterwards(garden: World) -> None:
    ids = reserve_ids(Plot, 20)

    with going_on(), going_on():
        for pk in ids:
            insert_many(Plot, COLUMNS, plots([pk]))
            assert Plot.objects.get(pk=pk).name == f"畦{pk}"


def test_outside_a_transaction_nobody_goes_on(garden: World) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections["default"], "in_atomic_block", False)
        with pytest.raises(TransactionManagementError), going_on():
            raise AssertionError("it was let in")


@pytest.mark.parametrize("asks", [True, False])
def test_what_went_wrong_undoes_everything(garden: World, asks: bool) -> None:
    ids = reserve_ids(Plot, 2)

    with pytest.raises(IntegrityError), transaction.atomic(), going_on():
        insert_many(Plot, COLUMNS, plots(ids))
        insert_many(Plot, COLUMNS, plots(ids))
        if asks:
            Plot.objects.count()

    assert not Plot.objects.filter(pk__in=ids).exists()


@pytest.mark.postgres
def test_what_went_wrong_is_not_passed_over(garden: World) -> None:
    ids = reserve_ids(Plot, 2)

    with pytest.raises(IntegrityError), transaction.atomic(), going_on():
        insert_many(Plot, COLUMNS, plots(ids))
        with suppress(IntegrityError):
            insert_many(Plot, COLUMNS, plots(ids))
            Plot.objects.count()

    assert not Plot.objects.filter(pk__in=ids).exists()


@pytest.mark.postgres
def test_ids_still_rise_and_are_used_by_nobody_else(garden: World) -> None:
    before = reserve_ids(Plot, 2)
    with going_on():
        given = [pk for count in (3, 1, 20, 2) for pk in reserve_ids(Plot, count)]
    after = reserve_ids(Plot, 2)

    assert len({*before, *given, *after}) == 30
    assert [*before, *given, *after] == sorted([*before, *given, *after])


@pytest.mark.postgres
def test_a_row_that_stands_on_nothing_is_refused(garden: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), going_on():
        insert_many(Bed, BEDS, [(10**12, "麦")])
        look_after_keys()

    assert not Bed.objects.exists()


def test_who_gives_up_while_rows_are_taken_in_leaves_a_usable_connection(garden: World) -> None:
    ids = reserve_ids(Plot, 2)

    def broken() -> Iterator[tuple[Any, ...]]:
        yield from plots(ids)
        raise ValueError("no more rows")

    with pytest.raises(ValueError, match="no more rows"), transaction.atomic(), going_on():
        insert_many(Plot, COLUMNS, broken())
    with pytest.raises(KeyError), transaction.atomic(), going_on():
        insert_many(Plot, COLUMNS, plots(ids))
        raise KeyError("given up")

    assert not Plot.objects.filter(pk__in=ids).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
