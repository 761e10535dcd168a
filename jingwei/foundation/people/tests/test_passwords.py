"""`accounts.reset_password`, `accounts.change_password`: how a password changes hands, and what ends with the old one."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import CommandError, call_command
from django.test import Client

from jingwei.foundation.ledger.models import FirstAnswer
from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.people.actions import change_password, issue_token, reset_password
from jingwei.foundation.people.models import Account
from jingwei.foundation.people.queries import account_of_token
from tests.support.page import filled, of_class, said
from tests.support.verbs import refused
from tests.support.world import PASSWORD, World

OWN = "three-calm-rivers"


def test_a_reset_password_is_good_for_nothing_but_choosing_the_own(world: World) -> None:
    mine, account = world.client("branch"), world.accounts["branch"]
    token = issue_token(account, post_key=world.posts["branch"])

    given = reset_password(account, actor=world.actor("sysadmin")).told

    assert (mine.get("/").status_code, account_of_token(token)) == (303, (None, ""))
    fresh = Client()
    fresh.post("/sign-in/", {"username": "branch", "password": given})
    assert [fresh.get(at).headers["Location"] for at in ("/", "/people/mine/")] == [
        "/people/mine/password/"
    ] * 2
    assert fresh.get("/api/v1/matters").status_code == 403
    by_token = {"username": "branch", "password": given}
    refused_token = fresh.post("/api/v1/auth/token", by_token, content_type="application/json")
    assert (refused_token.status_code, refused_token.json()["code"]) == (403, "must-change")

    changed = fresh.post("/people/mine/password/", {"current": given, "password": OWN})

    assert (changed.status_code, changed.headers["Location"]) == (303, "/sign-in/")
    fresh.post("/sign-in/", {"username": "branch", "password": OWN})
    assert fresh.get("/").status_code == 200
    told = [record.verb for record in records_about(account)]
    assert told == ["accounts.open", "accounts.reset_password", "accounts.change_password"]


@pytest.mark.parametrize(
    ("current", "password", "says"),
    [
        ("wrong", OWN, "现在的密码不对。"),
        (PASSWORD, PASSWORD, "新密码和现在的一样"),
        (PASSWORD, "x7!q-ZZ", "10"),
    ],
)
def test_a_password_that_will_not_do_is_told_beside_its_field(
    world: World, current: str, password: str, says: str
) -> None:
    answer = world.client("branch").post("/people/mine/password/", {"current": current, "password": password})

    body = answer.content.decode()
    assert (answer.status_code, says in body, password in body) == (422, True, False)
    assert Account.objects.get(username="branch").check_password(PASSWORD)


def test_an_earlier_password_does_not_come_back(world: World, settings: Any) -> None:
    """The rules of the test say two, so that few have to be made."""
    settings.RULES = settings.RULES.model_copy(
        update={"passwords": settings.RULES.passwords.model_copy(update={"not_again": 2})}
    )
    account, actor = world.accounts["branch"], world.actor("branch")
    change_password(account, actor=actor, current=PASSWORD, password=OWN)
    with refused(422, "invalid", says="最近用过的 2 个"):
        change_password(account, actor=actor, current=OWN, password=PASSWORD)
    change_password(account, actor=actor, current=OWN, password=f"{OWN}-2")

    changed = change_password(account, actor=actor, current=f"{OWN}-2", password=PASSWORD)

    assert changed.check_password(PASSWORD)
    assert account.used_passwords.count() == 2


def test_a_password_is_not_the_name(world: World) -> None:
    with refused(422, "invalid"):
        change_password(
            world.accounts["orgoffice"],
            actor=world.actor("orgoffice"),
            current=PASSWORD,
            password="orgoffice1",
        )


def test_only_its_owner_changes_it_and_only_others_reset_it(world: World) -> None:
    with refused(403, "rule", says="只能改自己的密码。"):
        change_password(world.accounts["dean"], actor=world.actor("branch"), current=PASSWORD, password=OWN)
    with refused(403, "rule", says="这是你自己的账号。"):
        reset_password(world.accounts["sysadmin"], actor=world.actor("sysadmin"))
    with refused(403, "no-grant"):
        reset_password(world.accounts["dean"], actor=world.actor("branch"))


@pytest.mark.parametrize("account", ["secadmin", "auditor"])
def test_the_other_administrators_are_reached_on_the_server_alone(world: World, account: str) -> None:
    with refused(403, "rule", says="在服务器上用命令办理"):
        reset_password(world.accounts[account], actor=world.actor("sysadmin"))

    out = StringIO()
    call_command("reset-password", account, stdout=out)
    assert Account.objects.get(username=account).check_password(out.getvalue().strip())
    with pytest.raises(CommandError, match="no open account"):
        call_command("reset-password", "nobody")


def test_no_digest_of_a_password_is_kept_with_the_first_answer(world: World) -> None:
    client, url = world.client("branch"), f"/api/v1/accounts/{world.accounts['branch'].pk}/change-password"

    def send(password: str) -> int:
        body, key = {"current": PASSWORD, "password": password}, {"Idempotency-Key": "same"}
        return client.post(url, body, content_type="application/json", headers=key).status_code

    assert send(OWN) == 200
    first = FirstAnswer.objects.get(key="same").question
    FirstAnswer.objects.filter(key="same").delete()
    Account.objects.filter(username="branch").update(password=make_password(PASSWORD))
    client = world.client("branch")
    assert send("four-calm-rivers") == 200
    assert FirstAnswer.objects.get(key="same").question == first


def test_every_device_is_listed_and_any_can_be_signed_out(world: World) -> None:
    phone = Client(headers={"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile"})
    desk = Client(headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/131"})
    for client in (phone, desk):
        client.post("/sign-in/", {"username": "branch", "password": PASSWORD})

    page = desk.get("/sessions/")
    listed = [said(row) for row in of_class(page, "task")]
    assert sorted(("Chrome · Android" in row, "就是这里" in row) for row in listed) == [
        (False, True),
        (True, False),
    ]
    lost = filled(page)["session"]
    assert world.client("dean").post("/sessions/", {"session": lost}).status_code == 404
    assert desk.post("/sessions/", {"session": lost}).status_code == 303
    assert (phone.get("/").status_code, desk.get("/").status_code) == (303, 200)
