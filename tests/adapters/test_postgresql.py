"""A connection of the pool is given out while the server keeps it, without a question; one that it ended is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import connection

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


@pytest.fixture
def alone() -> Iterator[Any]:
    """A connection of Django's over a pool of its own, of one."""
    options = connection.settings_dict["OPTIONS"]
    settings = connection.settings_dict | {"OPTIONS": options | {"pool": {"min_size": 1, "max_size": 1}}}
    made = type(connection)(settings, alias="alone")
    yield made
    made.close()
    made.close_pool()


def backend(wrapper: Any) -> int:
    """The process of the server that answers."""
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        found: int = cursor.fetchone()[0]
        return found


def test_one_that_stands_is_given_out_again_and_one_that_the_server_ended_is_replaced(alone: Any) -> None:
    first = backend(alone)
    info = alone.connection.info
    named = {"host": info.host, "port": info.port, "dbname": info.dbname, "user": info.user}
    alone.close()
    assert backend(alone) == first
    alone.close()

    with psycopg.connect(**named, password=info.password, autocommit=True) as beside:
        beside.execute("SELECT pg_terminate_backend(%s, 5000)", [first])

    assert backend(alone) != first
