"""The three administrators see no content: not on pages, not over the API, no full number anywhere."""

from __future__ import annotations

import pytest

from jingwei.foundation.people.actions import amend_person
from jingwei.kernel.actions import VERBS
from tests.support.matters import story_at
from tests.support.world import BUILDER, World

PHONE, THREE = "19900001234", ("sysadmin", "secadmin", "auditor")
CONTENT = ("/matters/", "/measures/", "/imports/", "/people/amendments/")


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


def test_nobody_of_them_does_two_of_their_works(world: World) -> None:
    works = {
        "sysadmin": "accounts.open",
        "secadmin": "accounts.end_sessions",
        "auditor": "ledger.see",
    }
    held = {a: {v for v in works.values() if world.actor(a).holds_anywhere(v)} for a in THREE}

    assert held == {account: {verb} for account, verb in works.items()}
    assert set(works.values()) <= set(VERBS)
