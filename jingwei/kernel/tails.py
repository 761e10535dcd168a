"""What PostgreSQL still does with rows that it was given: a long writer goes on meanwhile, and waits when asking next.

So whoever writes portion by portion makes the next one while the database takes in the one before.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.transaction import TransactionManagementError

V = TypeVar("V")
AHEAD = 4
"""Who asks for ids a second time gets them for as many askings at once, since an answer takes waiting."""
MOST = 12
"""So many writings are left at a time; memory stays flat."""


class Tails:
    """Writings that are done one after the other beside us: everything else that the connection is asked waits for them."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._beside = ThreadPoolExecutor(1, "tail")
        self._left: deque[Future[None]] = deque()
        self._ids: dict[str, list[int]] = {}
        self.answers: dict[Hashable, Any] = {}

    def ids(self, table: str, count: int, reserve: Callable[[int], list[int]]) -> list[int]:
        """So many ids of a table, rising; from the second portion on some are asked for ahead, and what is left over lost.

        Whoever writes a single portion leaves no gap.
        """
        ahead = AHEAD if table in self._ids else 1
        held = self._ids.pop(table, [])
        if len(held) < count:
            held += reserve(ahead * count)
        self._ids[table] = held[count:]
        return held[:count]

    def leave(self, write: Callable[[Any], None]) -> None:
        """Let this be written beside us, given a connection of the driver's own."""
        self._left.append(self._beside.submit(write, self._connection.connection))
        self.wait(MOST)

    def wait(self, most: int = 0) -> None:
        """Wait until no more than so many are left; what went wrong there goes wrong here, from then on each time.

        Whoever passes over it once, as something that only they had asked, does not get to the end all the same.
        """
        while len(self._left) > most:
            with self._connection.wrap_database_errors:
                self._left[0].result()
            self._left.popleft()

    def before(self, execute: Callable[..., Any], *asked: Any) -> Any:
        """Wait, then ask: a wrapper of the connection."""
        self.wait()
        return execute(*asked)

    def end(self) -> None:
        """Leave the connection to others, whatever came of what was left."""
        self._beside.shutdown(cancel_futures=True)


_tails: ContextVar[Tails | None] = ContextVar("tails", default=None)


def current_tails() -> Tails | None:
    """Those of the writer who goes on meanwhile, if there is one."""
    return _tails.get()


def once(what: Hashable, ask: Callable[[], V]) -> V:
    """The answer that whoever goes on was given before in the same transaction; all others ask."""
    tails = _tails.get()
    if tails is None:
        return ask()
    if what not in tails.answers:
        tails.answers[what] = ask()
    found: V = tails.answers[what]
    return found


def look_after_keys() -> None:
    """Have the keys of what was written so far looked after meanwhile, not all at the end when nobody works."""
    if tails := _tails.get():
        tails.leave(_look_after_keys)


def _look_after_keys(connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def going_on() -> Iterator[None]:
    """Inside a transaction that is whole or nothing: do not wait where rows are only written."""
    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.in_atomic_block:
        raise TransactionManagementError("what goes wrong later could not undo what was written before")
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
