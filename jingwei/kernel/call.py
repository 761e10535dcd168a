"""What one request carries to every verb it calls: its id, its idempotency key, the version it read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from hashlib import sha256
from secrets import token_hex


@dataclass(frozen=True)
class Call:
    """`expected_version` is what the caller read before editing (If-Match, or the form's hidden field).

    `waits` says that the caller waits until all is done, however long: a command, not a page.
    """

    request_id: str = field(default_factory=lambda: token_hex(8))
    idempotency_key: str = ""
    expected_version: int | None = None
    waits: bool = False


_current: ContextVar[Call | None] = ContextVar("call", default=None)


def current_call() -> Call:
    """The call under way; outside a request, one of its own for each verb."""
    return _current.get() or Call()


@contextmanager
def calling(call: Call) -> Iterator[Call]:
    """Run a block within `call`."""
    token = _current.set(call)
    try:
        yield call
    finally:
        _current.reset(token)


@contextmanager
def inner_call() -> Iterator[Call]:
    """Run verbs called by a verb: same request, but neither its key nor its version are theirs."""
    with calling(replace(current_call(), idempotency_key="", expected_version=None)) as call:
        yield call


@contextmanager
def part_of_call(name: str) -> Iterator[Call]:
    """Run one of several verbs that one request carries out: `name` tells its key from those of the others."""
    call = current_call()
    key = sha256(f"{call.idempotency_key}:{name}".encode()).hexdigest() if call.idempotency_key else ""
    with calling(replace(call, idempotency_key=key, expected_version=None)) as part:
        yield part
