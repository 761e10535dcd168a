"""The ledger keeps what verbs left, in one unbroken chain a university."""

import pytest
from django.db import DatabaseError, connection, transaction

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import broken_links, records_about, sentences
from jingwei.foundation.people.actions import amend_person
from tests.support.world import BUILDER, World


def test_the_world_leaves_unbroken_chains(world: World) -> None:
    assert list(broken_links()) == []


def test_a_verb_leaves_one_record_with_its_sentence(world: World) -> None:
    person = world.people["member"]

    amend_person(person, actor=BUILDER, job_title="副教授")

    last = list(records_about(person))[-1:]
    assert [s for _, s in sentences(last)] == ["系统更正了喻清川的信息：职称"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_record SET verb = 'x' WHERE seq = 1",
        "DELETE FROM ledger_record WHERE seq = 1",
        "UPDATE ledger_personalvalues SET salt = 'x'",
    ],
)
def test_raw_sql_cannot_rewrite_the_past(world: World, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert Record.objects.filter(verb="x").count() == 0


@pytest.mark.parametrize(("table", "key"), [("ledger_record", "id"), ("ledger_personalvalues", "record_id")])
def test_nothing_comes_into_a_taken_place(world: World, table: str, key: str) -> None:
    amend_person(world.people["member"], actor=BUILDER, job_title="副教授")
    again = f"INTO {table} SELECT * FROM {table} WHERE {key} = (SELECT max({key}) FROM {table})"
    statement = {
        "sqlite": f"INSERT OR REPLACE {again}",
        "postgresql": f"INSERT {again} ON CONFLICT ({key}) DO UPDATE SET {key} = EXCLUDED.{key}",
    }[connection.vendor]

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
