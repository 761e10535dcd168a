"""A connection is found alive without a question while the server keeps it, and dead once the server ended it."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection

from jingwei.adapters.postgresql.base import is_alive

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


def test_a_connection_that_the_server_ended_is_not_given_out() -> None:
    info = connection.connection.info
    named = {"host": info.host, "port": info.port, "dbname": info.dbname, "user": info.user}
    held, beside = (psycopg.connect(**named, password=info.password, autocommit=True) for _ in range(2))
    assert is_alive(held)

    beside.execute("SELECT pg_terminate_backend(%s, 5000)", [held.info.backend_pid])

    assert (is_alive(held), is_alive(beside)) == (False, True)
    held.close()
    beside.close()
