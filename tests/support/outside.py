"""A server outside the house, over TLS on this machine: it keeps what it is sent and answers as a test wishes."""

from __future__ import annotations

import datetime
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

HOST = "localhost"


@dataclass
class Outside:
    """Path, headers in small letters and body of each request; what it answers."""

    url: str = ""
    status: int = 201
    text: str = ""
    by_path: dict[str, int] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    answering: Callable[[str, str, dict[str, str], bytes], tuple[int, str]] | None = None
    """Method, path, headers and body to status and text, where a test wishes more than one answer."""


@contextmanager
def outside(
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    folder: Path,
    *,
    drips: bool = False,
    listed: str = "hosts",
) -> Iterator[Outside]:
    """The server, named by the deployment in a list of what may lie within its own network; one that `drips` never ends."""
    held = certificate(folder)
    with serving(held, drips=drips) as there:
        monkeypatch.setenv("SSL_CERT_FILE", str(held))
        named = settings.RULES.outward.model_copy(update={listed: (there.url.removeprefix("https://"),)})
        settings.RULES = settings.RULES.model_copy(update={"outward": named})
        yield there


@contextmanager
def serving(held: Path, *, drips: bool = False) -> Iterator[Outside]:
    """The server alone, by this certificate."""
    there = Outside()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            while drips:
                self.wfile.write(b"H")
                time.sleep(0.2)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {k.lower(): v for k, v in self.headers.items()}
            there.asked.append((self.path, headers, body))
            status, text = there.by_path.get(self.path, there.status), there.text
            if there.answering:
                status, text = there.answering(self.command, self.path, headers, body)
            self.send_response(status)
            if status in (301, 302, 307):
                self.send_header("Location", f"{there.url}/elsewhere")
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_POST

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answering)
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(held)
    server.socket = trust.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    there.url = f"https://{HOST}:{server.server_port}"
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()


def certificate(folder: Path) -> Path:
    """A certificate for this machine that signs itself, with its key in the same file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now, day = datetime.datetime.now(datetime.UTC), datetime.timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    path = folder / "certificate.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return path
