"""Every page answers to htmx as well: with a part of it or the whole, never with a fault."""

from __future__ import annotations

import pytest

from tests.security.routes import pages
from tests.support.world import World

PLAIN = sorted(each.filled({}) for each in pages() if not each.parameters and "sign-out" not in each.pattern)


@pytest.mark.parametrize("account", ["committee", "orgoffice", "organizer", "branch", "dean", "sysadmin"])
def test_no_page_breaks_where_htmx_asks(world: World, account: str) -> None:
    client = world.client(account)
    answers = {each: client.get(each, headers={"HX-Request": "true"}).status_code for each in PLAIN}

    assert {each: status for each, status in answers.items() if status >= 500} == {}
    assert list(answers.values()).count(200) >= 10
