"""Concealing and revealing: SM4-GCM (RFC 8998) under the key in use, and marks by HMAC-SM3 that tell equal values.

What is concealed is bound to its context – its column and row – and reveals nowhere else.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

from jingwei.adapters.secrets.keys import NAME, Key, current, key_named, ring

NONCE, TAG, MARK = 12, 16, 16
HEAD = b"JWC1"
CONTENT = len(HEAD) + NAME + 32
"""A concealed content begins with these bytes: what it is, the name of its key, the mark of what is in it."""


class Tampered(Exception):
    """A concealed value was changed, or stands where it was not put."""


def conceal(context: str, plain: str) -> str:
    """The name of the key in use, a point, and the ciphertext of `plain` in base64."""
    key, nonce = current(), os.urandom(NONCE)
    return f"{key.name}.{b64encode(nonce + encrypted(key.cipher, nonce, plain.encode(), context.encode())).decode()}"


def reveal(context: str, concealed: str) -> str:
    """What was concealed in this context; Tampered, or MissingKey where its key is gone."""
    name, _point, told = concealed.partition(".")
    raw = b64decode(told)
    return decrypted(key_named(name).cipher, raw[:NONCE], raw[NONCE:], context.encode()).decode()


def mark(context: str, value: str) -> str:
    """By which equal values of a context are found, under the key in use: 32 hexadecimal characters."""
    return _marked(current(), f"{context}|{value}".encode())[:MARK].hex()


def marks(context: str, value: str) -> list[str]:
    """The marks of a value under every key: while keys change, either may stand in a row."""
    told = f"{context}|{value}".encode()
    return [_marked(key, told)[:MARK].hex() for key in ring().keys]


def conceal_content(content: bytes) -> bytes:
    """A content for the disk. Equal contents give equal bytes, so that what is kept twice lies there once.

    Key and nonce come from the content's own mark, as in a synthetic-IV mode: no key meets two contents.
    """
    key = current()
    told = _marked(key, b"content|", content)
    return b"".join(
        (HEAD, key.name.encode(), told, encrypted(_of_content(key, told), told[:NONCE], content, HEAD))
    )


def reveal_content(kept: bytes) -> bytes:
    """The content that was concealed."""
    name = key_of_content(kept)
    if not name:
        raise Tampered("this is no concealed content")
    told = kept[CONTENT - 32 : CONTENT]
    return decrypted(_of_content(key_named(name), told), told[:NONCE], kept[CONTENT:], HEAD)


def key_of(concealed: str) -> str:
    """The name of the key of a concealed value."""
    return concealed[:NAME]


def key_of_content(kept: bytes) -> str:
    """The name of the key of a concealed content, of which the first bytes are enough; "" for any other."""
    return kept[len(HEAD) : len(HEAD) + NAME].decode("ascii", "replace") if kept.startswith(HEAD) else ""


def encrypted(cipher: SM4, nonce: bytes, plain: bytes, bound_to: bytes) -> bytes:
    """SM4-GCM: the ciphertext with its tag behind it."""
    sealing = Cipher(cipher, GCM(nonce)).encryptor()
    sealing.authenticate_additional_data(bound_to)
    return sealing.update(plain) + sealing.finalize() + sealing.tag


def decrypted(cipher: SM4, nonce: bytes, told: bytes, bound_to: bytes) -> bytes:
    """What `encrypted` was given, or Tampered."""
    try:
        opening = Cipher(cipher, GCM(nonce, told[-TAG:])).decryptor()
        opening.authenticate_additional_data(bound_to)
        return opening.update(told[:-TAG]) + opening.finalize()
    except (InvalidTag, ValueError) as fault:
        raise Tampered("a concealed value was changed, or stands where it was not put") from fault


def _marked(key: Key, *told: bytes) -> bytes:
    marking = key.marker.copy()
    for each in told:
        marking.update(each)
    return marking.finalize()


def _of_content(key: Key, told: bytes) -> SM4:
    return SM4(_marked(key, b"key|" + told)[:16])
