"""`accounts.open`: an account for somebody on the roster; its password is made, shown once and replaced at the first sign-in."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.people.actions import open_account, register_person
from jingwei.foundation.people.models import Account, Person
from tests.support.verbs import refused
from tests.support.world import BUILDER, World

NEW = "/people/accounts/new/"


def newcomer(world: World) -> Person:
    return register_person(world.universities["home"], actor=BUILDER, code="N0001", name="新来的")


def test_the_page_shows_the_password_once_and_its_owner_replaces_it(world: World) -> None:
    person, keeper = newcomer(world), world.client("sysadmin")

    answer = keeper.post(NEW, {"person": person.code})

    shown = re.search(r'class="told">([^<]+)<', answer.content.decode())
    account = Account.objects.get(person=person)
    assert answer.status_code == 200 and shown is not None
    assert shown[1] not in keeper.get(f"/people/accounts/{account.pk}/").content.decode()
    assert [record.verb for record in records_about(account)] == ["accounts.open"]
    assert shown[1] not in str([record.data for record in records_about(account)])
    world_of_posts = Client().post("/sign-in/", {"username": person.code, "password": shown[1]})
    assert "没有任何身份" in world_of_posts.content.decode()


@pytest.mark.parametrize("account", ["orgoffice", "secadmin", "auditor", "branch", "outsider"])
def test_who_holds_no_grant_is_refused(world: World, account: str) -> None:
    with refused(403, "no-grant"):
        open_account(world.universities["home"], actor=world.actor(account), username="newcomer")
    assert world.client(account).post(NEW, {"username": "newcomer"}).status_code == 403


def test_a_name_and_a_person_have_one_account(world: World) -> None:
    home, keeper = world.universities["home"], world.actor("sysadmin")
    with refused(422, "invalid", says="已经有人用了"):
        open_account(home, actor=keeper, username="Branch ")
    with refused(422, "invalid", says="已经有账号 branch"):
        open_account(home, actor=keeper, username="second", person=world.people["branch"])
    with refused(403, "rule", says="不在本校名册里"):
        open_account(home, actor=keeper, username="second", person=world.people["outsider"])


def test_what_was_typed_stays_where_it_is_refused(world: World) -> None:
    keeper = world.client("sysadmin")

    unknown = keeper.post(NEW, {"person": "nobody", "username": "somebody"})
    nothing = keeper.post(NEW, {})

    assert (unknown.status_code, nothing.status_code) == (422, 422)
    assert "没有找到“nobody”。" in unknown.content.decode() and "somebody" in unknown.content.decode()
    assert "请写姓名或学工号，或者写一个账号名。" in nothing.content.decode()


def test_a_machine_reads_the_password_in_the_answer_and_never_again(world: World) -> None:
    keeper, person = world.client("sysadmin"), newcomer(world)
    body = {"university_id": person.university_id, "person_id": person.pk, "username": "newcomer"}

    opened = keeper.post(
        "/api/v1/accounts", body, content_type="application/json", headers={"Idempotency-Key": "k"}
    )
    again = keeper.post(
        "/api/v1/accounts", body, content_type="application/json", headers={"Idempotency-Key": "k"}
    )

    account = Account.objects.get(username="newcomer")
    assert account.check_password(opened.json()["once"]["password"])
    assert (again.json()["id"], again.json()["once"]) == (account.pk, {})
    assert "once" not in keeper.get(f"/api/v1/accounts/{account.pk}").json()


def test_people_of_the_own_university_are_suggested(world: World) -> None:
    keeper, person = world.client("sysadmin"), newcomer(world)

    found = keeper.get(NEW, {"suggest": "person", "person": "新"}).content.decode()

    assert found == f'<option value="新来的　{person.code}" label="">'
    assert keeper.get(NEW, {"suggest": "person", "person": world.people["outsider"].name}).content == b""
    assert keeper.get(NEW, {"suggest": "username"}).status_code == 404
    assert world.client("orgoffice").get(NEW, {"suggest": "person"}).status_code == 403
