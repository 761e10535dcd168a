"""A connection is found alive without a question while the server keeps it, and dead once the server ended it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

from jingwei.adapters.postgresql.base import DatabaseWrapper, is_alive

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


@pytest.fixture
def beside() -> Iterator[psycopg.Connection[Any]]:
    """A connection of our own, from which others are ended."""
    info = connection.connection.info
    named = {"host": info.host, "port": info.port, "dbname": info.dbname, "user": info.user}
    with psycopg.connect(**named, password=info.password, autocommit=True) as made:
        yield made


def end(beside: psycopg.Connection[Any], pid: int) -> None:
    beside.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def test_a_connection_that_the_server_ended_is_dead(beside: psycopg.Connection[Any]) -> None:
    info = beside.info
    held = psycopg.connect(info.dsn, password=info.password, autocommit=True)
    assert is_alive(held)

    end(beside, held.info.backend_pid)

    assert (is_alive(held), is_alive(beside)) == (False, True)
    held.close()
    assert not is_alive(held)


def test_after_the_server_ended_them_all_each_is_replaced(beside: psycopg.Connection[Any]) -> None:
    """As after a restart: whoever asks next is answered, and nobody is told of it."""
    options = connection.settings_dict["OPTIONS"] | {"pool": {"min_size": 3, "max_size": 3, "timeout": 5}}
    own = DatabaseWrapper(connection.settings_dict | {"OPTIONS": options}, "beside")
    try:
        own.pool.open()
        own.pool.wait()
        held = [own.pool.getconn() for _each in range(3)]
        for each in held:
            own.pool.putconn(each)
        ended = {each.info.backend_pid for each in held}
        for pid in ended:
            end(beside, pid)

        with own.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            assert cursor.fetchone()[0] not in ended
    finally:
        own.close()
        own.close_pool()
