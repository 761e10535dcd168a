"""What PostgreSQL still does with rows that it was sent: a long writer goes on meanwhile, and waits when asking next.

It looks after the keys of each table then as well, instead of those of all tables at the end, when nobody works.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections


class Tails:
    """The end of one COPY at a time: everything else that the connection is asked waits for it."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._beside = ThreadPoolExecutor(1, "tail")
        self._left: Future[None] | None = None

    def leave(self, finish: Callable[[], None]) -> None:
        """Let this be finished beside us."""
        self._left = self._beside.submit(finish)

    def wait(self) -> None:
        """Wait for what was left; what went wrong there goes wrong here."""
        left, self._left = self._left, None
        if left is not None:
            with self._connection.wrap_database_errors:
                left.result()

    def before(self, execute: Callable[..., Any], *asked: Any) -> Any:
        """Wait, then ask: a wrapper of the connection."""
        self.wait()
        return execute(*asked)

    def end(self) -> None:
        """Leave the connection to others, whatever came of what was left."""
        self._beside.shutdown()


_tails: ContextVar[Tails | None] = ContextVar("tails", default=None)


def current_tails() -> Tails | None:
    """Those of the writer who goes on meanwhile, if there is one."""
    return _tails.get()


@contextmanager
def going_on() -> Iterator[None]:
    """Inside a transaction: do not wait where rows are only written."""
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql" or _tails.get() is not None:
        yield
        return
    tails = Tails(connection)
    token = _tails.set(tails)
    try:
        with connection.execute_wrapper(tails.before), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            yield
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    finally:
        _tails.reset(token)
        tails.end()
