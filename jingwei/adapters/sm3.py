"""SM3 (GB/T 32905) digests, from the OpenSSL inside `cryptography`."""

from __future__ import annotations

from cryptography.hazmat.primitives import hashes

SM3 = hashes.SM3()


def sm3(content: bytes) -> str:
    """The digest of `content`, 64 hexadecimal characters."""
    digest = hashes.Hash(SM3)
    digest.update(content)
    return digest.finalize().hex()
