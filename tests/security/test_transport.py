"""Behind TLS cookies are for TLS alone; a proxy is believed only where it is named; plain loopback stays as it is."""

from __future__ import annotations

import re
from ipaddress import ip_network
from typing import Any

import pytest
from django.test import Client

from tests.support.world import PASSWORD, World

PROXY, NETWORK, ASKER = "192.0.2.1", "10.2.0.0/24", "203.0.113.7"
TLS = {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": ASKER}
OURS = {"csrftoken", "jingwei", "jingwei-language"}


@pytest.fixture(autouse=True)
def named(settings: Any) -> None:
    settings.TRUSTED_PROXIES = (ip_network(PROXY), ip_network(NETWORK))


def sign_in(address: str, origin: str, **headers: str) -> tuple[Client, Any]:
    """Sign in as a browser does, its forms guarded, and choose a language, so that every cookie is there."""
    host = origin.partition("//")[2]
    browser = {"HTTP_HOST": host, "HTTP_ORIGIN": origin, "REMOTE_ADDR": address, **headers}
    client = Client(enforce_csrf_checks=True, **browser)
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get("/sign-in/").content.decode())
    assert found
    form = {"csrfmiddlewaretoken": found[1]}
    answer = client.post("/sign-in/", {"username": "branch", "password": PASSWORD, **form})
    client.post("/language/", {"language": "en", **form})
    return client, answer


def secure(client: Client) -> dict[str, bool]:
    return {name: bool(cookie["secure"]) for name, cookie in client.cookies.items()}


@pytest.mark.parametrize("address", [PROXY, "10.2.0.9", f"::ffff:{PROXY}"])
def test_behind_tls_every_cookie_is_secure_and_the_browser_shall_come_back_by_tls(
    world: World, address: str
) -> None:
    client, answer = sign_in(address, "https://testserver", **TLS)

    assert (answer.status_code, answer["Strict-Transport-Security"]) == (303, "max-age=31536000")
    assert secure(client) == dict.fromkeys(OURS, True)
    assert client.get("/", secure=False).status_code == 200


def test_plain_loopback_works_without(world: World) -> None:
    client, answer = sign_in("127.0.0.1", "http://testserver")

    assert answer.status_code == 303
    assert "Strict-Transport-Security" not in answer
    assert secure(client) == dict.fromkeys(OURS, False)


@pytest.mark.parametrize("told", ["http", "https, http", "", "HTTPS;"])
def test_a_proxy_without_tls_gets_no_promise_of_it(world: World, told: str) -> None:
    answer = Client(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_PROTO=told).get("/sign-in/")

    assert "Strict-Transport-Security" not in answer
    assert not answer.cookies["csrftoken"]["secure"]


def test_a_stranger_s_word_does_not_count_and_is_told_once(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    stranger = Client(REMOTE_ADDR="127.0.0.1", **TLS)
    answers = [stranger.get("/sign-in/") for _ in range(3)]

    assert ["Strict-Transport-Security" in answer for answer in answers] == [False] * 3
    assert [record.getMessage().partition(" passes")[0] for record in caplog.records] == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("forwarded", "asker"),
    [
        (ASKER, ASKER),
        (f"1.2.3.4, {ASKER}", ASKER),
        (f"{ASKER}, 10.2.0.7, {PROXY}", ASKER),
        ("2001:db8::7", "2001:db8::7"),
        ("unknown", PROXY),
        (f"{ASKER}, unknown", PROXY),
        ("10.2.0.7", "10.2.0.7"),
        ("", PROXY),
    ],
)
def test_the_asker_is_the_last_who_is_no_proxy(world: World, forwarded: str, asker: str) -> None:
    answer = Client(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=forwarded).get("/sign-in/")

    assert answer.wsgi_request.META["REMOTE_ADDR"] == asker
