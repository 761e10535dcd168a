"""SM3 (GB/T 32905) digests, from the OpenSSL of Python itself where that has it, else from the one inside `cryptography`."""

from __future__ import annotations

import hashlib
from typing import Protocol

from cryptography.hazmat.primitives import hashes


class _Digest(Protocol):
    def copy(self) -> _Digest: ...
    def update(self, content: bytes, /) -> None: ...
    def hexdigest(self) -> str: ...


class Packaged:
    """The digest of `cryptography` under the names of `hashlib`."""

    def __init__(self, held: hashes.Hash) -> None:
        self._held = held
        self.update = held.update

    def copy(self) -> Packaged:
        """One that has taken in as much, and goes its own way."""
        return Packaged(self._held.copy())

    def hexdigest(self) -> str:
        """The digest, 64 hexadecimal characters."""
        return self._held.finalize().hex()


def unused() -> _Digest:
    """A digest that has taken in nothing; Python's own costs a third less, and may be built without it."""
    try:
        return hashlib.new("sm3")
    except ValueError:
        return Packaged(hashes.Hash(hashes.SM3()))


# A copy of an unused digest costs less than a new one, and the ledger makes many.
_copy = unused().copy


def sm3(content: bytes) -> str:
    """The digest of `content`, 64 hexadecimal characters."""
    digest = _copy()
    digest.update(content)
    return digest.hexdigest()
