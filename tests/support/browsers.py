"""A browser that is subscribed to web push: it holds the private half and reads as the reference does."""

from __future__ import annotations

import base64
import os
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def packed(value: bytes) -> str:
    """As keys travel: base64url without padding."""
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def unpacked(value: str) -> bytes:
    """The bytes of such a key."""
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))


class Browser:
    """What it tells the platform is in `told`."""

    def __init__(self, endpoint: str) -> None:
        self.key, self.secret = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.told = {"endpoint": endpoint, "p256dh": packed(point), "auth": packed(self.secret)}

    def reads(self, body: bytes) -> bytes:
        """Decrypt what was sent."""
        plain: Any = http_ece.decrypt(
            body, private_key=self.key, auth_secret=self.secret, version="aes128gcm"
        )
        return bytes(plain)
