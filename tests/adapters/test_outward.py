"""Requests leave for public addresses alone, whatever writing of an address is tried, and none holds a worker up."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any

import pytest

from jingwei.adapters import outward
from tests.support.outside import outside


@pytest.mark.parametrize(
    "url",
    [
        "http://push.example.com/x",
        "https://127.0.0.1/x",
        "https://2130706433/x",
        "https://[::1]/x",
        "https://10.0.0.1/x",
        "https://intranet/x",
        "https://push.example.com:8443/x",
        "https://user:word@push.example.com/x",
        "https://push.example.com:99999/x",
        "https://推送.example.com/x",
        "file:///etc/passwd",
        "gopher://push.example.com/",
        "https://0x7f.0.0.1/x",
        "https://127.1/x",
        "https://0177.0.0.1/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://.example.com/x",
        "https://push..example.com/x",
        f"https://{'a' * 64}.example.com/x",
        "https://evil.com\\@push.example.com/x",
        "https://@push.example.com/x",
        "https://push.example.com/x y",
        "https://push.example.com/x\r\nHost: other",
        "https://push.example.com/\x00",
        "",
    ],
)
def test_what_is_no_public_address_is_not_taken(url: str) -> None:
    with pytest.raises(outward.Forbidden):
        outward.checked(url)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1"),
        *("192.0.0.8", "192.88.99.1", "240.0.0.1", "::1", "fd00::1", "fe80::1%eth0", "fec0::1", "ff02::1"),
        # An IPv4 address within: mapped, compatible, through a translator, through a relay.
        *("::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::"),
    ],
)
def test_a_name_that_stands_for_a_private_address_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    family = 10 if ":" in address else 2
    looked_up = [(2, 1, 6, "", ("93.184.216.34", 443)), (family, 1, 6, "", (address, 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *asked, **more: looked_up)

    with pytest.raises(outward.Forbidden, match="no public network"):
        outward.post("https://push.example.com/x", b"", {})


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_a_public_address_is_asked(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    family = 10 if ":" in address else 2
    asked: list[Any] = []

    def connect(to: Any, patience: float) -> Any:
        asked.append(to)
        raise OSError("no network here")

    monkeypatch.setattr("socket.getaddrinfo", lambda *a, **more: [(family, 1, 6, "", (address, 443))])
    monkeypatch.setattr("socket.create_connection", connect)
    with pytest.raises(outward.Unreachable):
        outward.post("https://push.example.com/x", b"", {})
    assert asked == [(address, 443)]


def test_a_named_host_is_named_with_its_port(settings: Any, monkeypatch: Any, tmp_path: Any) -> None:
    with outside(settings, monkeypatch, tmp_path) as there:
        assert outward.checked(f"{there.url}/x") == f"{there.url}/x"
        with pytest.raises(outward.Forbidden):
            outward.checked("https://localhost:22/x")
        with pytest.raises(outward.Forbidden):
            outward.checked("https://localhost/x")


def test_what_is_listed_for_applications_is_listed_for_nothing_else(
    settings: Any, monkeypatch: Any, tmp_path: Any
) -> None:
    with outside(settings, monkeypatch, tmp_path, listed="apps") as there:
        assert outward.checked(f"{there.url}/x", "apps") == f"{there.url}/x"
        for asked in (lambda: outward.checked(f"{there.url}/x"), lambda: outward.post(there.url, b"", {})):
            with pytest.raises(outward.Forbidden):
                asked()
    with outside(settings, monkeypatch, tmp_path) as there, pytest.raises(outward.Forbidden):
        outward.get(there.url, "apps")


def test_an_answer_is_kept_without_what_no_column_holds(
    settings: Any, monkeypatch: Any, tmp_path: Any
) -> None:
    with outside(settings, monkeypatch, tmp_path) as there:
        there.text = "no\x00t\x1b[31m\nnow"
        assert outward.post(there.url, b"", {}).text == "no t [31m now"


@pytest.mark.parametrize("shaken", [True, False])
def test_who_drips_holds_nobody_up(
    settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, shaken: bool
) -> None:
    """The other end takes the connection, and then says a byte now and then, or nothing of TLS at all."""
    monkeypatch.setattr(outward, "PATIENCE", 1.0)
    with outside(settings, monkeypatch, tmp_path, drips=shaken) as there:
        url = there.url if shaken else _silent(settings)
        begun = time.monotonic()
        with pytest.raises(outward.Unreachable):
            outward.post(url, b"", {})
    assert time.monotonic() - begun < 3


def _silent(settings: Any) -> str:
    """A port that sends the beginning of nothing, byte by byte."""
    ear = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        taken, _address = ear.accept()
        with taken, ear:
            # The head of a TLS record that would be long.
            for byte in b"\x16\x03\x03\x40\x00" + b"\x02" * 100:
                try:
                    taken.sendall(bytes([byte]))
                except OSError:
                    return
                time.sleep(0.2)

    threading.Thread(target=drip, daemon=True).start()
    at = f"localhost:{ear.getsockname()[1]}"
    named = settings.RULES.outward.model_copy(update={"hosts": (at,)})
    settings.RULES = settings.RULES.model_copy(update={"outward": named})
    return f"https://{at}"
