"""Whether a worker lives: each holds a file locked, and the kernel lets go of it however the worker ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from secrets import token_hex

from django.conf import settings


class Life(Enum):
    """What is known of a worker; one on another machine is not known here."""

    HERE = "here"
    GONE = "gone"
    UNKNOWN = "unknown"


def _folder() -> Path:
    return Path(settings.DATA) / "workers"


@contextlib.contextmanager
def present() -> Iterator[str]:
    """A name that counts as living while the block runs and this process lives."""
    name = f"{os.getpid()}-{token_hex(8)}"
    _folder().mkdir(parents=True, exist_ok=True)
    path = _folder() / name
    with path.with_suffix(".new").open("w") as held:
        # Locked before it has its name: nobody may find it unlocked.
        fcntl.flock(held, fcntl.LOCK_EX)
        os.rename(held.name, path)
        try:
            yield name
        finally:
            path.unlink(missing_ok=True)


def life_of(name: str) -> Life:
    """Whether the worker of this name lives; the file of a dead one is left for `forget`."""
    try:
        with (_folder() / name).open() as found:
            fcntl.flock(found, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return Life.UNKNOWN
    except BlockingIOError:
        return Life.HERE
    return Life.GONE


def forget(name: str) -> None:
    """Remove the file of a dead worker, once nothing is in its name any more."""
    (_folder() / name).unlink(missing_ok=True)


def left_behind() -> list[str]:
    """The names of dead workers."""
    return [name for name in _names() if life_of(name) is Life.GONE]


def anybody_here() -> bool:
    """Whether a worker lives on this data folder."""
    return any(life_of(name) is Life.HERE for name in _names())


def _names() -> list[str]:
    try:
        return [entry.name for entry in os.scandir(_folder()) if not entry.name.endswith(".new")]
    except FileNotFoundError:
        return []
