"""SM3 (GB/T 32905) digests, from the OpenSSL inside `cryptography`."""

from __future__ import annotations

from cryptography.hazmat.primitives import hashes

# A copy of an unused digest costs less than a new one, and the ledger makes many.
_UNUSED = hashes.Hash(hashes.SM3())


def sm3(content: bytes) -> str:
    """The digest of `content`, 64 hexadecimal characters."""
    digest = _UNUSED.copy()
    digest.update(content)
    return digest.finalize().hex()
