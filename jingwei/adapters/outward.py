"""Requests that leave the house: over TLS alone, to public addresses alone, and to the very address that was looked at."""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import re
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Timer
from typing import Literal
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

PATIENCE = 10.0
"""For so many seconds an answer is waited for, however slowly it drips in."""
LONGEST = 16384
PORT = 443
# What a name is made of; the last part begins with a letter, so that no writing of a number is a name.
NAME = re.compile(r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")
OUTER = ipaddress.ip_network("2000::/3")
WRAPPING = ipaddress.ip_network("64:ff9b::/96")
"""Where an IPv4 address stands in the last four bytes (NAT64)."""
TOO_SLOW = "it took too long"
NOT_PUBLIC = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4", "2002::/16")))
"""Relays and groups, which Python calls global as well."""
Listed = Literal["hosts", "apps"]
"""Which list of the deployment counts: for push and robots, whose addresses anybody types, or for applications."""


class Unreachable(Exception):
    """No answer; it may come later."""


class Forbidden(Exception):
    """An address to which nothing is sent from here."""


@dataclass(frozen=True)
class Answer:
    """What the other end said; of its text no more than is needed to tell why."""

    status: int
    text: str


def post(url: str, body: bytes, headers: Mapping[str, str], listed: Listed = "hosts") -> Answer:
    """Send it and read the answer; no redirect is followed. Raises Forbidden or Unreachable."""
    return _ask("POST", url, body, headers, listed)


def get(url: str, listed: Listed = "hosts") -> Answer:
    """Ask and read the answer, as `post` does."""
    return _ask("GET", url, None, {}, listed)


def _ask(method: str, url: str, body: bytes | None, headers: Mapping[str, str], listed: Listed) -> Answer:
    parts = urlsplit(checked(url, listed))
    host, port = parts.hostname or "", parts.port or PORT
    connection = _To(host, port, _address(parts, listed))
    ends = Timer(PATIENCE, connection.cut)
    ends.daemon = True
    ends.start()
    try:
        connection.request(
            method, f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", body, dict(headers)
        )
        response = connection.getresponse()
        text = response.read(LONGEST).decode(errors="replace")
    except (OSError, ValueError, http.client.HTTPException) as fault:
        raise Unreachable(TOO_SLOW if connection.is_cut else str(fault)) from fault
    finally:
        ends.cancel()
        connection.close()
    if connection.is_cut:
        raise Unreachable(TOO_SLOW)
    return Answer(response.status, plain(text))


def plain(text: str) -> str:
    """What the other end said, without what no column holds."""
    return "".join(each if each.isprintable() else " " for each in text)


def checked(url: str, listed: Listed = "hosts") -> str:
    """The address, if it is one to which something may be sent; what its name stands for is asked when it is sent."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORT
    except ValueError as fault:
        raise Forbidden("not an address") from fault
    if not (url.isascii() and url.isprintable()) or " " in url:
        raise Forbidden("only what an address is made of")
    if parts.scheme != "https" or parts.username is not None or parts.password is not None:
        raise Forbidden("only https, to a named host")
    if is_listed(parts, listed) or (port == PORT and NAME.fullmatch(parts.hostname or "")):
        return url
    raise Forbidden("only a named public host, at its usual port")


def is_listed(parts: SplitResult, listed: Listed = "hosts") -> bool:
    """Whether the deployment itself names this host, at this port, for this: then it may lie within its own network."""
    at = "" if parts.port in (None, PORT) else f":{parts.port}"
    named: tuple[str, ...] = getattr(settings.RULES.outward, listed)
    return f"{parts.hostname}{at}" in named


def _address(parts: SplitResult, listed: Listed) -> str:
    """An address of the host, to be connected to as it is: looked up once, so that the name cannot change its mind."""
    host = parts.hostname or ""
    try:
        found = [
            str(each[4][0]) for each in socket.getaddrinfo(host, parts.port or PORT, type=socket.SOCK_STREAM)
        ]
    except OSError as fault:
        raise Unreachable(str(fault)) from fault
    if not is_listed(parts, listed) and not all(_is_public(each.partition("%")[0]) for each in found):
        raise Forbidden(f"{host} lies in no public network")
    return found[0]


def _is_public(told: str) -> bool:
    """Whether an address lies in the public network, and no other address within it says otherwise."""
    address = ipaddress.ip_address(told)
    if address in WRAPPING:
        address = ipaddress.IPv4Address(address.packed[-4:])
    if address.version == 6 and address not in OUTER:
        return False
    return address.is_global and not any(address in each for each in NOT_PUBLIC)


class _To(http.client.HTTPSConnection):
    """A connection to an address, proved by the certificate of the name."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=PATIENCE)
        self.address, self.trust, self.is_cut = address, ssl.create_default_context(), False

    def connect(self) -> None:
        """Connect to the address that was looked at."""
        plain = socket.create_connection((self.address, self.port), PATIENCE)
        proved = self.trust.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock = proved
        proved.do_handshake()

    def cut(self) -> None:
        """End it from outside, whatever it waits for."""
        self.is_cut = True
        if self.sock is not None:
            with contextlib.suppress(OSError):
                # The socket below, since the cipher above may be in the midst of its work.
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
