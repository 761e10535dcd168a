"""What ends with an account or with its password."""

from __future__ import annotations

import pytest

from jingwei.foundation.people.actions import close_account, issue_token, reset_password
from jingwei.foundation.people.queries import account_of_token
from tests.support.world import World


@pytest.mark.parametrize("ends", ["password", "account"])
def test_sessions_and_tokens_end_and_those_of_others_go_on(world: World, ends: str) -> None:
    mine, other = world.client("branch"), world.client("dean")
    token = issue_token(world.accounts["branch"], post_key=world.posts["branch"])
    account, actor = world.accounts["branch"], world.actor("sysadmin")

    if ends == "password":
        reset_password(account, actor=actor, password="rather-long-and-new")
    else:
        close_account(account, actor=actor, reason="离校")

    assert mine.get("/").status_code == 303
    assert other.get("/").status_code == 200
    assert account_of_token(token) == (None, "")
