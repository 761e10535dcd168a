"""`accounts.close`, `accounts.reopen`: what ends with an account, and that it may begin again under a new password."""

from __future__ import annotations

import pytest

from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.people.actions import close_account, issue_token, reopen_account
from jingwei.foundation.people.models import Account
from jingwei.foundation.people.queries import account_of_token
from tests.support.verbs import refused
from tests.support.world import PASSWORD, World


def test_sessions_and_tokens_end_and_those_of_others_go_on(world: World) -> None:
    mine, other, account = world.client("branch"), world.client("dean"), world.accounts["branch"]
    token = issue_token(account, post_key=world.posts["branch"])

    closed = close_account(account, actor=world.actor("sysadmin"), reason="离校")

    assert (closed.is_active, mine.get("/").status_code, other.get("/").status_code) == (False, 303, 200)
    assert account_of_token(token) == (None, "")
    assert mine.post("/sign-in/", {"username": "branch", "password": PASSWORD}).status_code == 422
    assert [r.verb for r in records_about(account)] == ["accounts.open", "accounts.close"]


def test_it_opens_again_under_another_password(world: World) -> None:
    keeper, account = world.actor("sysadmin"), world.accounts["branch"]
    with refused(422, "invalid", says="没有停用"):
        reopen_account(account, actor=keeper)
    close_account(account, actor=keeper, reason="离校")
    with refused(422, "invalid", says="已经停用"):
        close_account(account, actor=keeper, reason="再停")

    opened = reopen_account(account, actor=keeper)

    fresh = Account.objects.get(pk=account.pk)
    assert (fresh.is_active, fresh.must_change, fresh.check_password(opened.told)) == (True, True, True)
    assert not fresh.check_password(PASSWORD)


@pytest.mark.parametrize("account", ["orgoffice", "secadmin", "branch", "outsider"])
def test_who_holds_no_grant_is_refused(world: World, account: str) -> None:
    with refused(403, "no-grant"):
        close_account(world.accounts["dean"], actor=world.actor(account), reason="离校")


@pytest.mark.parametrize("account", ["sysadmin", "secadmin", "auditor"])
def test_nobody_closes_the_own_account_or_another_administrators(world: World, account: str) -> None:
    with refused(403, "rule"):
        close_account(world.accounts[account], actor=world.actor("sysadmin"), reason="离校")


def test_the_page_closes_and_opens_and_keeps_what_was_typed(world: World) -> None:
    keeper, url = world.client("sysadmin"), f"/people/accounts/{world.accounts['branch'].pk}/"

    answers = [
        keeper.post(f"{url}close/", {"reason": " "}).status_code,
        keeper.post(f"{url}close/", {"reason": "离校"}).status_code,
        keeper.post(f"{url}reopen/", {}).status_code,
        keeper.post(f"{url}burn/", {}).status_code,
    ]

    assert answers == [422, 200, 200, 404]
    assert world.client("orgoffice").get(url).status_code == 403


def test_a_machine_closes_and_opens(world: World) -> None:
    url = f"/api/v1/accounts/{world.accounts['branch'].pk}"

    def send(account: str, step: str, **body: str) -> tuple[int, object]:
        answer = world.client(account).post(f"{url}/{step}", body, content_type="application/json")
        return answer.status_code, answer.json().get("is_active")

    assert send("outsider", "close", reason="离校") == (404, None)
    assert send("sysadmin", "close", reason="离校") == (200, False)
    assert send("sysadmin", "reopen") == (200, True)
