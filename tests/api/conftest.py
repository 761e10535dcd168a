"""Machines that call the API: with a token, or with nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jingwei.foundation.people.actions import issue_token
from tests.support.world import World

Machine = Callable[[str], Client]


@pytest.fixture
def machine(world: World) -> Machine:
    """A client that carries a token of the account, acting in its first post."""

    def signed_in(account: str) -> Client:
        token = issue_token(world.accounts[account], post_key=world.posts[account])
        return Client(headers={"authorization": f"Bearer {token}"}, enforce_csrf_checks=True)

    return signed_in


def problem(response: Any, status: int, code: str) -> dict[str, Any]:
    """The problem document of an answer, complete and of the given status and code."""
    assert response.headers["Content-Type"] == "application/problem+json", response.content[:300]
    body: dict[str, Any] = response.json()
    assert response.status_code == status == body["status"], body
    assert body["code"] == code, body
    assert {"type", "title", "detail"} <= body.keys()
    assert body["title"]
    assert body["detail"]
    assert "Traceback" not in response.content.decode()
    return body
