"""The three administrators see no content: not on pages, not over the API, no full number anywhere."""

from __future__ import annotations

import pytest
from lxml import html

from jingwei.foundation.people.actions import amend_person, register_person
from jingwei.kernel.actions import VERBS
from tests.support.matters import story_at
from tests.support.world import BUILDER, World

PHONE, THREE = "19900001234", ("sysadmin", "secadmin", "auditor")
CONTENT = ("/matters/", "/measures/", "/imports/", "/people/", "/people/?format=xlsx", "/people/amendments/")


@pytest.mark.parametrize("account", THREE)
def test_no_page_and_no_list_of_content_opens(world: World, account: str) -> None:
    with story_at(world, "inspecting") as story:
        title = story.matter.title
    client = world.client(account)

    assert {url: client.get(url).status_code for url in CONTENT} == dict.fromkeys(CONTENT, 403)
    assert title not in client.get("/").content.decode()
    for noun in ("matters", "attachments", "imports", "amendments"):
        answer = client.get(f"/api/v1/{noun}")
        assert answer.status_code == 403 or answer.json()["items"] == [], noun


@pytest.mark.parametrize("account", THREE)
def test_none_of_them_reads_a_full_number(world: World, account: str) -> None:
    member = amend_person(world.people["member"], actor=BUILDER, phone=PHONE)
    client = world.client(account)

    shown = client.get(f"/people/{member.pk}/")
    opened = client.post(f"/people/{member.pk}/", {"reason": "核对党费转账"})
    by_machine = client.post(
        f"/api/v1/people/{member.pk}/unmask", {"reason": "核对党费转账"}, content_type="application/json"
    )

    assert [PHONE in answer.content.decode() for answer in (shown, opened, by_machine)] == [False] * 3
    assert by_machine.status_code in (403, 404)


@pytest.mark.parametrize("account", THREE)
def test_the_roster_is_closed_to_them(world: World, account: str) -> None:
    client, member = world.client(account), world.people["member"]

    assert client.get("/api/v1/people").json()["items"] == []
    assert client.get(f"/api/v1/people/{member.pk}").status_code == 404
    assert client.get(f"/people/{member.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("account", "at"),
    [("sysadmin", "/people/accounts/new/"), ("secadmin", "/organisations/{}/appointments-make/")],
)
def test_who_is_to_get_an_account_or_a_post_is_found_by_name_alone(
    world: World, account: str, at: str
) -> None:
    member = world.people["member"]
    page = world.client(account).get(
        at.format(world["branch"].pk), {"suggest": "person", "person": member.name}
    )

    offered = html.fromstring(page.content.decode()).xpath("//option/@value")
    assert offered == [f"{member.name}　{member.code}"]
    assert member.get_standing_display() not in page.content.decode()


def test_one_machine_opens_an_account_and_another_gives_a_post(world: World) -> None:
    member, home = (
        register_person(world.universities["home"], actor=BUILDER, code="N0001", name="新来的"),
        world.universities["home"],
    )
    account = {"university_id": home.pk, "person_id": member.pk, "username": "newcomer"}
    post = {"organisation_id": world["committee"].pk, "person_id": member.pk, "role": "organisation-officer"}
    stranger = {**account, "person_id": world.people["outsider"].pk, "username": "stranger"}

    def send(who: str, noun: str, body: dict[str, object]) -> int:
        answer = world.client(who).post(f"/api/v1/{noun}", body, content_type="application/json")
        return int(answer.status_code)

    assert send("sysadmin", "accounts", account) == 200
    assert send("sysadmin", "accounts", stranger) == 404
    assert send("secadmin", "appointments", post) == 200


def test_nobody_of_them_does_two_of_their_works(world: World) -> None:
    works = {
        "sysadmin": "accounts.open",
        "secadmin": "accounts.end_sessions",
        "auditor": "ledger.see",
    }
    held = {a: {v for v in works.values() if world.actor(a).holds_anywhere(v)} for a in THREE}

    assert held == {account: {verb} for account, verb in works.items()}
    assert set(works.values()) <= set(VERBS)
