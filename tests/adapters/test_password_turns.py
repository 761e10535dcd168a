"""Passwords are worked on in turn, so that who signs in does not hold up who is in already."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client

from jingwei.adapters import passwords
from jingwei.adapters.models import Tally
from jingwei.adapters.passwords import AT_ONCE, MOST_WAITING, Argon2id
from jingwei.kernel.errors import TooMany
from tests.support.world import PASSWORD, World


def test_no_more_are_worked_on_at_once_than_leave_a_core_free(monkeypatch: pytest.MonkeyPatch) -> None:
    now, most = [0], [0]
    count = threading.Lock()

    def slow(_self: Any, _password: str, _encoded: str) -> bool:
        with count:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.02)
        with count:
            now[0] -= 1
        return True

    monkeypatch.setattr(Argon2PasswordHasher, "verify", slow)
    answers: list[bool] = []
    hands = [
        threading.Thread(target=lambda: answers.append(Argon2id().verify("a", "b")))
        for _ in range(AT_ONCE + MOST_WAITING)
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    assert answers == [True] * (AT_ONCE + MOST_WAITING)
    assert most == [AT_ONCE]


def test_who_comes_when_too_many_wait_is_asked_to_come_again(world: World, client: Client) -> None:
    typed = {"username": "branch", "password": PASSWORD}
    with ExitStack() as taken:
        for _ in range(AT_ONCE + MOST_WAITING):
            assert passwords._room.acquire(blocking=False)
            taken.callback(passwords._room.release)
        for _more_often_than_one_may_try in range(12):
            full = client.post("/sign-in/", typed)
        with pytest.raises(TooMany):
            Argon2id().encode("a", "b" * 16)
    assert [tries for (tries,) in Tally.objects.values_list("tries")] == [0, 0]
    let_in = client.post("/sign-in/", typed)

    assert (full.status_code, full["Retry-After"]) == (429, "1")
    assert let_in.status_code in (302, 303)
