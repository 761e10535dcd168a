"""Chance: drawn from the operating system, or, in a simulation of invented people, again and again the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from random import Random
from secrets import token_hex

_drawn_from: ContextVar[Random | None] = ContextVar("chance", default=None)


def salts(count: int) -> str:
    """So many random bytes as hexadecimal characters."""
    drawn = _drawn_from.get()
    return drawn.randbytes(count).hex() if drawn else token_hex(count)


@contextmanager
def drawing_from(random: Random) -> Iterator[None]:
    """Let what happens here be what it was the last time; for what has no secrets, since none of it is unforeseen."""
    token = _drawn_from.set(random)
    try:
        yield
    finally:
        _drawn_from.reset(token)
