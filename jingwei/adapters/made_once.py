"""Secrets of an installation that are made at first need: once, whole or not at all, readable by their owner alone."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path


def made_once(path: Path, make: Callable[[], bytes]) -> bytes:
    """What the file holds; made now where there is none, and of two who make it at once one."""
    if not path.exists():
        making = path.with_suffix(f".{os.getpid()}")
        with open(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(making, path)
        making.unlink()
    return path.read_bytes()
