"""SM3 (GB/T 32905) digests, from the OpenSSL inside `cryptography`."""

from __future__ import annotations

from cryptography.hazmat.primitives import hashes


def sm3(content: bytes) -> str:
    """The digest of `content`, 64 hexadecimal characters."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize().hex()
