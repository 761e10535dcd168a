"""Files on the local disk, each once, under the digest of its content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from django.conf import settings

PIECE = 1024 * 1024


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
    return digest.hexdigest(), size


def fetch(digest: str) -> IO[bytes]:
    """The content of a digest, open for reading."""
    return path_of(digest).open("rb")
