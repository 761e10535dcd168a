"""Requests that leave the house: over TLS alone, to public addresses alone, and to the very address that was looked at."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

PATIENCE = 10.0
LONGEST = 2048
PORT = 443


class Unreachable(Exception):
    """No answer; it may come later."""


class Forbidden(Exception):
    """An address to which nothing is sent from here."""


@dataclass(frozen=True)
class Answer:
    """What the other end said; of its text no more than is needed to tell why."""

    status: int
    text: str


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send it and read the answer; no redirect is followed. Raises Forbidden or Unreachable."""
    parts = urlsplit(checked(url))
    host, port = parts.hostname or "", parts.port or PORT
    connection = _To(host, port, _address(host, port))
    try:
        connection.request(
            "POST", f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", body, dict(headers)
        )
        response = connection.getresponse()
        return Answer(response.status, response.read(LONGEST).decode(errors="replace"))
    except (OSError, http.client.HTTPException) as fault:
        raise Unreachable(str(fault)) from fault
    finally:
        connection.close()


def checked(url: str) -> str:
    """The address, if it is one to which something may be sent; what its name stands for is asked when it is sent."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORT
    except ValueError as fault:
        raise Forbidden("not an address") from fault
    host = parts.hostname or ""
    if parts.scheme != "https" or not host or parts.username or parts.password or not url.isascii():
        raise Forbidden("only https, to a named host")
    if is_listed(host):
        return url
    if port != PORT or "." not in host or _as_number(host):
        raise Forbidden("only a named public host, at its usual port")
    return url


def is_listed(host: str) -> bool:
    """Whether the deployment itself names this host: then it may lie within its own network."""
    return host in settings.RULES.outward.hosts


def _as_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host.replace(".", "").isdecimal()
    return True


def _address(host: str, port: int) -> str:
    """An address of the host, to be connected to as it is: looked up once, so that the name cannot change its mind."""
    try:
        found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError as fault:
        raise Unreachable(str(fault)) from fault
    if not is_listed(host) and not all(
        ipaddress.ip_address(each.partition("%")[0]).is_global for each in found
    ):
        raise Forbidden(f"{host} lies in no public network")
    return found[0]


class _To(http.client.HTTPSConnection):
    """A connection to an address, proved by the certificate of the name."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=PATIENCE)
        self.address, self.trust = address, ssl.create_default_context()

    def connect(self) -> None:
        """Connect to the address that was looked at."""
        plain = socket.create_connection((self.address, self.port), PATIENCE)
        self.sock = self.trust.wrap_socket(plain, server_hostname=self.host)
