"""A connection of the pool is given out while the server keeps it, without a question; one that it ended is not."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def backend() -> int:
    """The process of the server that answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        found: int = cursor.fetchone()[0]
        return found


def test_one_that_stands_is_given_out_again_and_one_that_the_server_ended_is_replaced() -> None:
    first = backend()
    info = connection.connection.info
    named = {"host": info.host, "port": info.port, "dbname": info.dbname, "user": info.user}
    connection.close()
    assert backend() == first
    connection.close()

    with psycopg.connect(**named, password=info.password, autocommit=True) as beside:
        beside.execute("SELECT pg_terminate_backend(%s, 5000)", [first])

    assert backend() != first
