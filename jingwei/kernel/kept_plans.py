"""Questions whose plan PostgreSQL keeps for the length of a connection.

Its driver is loaded here at the first of them: where the database is a file, it never is.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, NamedTuple


class Sent(NamedTuple):
    """A question as it was sent."""

    query: bytes


@cache
def _keeping() -> Any:
    driver: Any = import_module("psycopg")

    class Keeping(driver.Cursor):  # type: ignore[misc]
        """Binds values in the server, and has each question prepared at its first asking."""

        def execute(self, query: Any, params: Any = None) -> Any:
            super().execute(query, params, prepare=True)
            # Where questions are logged Django asks for what was sent; of a kept one the driver does not say.
            self._query = Sent(query.encode())
            return self

    return Keeping


def keeping_cursor(connection: Any) -> Any:
    """A cursor of Django's connection that keeps plans, counted and guarded like any other of it."""
    connection.ensure_connection()
    # Django leaves this off; no cursor of its own prepares anything, whatever the number.
    connection.connection.prepare_threshold = 0
    return connection._prepare_cursor(_keeping()(connection.connection))


def literal(value: Any, connection: Any) -> str:
    """A value as it stands in SQL."""
    connection.ensure_connection()
    written: str = import_module("psycopg.sql").Literal(value).as_string(connection.connection)
    return written
