"""Files on the local disk, each once, under the digest of its content."""

from __future__ import annotations

import hashlib
import os
import time as clock_time
from collections.abc import Iterable
from datetime import time
from io import BufferedReader
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from jingwei.adapters import queue

DAY = 24 * 3600


def _folder() -> Path:
    return Path(settings.DATA) / "files"


def path_of(digest: str) -> Path:
    """Where the content of a digest lies; the caller has checked that it may be read."""
    if len(digest) != 64 or not digest.isalnum():
        raise ValueError(f"not a digest: {digest!r}")
    return _folder() / digest[:2] / digest


def keep(pieces: Iterable[bytes]) -> tuple[str, int]:
    """Store content given in pieces; returns its SHA-256 digest and size. Kept twice, it lies there once."""
    _folder().mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with NamedTemporaryFile(dir=_folder(), delete=False) as file:
        try:
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            os.unlink(file.name)
            raise
    target = path_of(digest.hexdigest())
    target.parent.mkdir(exist_ok=True)
    os.replace(file.name, target)
    for folder in (target.parent, _folder()):
        _settle(folder)
    return digest.hexdigest(), size


def fetch(digest: str) -> BufferedReader:
    """The content of a digest, open for reading."""
    return path_of(digest).open("rb")


def is_whole(digest: str) -> bool:
    """Whether the content lies there as it was kept."""
    try:
        with fetch(digest) as content:
            return hashlib.file_digest(content, "sha256").hexdigest() == digest
    except FileNotFoundError:
        return False


def drop(digests: Iterable[str]) -> None:
    """Take away contents that nothing speaks of."""
    for digest in digests:
        path_of(digest).unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Write down that a name is in a folder, so that it is still there after the power went."""
    held = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


@queue.every_day(time(3, 25))
@queue.task()
def forget_remnants() -> None:
    """Drop what was being kept when the machine stopped, a day ago or more."""
    before = clock_time.time() - DAY
    for path in _folder().glob("tmp*"):
        if path.is_file() and path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
