"""Guessing passwords is slowed down without giving anybody the means to lock others out."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

from django.test import Client

from jingwei.shell.sign_in import BY_ADDRESS
from tests.api.conftest import problem
from tests.support.world import PASSWORD, World

HERE, ELSEWHERE = "203.0.113.7", "203.0.113.8"


def ask(password: str, address: str, username: str = "branch", **more: str) -> Any:
    body = {"username": username, "password": password}
    return Client(REMOTE_ADDR=address, **more).post(
        "/api/v1/auth/token", body, content_type="application/json"
    )


def test_the_eleventh_guess_waits_even_if_it_is_right(world: World) -> None:
    for _ in range(10):
        problem(ask("wrong-guess", HERE), 401, "not-signed-in")

    response = ask(PASSWORD, HERE)

    problem(response, 429, "too-many")
    assert 1 <= int(response.headers["Retry-After"]) <= 60


def test_the_right_password_from_elsewhere_still_works(world: World) -> None:
    for _ in range(11):
        ask("wrong-guess", HERE)

    assert ask(PASSWORD, ELSEWHERE).status_code == 200


def test_other_accounts_at_the_same_address_still_work(world: World) -> None:
    for _ in range(11):
        ask("wrong-guess", HERE)

    assert ask(PASSWORD, HERE, username="dean").status_code == 200


def test_who_knows_the_password_is_not_slowed_down(world: World) -> None:
    assert {ask(PASSWORD, HERE).status_code for _ in range(12)} == {200}


def test_an_address_that_tries_many_names_waits_as_well(world: World) -> None:
    for _ in range(200):
        BY_ADDRESS.count(HERE)

    problem(ask(PASSWORD, HERE), 429, "too-many")
    assert ask(PASSWORD, ELSEWHERE).status_code == 200


def test_a_proxy_is_believed_only_where_it_is_named(world: World, settings: Any) -> None:
    settings.TRUSTED_PROXIES = (ip_network("192.0.2.1"),)
    for _ in range(11):
        ask("wrong-guess", "192.0.2.1", HTTP_X_FORWARDED_FOR=f"10.9.9.9, {HERE}")
        ask("wrong-guess", "127.0.0.1", username="dean", HTTP_X_FORWARDED_FOR=ELSEWHERE)

    problem(ask(PASSWORD, "192.0.2.1", HTTP_X_FORWARDED_FOR=HERE), 429, "too-many")
    assert ask(PASSWORD, "192.0.2.1", HTTP_X_FORWARDED_FOR=f"{HERE}, {ELSEWHERE}").status_code == 200
    problem(ask(PASSWORD, "127.0.0.1", username="dean", HTTP_X_FORWARDED_FOR=HERE), 429, "too-many")
    assert ask(PASSWORD, ELSEWHERE, username="dean").status_code == 200


def test_the_sign_in_page_counts_with_the_api(world: World) -> None:
    for _ in range(5):
        ask("wrong-guess", HERE)
        Client(REMOTE_ADDR=HERE).post("/sign-in/", {"username": "Branch ", "password": "wrong-guess"})

    response = Client(REMOTE_ADDR=HERE).post("/sign-in/", {"username": "branch", "password": PASSWORD})

    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) >= 1
