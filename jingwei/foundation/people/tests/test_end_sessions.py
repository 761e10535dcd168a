"""`accounts.end_sessions`: the security administrator signs an account out everywhere; the password stays."""

from __future__ import annotations

import pytest

from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.people.actions import end_sessions, issue_token
from jingwei.foundation.people.models import Account
from jingwei.foundation.people.queries import account_of_token
from tests.support.verbs import refused
from tests.support.world import PASSWORD, World


def test_every_session_and_token_ends_and_the_password_stays(world: World) -> None:
    first, second, other = world.client("branch"), world.client("branch"), world.client("dean")
    account = world.accounts["branch"]
    token = issue_token(account, post_key=world.posts["branch"])

    end_sessions(account, actor=world.actor("secadmin"), reason="手机丢失")

    assert [c.get("/").status_code for c in (first, second, other)] == [303, 303, 200]
    assert account_of_token(token) == (None, "")
    assert Account.objects.get(pk=account.pk).check_password(PASSWORD)
    assert [r.verb for r in records_about(account)] == ["accounts.open", "accounts.end_sessions"]


def test_it_says_why(world: World) -> None:
    with refused(422, "invalid", says="为什么"):
        end_sessions(world.accounts["branch"], actor=world.actor("secadmin"), reason=" ")


@pytest.mark.parametrize("account", ["orgoffice", "sysadmin", "auditor", "branch", "outsider"])
def test_who_holds_no_grant_is_refused(world: World, account: str) -> None:
    with refused(403, "no-grant"):
        end_sessions(world.accounts["dean"], actor=world.actor(account), reason="手机丢失")


def test_the_own_sessions_are_ended_on_the_own_page(world: World) -> None:
    with refused(403, "rule"):
        end_sessions(world.accounts["secadmin"], actor=world.actor("secadmin"), reason="手机丢失")


def test_the_page_lists_the_devices_and_ends_them(world: World) -> None:
    world.client("branch")
    keeper, url = world.client("secadmin"), f"/people/accounts/{world.accounts['branch'].pk}/"
    assert "别的设备" in keeper.get(url).content.decode()

    empty = keeper.post(f"{url}end-sessions/", {"reason": ""})
    done = keeper.post(f"{url}end-sessions/", {"reason": "手机丢失"})

    assert (empty.status_code, done.status_code) == (422, 200)
    assert "没有登录着的设备" in done.content.decode()


def test_a_machine_ends_them(world: World) -> None:
    client, pk = world.client("branch"), world.accounts["branch"].pk
    answer = world.client("secadmin").post(
        f"/api/v1/accounts/{pk}/end-sessions", {"reason": "手机丢失"}, content_type="application/json"
    )

    assert (answer.status_code, client.get("/").status_code) == (200, 303)
