"""What PostgreSQL still does with rows that it was sent: a long writer goes on meanwhile, and waits when asking next."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

AHEAD = 4
"""Who asks for ids gets them for as many askings at once, since an answer takes waiting."""


class Tails:
    """The end of one COPY at a time: everything else that the connection is asked waits for it."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._beside = ThreadPoolExecutor(1, "tail")
        self._left: Future[None] | None = None
        self._ids: dict[str, list[int]] = {}

    def ids(self, table: str, count: int, reserve: Callable[[int], list[int]]) -> list[int]:
        """So many ids of a table, rising, some of them asked for before; what is left over is used by nobody."""
        held = self._ids.pop(table, [])
        if len(held) < count:
            held += reserve(AHEAD * count)
        self._ids[table] = held[count:]
        return held[:count]

    def writer(self, cursor: Any) -> Any:
        """What sends the rows of a COPY beside us."""
        from psycopg.copy import QueuedLibpqWriter  # noqa: PLC0415 – who keeps to SQLite does without

        return QueuedLibpqWriter(cursor)

    def leave(self, finish: Callable[[], None]) -> None:
        """Let this be finished beside us."""
        self._left = self._beside.submit(finish)

    def wait(self) -> None:
        """Wait for what was left; what went wrong there goes wrong here."""
        left, self._left = self._left, None
        if left is not None:
            with self._connection.wrap_database_errors:
                left.result()

    def look_after_keys(self) -> None:
        """Look, on the connection itself, whether all that was written stands on what is there."""
        with self._connection.connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

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


def look_after_keys() -> None:
    """Have the keys of what was written so far looked after meanwhile, not all at the end when nobody works."""
    if tails := _tails.get():
        tails.wait()
        tails.leave(tails.look_after_keys)


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
        with connection.execute_wrapper(tails.before):
            yield
        tails.wait()
    finally:
        _tails.reset(token)
        tails.end()
