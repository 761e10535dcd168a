"""Whatever is found can be opened, and nothing is found that its list would not show: everybody, every kind, every mark."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.security.marked import FOREIGN, OWN, SIBLING, SIBLING_NAME
from tests.security.test_foreign_marks import MAY_SEE
from tests.support.matters import Story
from tests.support.world import PEOPLE

MARKS = (OWN, SIBLING, SIBLING_NAME, FOREIGN)
NO_LIST = {"clauses"}


def found(client: Client, words: str) -> list[dict[str, Any]]:
    """What the search finds, kind by kind."""
    kinds: list[dict[str, Any]] = client.get("/api/v1/search", {"q": words}).json()["items"]
    return kinds


@pytest.mark.parametrize("account", PEOPLE)
def test_all_that_is_found_opens_and_bears_no_mark_that_is_hidden(story: Story, account: str) -> None:
    client = story.world.client(account)
    hidden = [mark for mark in MARKS if mark in MAY_SEE and account not in MAY_SEE[mark]]

    for mark in MARKS:
        for kind in found(client, mark):
            for thing in kind["items"]:
                said = f"{thing['title']} {thing['beside']}"
                assert [each for each in hidden if each in said] == [], (mark, kind["noun"], thing)
                assert client.get(thing["url"].partition("#")[0]).status_code == 200, (account, thing)


@pytest.mark.parametrize("account", PEOPLE)
def test_what_is_found_is_what_its_list_shows_under_the_same_words(story: Story, account: str) -> None:
    client = story.world.client(account)

    for mark in MARKS:
        for kind in found(client, mark):
            if kind["noun"] not in NO_LIST:
                rows = client.get(f"/api/v1/{kind['noun']}", {"q": mark, "limit": 200}).json()["items"]
                ids = {thing["id"] for thing in kind["items"]}
                listed = {row["id"] for row in rows}
                assert ids <= listed, (account, mark, kind["noun"])
                assert len(ids) == min(len(listed), 5)
                assert bool(kind["more"]) == (len(listed) > 5)


@pytest.mark.parametrize("account", sorted(set(PEOPLE) - MAY_SEE[FOREIGN]))
def test_nothing_of_another_university_is_found(story: Story, account: str) -> None:
    assert found(story.world.client(account), FOREIGN) == []


def test_the_branch_finds_its_own_of_every_kind(story: Story) -> None:
    kinds = {kind["noun"] for kind in found(story.world.client("branch"), OWN)}

    assert kinds >= {"matters", "directives", "meetings", "problems", "action-items"}


@pytest.mark.parametrize(
    ("account", "nouns"),
    [
        ("sysadmin", {"organisations", "accounts"}),
        ("secadmin", {"organisations", "accounts"}),
        ("auditor", set()),
    ],
)
def test_administrators_find_no_content(story: Story, account: str, nouns: set[str]) -> None:
    client = story.world.client(account)
    names = [person[0] for person in PEOPLE.values()]
    asked = [*MARKS, story.matter.title[5:9], "农机", "branch", *names]

    kinds = {kind["noun"] for words in asked for kind in found(client, words)}

    assert kinds == nouns
