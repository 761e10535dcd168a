"""A push service of our own for a real Chromium, which takes it for its vendor's.

Chromium checks in, registers and holds a line to it (MCS); what is posted to a subscription's address is held against
RFC 8292 and goes down the line, where the browser itself opens it by RFC 8291. The messages on the line are protobuf,
of which no more is written here than the browser asks for.
"""

from __future__ import annotations

import json
import ssl
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import create_server
from typing import Any
from urllib.parse import parse_qs

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from tests.support.browsers import unpacked
from tests.support.outside import HOST

VERSION, LOGIN, DATA = b"\x29", b"\x03", b"\x08"


@dataclass
class PushService:
    """`url` is where subscriptions lie; `refused` says why posts were not taken, `bodies` what was, as it travelled."""

    plain: str = ""
    line: str = ""
    url: str = ""
    registered: dict[str, dict[str, str]] = field(default_factory=dict)
    lines: list[ssl.SSLSocket] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    @property
    def arguments(self) -> list[str]:
        """What makes Chromium believe that this is the push service of its vendor."""
        return [
            "--ignore-certificate-errors",
            f"--gcm-checkin-url={self.plain}/checkin",
            f"--gcm-registration-url={self.plain}/register",
            f"--gcm-mcs-endpoint={self.line}",
        ]

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """What Chromium or the platform is answered."""
        if path == "/checkin":
            # stats_ok, android_id, security_token
            return 200, b"\x08\x01\x39" + struct.pack("<Q", 1234) + b"\x41" + struct.pack("<Q", 5678)
        if path == "/register":
            token = f"token-{len(self.registered)}"
            self.registered[token] = {name: value for name, (value,) in parse_qs(body.decode()).items()}
            return 200, f"token={token}".encode()
        known = self.registered.get(path.rpartition("/")[2])
        if known is None:
            return 410, b"not subscribed"
        if why := self._fault(headers, known["sender"]):
            self.refused.append(why)
            return 403, why.encode()
        self.bodies.append(body)
        self._down_the_line(known, body)
        return 201, b""

    def _fault(self, headers: dict[str, str], sender: str) -> str:
        """Why a post is not the sender's to whom the browser subscribed, or not as the standards say."""
        if headers["content-encoding"] != "aes128gcm" or not headers["ttl"].isdecimal():
            return "not as RFC 8291 and 8030 say"
        token, key = (
            each.partition("=")[2] for each in headers["authorization"].removeprefix("vapid ").split(", ")
        )
        told, _dot, signature = token.rpartition(".")
        raw = unpacked(signature)
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unpacked(key))
        signed = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        try:
            public.verify(signed, told.encode(), ec.ECDSA(SHA256()))
        except InvalidSignature:
            return "not signed by its key"
        claims = json.loads(unpacked(told.partition(".")[2]))
        if key != sender:
            return "not the key under which the browser subscribed"
        if claims["aud"] != self.url or not time.time() < claims["exp"] <= time.time() + 86400:
            return f"not for here and now: {claims}"
        return ""

    def _down_the_line(self, known: dict[str, str], body: bytes) -> None:
        stanza = _field(3, known["sender"]) + _field(5, known["app"])
        for name, value in (("subtype", known["X-subtype"]), ("content-encoding", "aes128gcm")):
            stanza += _field(7, _field(1, name) + _field(2, value))
        stanza += _field(9, f"message-{len(self.bodies)}") + _field(21, body)
        self.lines[-1].sendall(DATA + _number(len(stanza)) + stanza)


@contextmanager
def push_service(held: Path) -> Iterator[PushService]:
    """The service, running on this machine by this certificate."""
    service = PushService()
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(held)

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, said = service.answer(
                self.path, {name.lower(): value for name, value in self.headers.items()}, body
            )
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    def hold_lines() -> None:
        while True:
            try:
                taken = trust.wrap_socket(ear.accept()[0], server_side=True)
            except ssl.SSLError:
                # A connection that the browser only tries out.
                continue
            except OSError:
                return
            taken.recv(4096)
            login = _field(1, "line")
            taken.sendall(VERSION + LOGIN + _number(len(login)) + login)
            service.lines.append(taken)

    plain, sealed = (ThreadingHTTPServer(("127.0.0.1", 0), Answering) for _each in range(2))
    sealed.socket = trust.wrap_socket(sealed.socket, server_side=True)
    ear = create_server(("127.0.0.1", 0))
    service.plain = f"http://127.0.0.1:{plain.server_port}"
    service.line = f"https://127.0.0.1:{ear.getsockname()[1]}"
    service.url = f"https://{HOST}:{sealed.server_port}"
    for work in (plain.serve_forever, sealed.serve_forever, hold_lines):
        threading.Thread(target=work, daemon=True).start()
    try:
        yield service
    finally:
        for server in (plain, sealed):
            server.shutdown()
            server.server_close()
        for each in (ear, *service.lines):
            each.close()


def _field(number: int, value: str | bytes) -> bytes:
    """A field of protobuf that holds text or bytes."""
    raw = value.encode() if isinstance(value, str) else value
    return _number(number << 3 | 2) + _number(len(raw)) + raw


def _number(value: int) -> bytes:
    """A number as protobuf writes it: seven bits a byte."""
    *more, last = (value >> shift & 127 for shift in range(0, max(value.bit_length(), 1), 7))
    return bytes([*(each | 128 for each in more), last])
