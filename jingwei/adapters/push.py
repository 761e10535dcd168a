"""Web push: messages that only the subscribed browser can read (RFC 8291), sent in our name (VAPID, RFC 8292)."""

from __future__ import annotations

import base64
import json
import os
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from jingwei.adapters import outward
from jingwei.adapters.channels import Never, NotNow
from jingwei.adapters.made_once import made_once

CURVE = ec.SECP256R1()
RECORD = 4096
KEPT = 24 * 3600
GOOD_FOR = 12 * 3600
GONE = (404, 410)


class Gone(Never):
    """The browser is subscribed no more."""


@dataclass(frozen=True)
class Subscription:
    """One browser: where to send, its public key (65 bytes, uncompressed point) and its secret (16 bytes)."""

    endpoint: str
    key: bytes
    secret: bytes


def subscription(endpoint: str, p256dh: str, auth: str) -> Subscription:
    """What a browser told, checked; ValueError or `outward.Forbidden` where nothing could be sent there."""
    key, secret = _unpacked(p256dh), _unpacked(auth)
    ec.EllipticCurvePublicKey.from_encoded_point(CURVE, key)
    if len(secret) != 16:
        raise ValueError("the secret of a subscription has 16 bytes")
    return Subscription(outward.checked(endpoint), key, secret)


def public_key() -> str:
    """By what the browser knows whose messages it takes."""
    return packed(_point(_key()))


def send(to: Subscription, plain: bytes, now: int) -> str:
    """Send one message; returns the answer. Raises Gone, Never or NotNow."""
    headers = {
        "Authorization": f"vapid t={_token(to.endpoint, now)}, k={public_key()}",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(KEPT),
    }
    try:
        answer = outward.post(to.endpoint, encrypted(plain, to), headers)
    except outward.Forbidden as fault:
        raise Never(str(fault)) from fault
    except outward.Unreachable as fault:
        raise NotNow(str(fault)) from fault
    told = f"{answer.status} {answer.text}".strip()
    if answer.status in GONE:
        raise Gone(told)
    if answer.status == 429 or answer.status >= 500:
        raise NotNow(told)
    if answer.status >= 300:
        raise Never(told)
    return told


def encrypted(plain: bytes, to: Subscription) -> bytes:
    """The message for one browser: one record of aes128gcm (RFC 8188) under keys of RFC 8291."""
    once, salt = ec.generate_private_key(CURVE), os.urandom(16)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, to.key)
    ours = _point(once)
    shared = _derived(once.exchange(ec.ECDH(), theirs), to.secret, b"WebPush: info\0" + to.key + ours, 32)
    key = _derived(shared, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(shared, salt, b"Content-Encoding: nonce\0", 12)
    sealed = AESGCM(key).encrypt(nonce, plain + b"\x02", None)
    return salt + struct.pack("!IB", RECORD, len(ours)) + ours + sealed


def packed(value: bytes) -> str:
    """As keys travel: base64url without padding."""
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt, info).derive(secret)


def _token(endpoint: str, now: int) -> str:
    """That it is us, to this push service, for half a day."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"https://{parts.netloc}",
        "exp": now + GOOD_FOR,
        "sub": settings.SITE or "https://localhost",
    }
    told = ".".join(packed(json.dumps(each).encode()) for each in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(_key().sign(told.encode(), ec.ECDSA(SHA256())))
    return f"{told}.{packed(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def _key() -> ec.EllipticCurvePrivateKey:
    return _read(settings.DATA / "push-key")


@cache
def _read(path: Path) -> ec.EllipticCurvePrivateKey:
    found = load_pem_private_key(made_once(path, _fresh), None)
    assert isinstance(found, ec.EllipticCurvePrivateKey)
    return found


def _fresh() -> bytes:
    made = ec.generate_private_key(CURVE)
    return made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _unpacked(value: str) -> bytes:
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
