"""Django's PostgreSQL; a connection from the pool is looked at, and asked only where the server has something to say."""

from __future__ import annotations

import select
from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as DjangosWrapper
from psycopg import Error
from psycopg_pool import ConnectionPool


class DatabaseWrapper(DjangosWrapper):
    """Django's own, but for how a connection is found alive.

    A server that ends a connection says so, and what it said waits in the socket. So an idle connection with nothing to
    read is given out as it is; asking each one first was one question more for every request.
    """

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection of the pool that the server has not ended; the pool puts another in place of one it has."""
        while True:
            connection = super().get_new_connection(conn_params)
            if not self.pool or is_alive(connection):
                return connection
            self.pool.putconn(connection)


def is_alive(connection: Any) -> bool:
    """Whether the connection stands; where something waits to be read it is asked, which reads it."""
    look = select.poll()
    try:
        look.register(connection, select.POLLIN)
        if not look.poll(0):
            return True
        ConnectionPool.check_connection(connection)
    except Error:
        return False
    return True
