"""Many rows at once are the rows that were given, on either database, with ids nobody else gets."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jingwei.kernel.bulk import Standing, insert_many, reserve_ids, standing_on, update_many
from tests.kernel.plot.models import Bed, Plot
from tests.support.hands import all_at_once
from tests.support.world import World

COLUMNS = ("id", "university_id", "path", "name", "rank", "sown_on", "state", "spades", "version")


def row(pk: int, name: str = "畦", sown_on: date | None = None) -> tuple[Any, ...]:
    return (pk, 5, "0001", name, 2, sown_on, "bare", 0, 1)


def test_reserved_ids_rise_and_are_used_by_nobody_else(garden: World) -> None:
    first, second = reserve_ids(Plot, 3), []
    insert_many(Plot, COLUMNS, [row(pk) for pk in first])
    made = Plot.objects.create(university_id=5, path="1", name="单个")
    second = reserve_ids(Plot, 2)

    assert first == sorted(set(first))
    assert made.pk > first[-1]
    assert min(second) > made.pk


def test_no_rows_cost_nothing(garden: World) -> None:
    assert reserve_ids(Plot, 0) == []
    insert_many(Plot, COLUMNS, [])
    update_many(Plot, ("name",), [])

    assert not Plot.objects.filter(university_id=5).exists()


def test_ids_of_deleted_rows_are_not_given_again(garden: World) -> None:
    (pk,) = reserve_ids(Plot, 1)
    insert_many(Plot, COLUMNS, [row(pk)])
    Plot.objects.filter(pk=pk).delete()

    assert reserve_ids(Plot, 1)[0] > pk


@pytest.mark.parametrize("name", ["璟玥堃喆", "a\tb\nc\\d", "引号'\"", "\\N", "", "𠮷"])
def test_what_was_given_is_what_is_there(garden: World, name: str) -> None:
    pk, other = reserve_ids(Plot, 2)

    insert_many(Plot, COLUMNS, [row(pk, name, date(2026, 1, 2)), row(other, name)])

    assert list(Plot.objects.filter(pk__in=[pk, other]).order_by("pk").values_list(*COLUMNS)) == [
        row(pk, name, date(2026, 1, 2)),
        row(other, name),
    ]


def test_one_bad_row_leaves_none(garden: World) -> None:
    pk, other = reserve_ids(Plot, 2)

    with pytest.raises(IntegrityError), transaction.atomic():
        insert_many(Plot, COLUMNS, [row(pk), (*row(other)[:3], None, *row(other)[4:])])

    assert not Plot.objects.filter(pk__in=[pk, other]).exists()


def test_many_rows_change_each_to_its_own(garden: World) -> None:
    pk, other = reserve_ids(Plot, 2)
    insert_many(Plot, COLUMNS, [row(pk), row(other)])

    update_many(Plot, ("name", "sown_on"), [(pk, "甲", None), (other, "乙", date(2026, 3, 4))])

    assert dict(Plot.objects.filter(pk__in=[pk, other]).values_list("name", "sown_on")) == {
        "甲": None,
        "乙": date(2026, 3, 4),
    }


def test_what_stands_on_many_rows_is_counted_and_the_first_few_are_named(garden: World) -> None:
    plots = [Plot.objects.create(university_id=5, path="1", name=f"{n}") for n in range(5)]
    for plot in (*plots, plots[0]):
        Bed.objects.create(plot=plot, crop="麦")

    found = standing_on(Plot, [plot.pk for plot in plots] + list(range(10**6, 10**6 + 40_000)))

    assert found == {"plot.bed": Standing(6, tuple(plot.pk for plot in plots[:3]))}


def test_what_stands_on_a_row_is_counted_by_table(garden: World) -> None:
    plot = Plot.objects.create(university_id=5, path="1", name="底")
    Bed.objects.create(plot=plot, crop="麦")

    assert standing_on(Plot, [plot.pk]) == {"plot.bed": Standing(1, (plot.pk,))}
    assert standing_on(Plot, []) == {}


@pytest.mark.postgres
def test_ids_reserved_at_the_same_moment_never_meet(tables: World, arena: World) -> None:
    got = all_at_once([lambda: reserve_ids(Plot, 100)] * 8)

    ids = [pk for part in got for pk in part]
    assert len(set(ids)) == 800
