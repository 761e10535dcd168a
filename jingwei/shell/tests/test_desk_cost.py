"""The desk costs a fixed number of questions, whatever waits on it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from jingwei.adapters.clock import clock_at
from tests.support.matters import OPENED, opened
from tests.support.world import World

TOKEN = re.compile(r"csrfmiddlewaretoken\" value=\"(\w+)\"")


@pytest.mark.parametrize(("account", "questions"), [("orgoffice", 13), ("faculty", 12), ("branch", 12)])
@pytest.mark.parametrize("matters", [1, 8])
def test_the_desk_asks_the_same_however_much_waits(
    world: World, account: str, questions: int, matters: int, django_assert_num_queries: Any
) -> None:
    with clock_at(OPENED):
        for _number in range(matters):
            opened(world)
        client = world.client(account)
        client.get("/")

        with django_assert_num_queries(questions):
            client.get("/")


def test_all_forms_of_one_answer_carry_one_token_and_the_next_answer_another(world: World) -> None:
    client = world.client("faculty")
    asked = [set(TOKEN.findall(client.get("/").content.decode())) for _time in range(2)]

    assert [len(tokens) for tokens in asked] == [1, 1]
    assert asked[0] != asked[1]
