"""How far a long piece of work is: told in a file, since nobody sees in the database what is not committed yet."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.conf import settings

V = TypeVar("V")
SELDOM = 0.3
"""Seconds between two tellings of one stage: people look every other second."""


@dataclass(frozen=True)
class Told:
    """What is being done, and how many of how many; `total` is 0 where it cannot be counted."""

    stage: str
    done: int = 0
    total: int = 0


class Progress:
    """Where a piece of work tells how far it is. This one keeps it to itself, for work that is done at once."""

    def begin(self, stage: str, total: int = 0) -> None:
        """Go on to the next stage."""
        self.stage, self.total, self.done = stage, total, 0
        self._tell()

    def advance(self, count: int) -> None:
        """So many more are done."""
        self.done += count

    def watched(self, values: Iterable[V], stage: str, total: int) -> Iterator[V]:
        """The values of a stage, counted as they are taken."""
        self.begin(stage, total)
        for value in values:
            yield value
            self.advance(1)

    def _tell(self) -> None:
        pass


class Shown(Progress):
    """Tells it to everybody who asks under the same name."""

    def __init__(self, name: str) -> None:
        self.path = _path(name)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.next = 0.0

    def advance(self, count: int) -> None:
        """So many more are done; told now and then."""
        super().advance(count)
        if time.monotonic() >= self.next:
            self._tell()

    def _tell(self) -> None:
        self.next = time.monotonic() + SELDOM
        fresh = self.path.with_suffix(".new")
        # Work does not fail because nobody can be told of it.
        with contextlib.suppress(OSError):
            fresh.write_text(json.dumps([self.stage, self.done, self.total]))
            os.replace(fresh, self.path)


@contextlib.contextmanager
def telling(name: str) -> Iterator[Progress]:
    """Tell under this name how far the work of the block is; nothing is told any more when it ends."""
    shown = Shown(name)
    try:
        yield shown
    finally:
        shown.path.unlink(missing_ok=True)


def told(name: str) -> Told | None:
    """How far the work of this name is; None where it has not begun, or is told on another machine."""
    try:
        stage, done, total = json.loads(_path(name).read_text())
    except (OSError, ValueError):
        return None
    return Told(stage, done, total)


def _path(name: str) -> Path:
    return Path(settings.DATA) / "progress" / name
