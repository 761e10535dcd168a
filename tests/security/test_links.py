"""What a page offers opens: from the desk, every account follows every link, and no door it is shown is shut."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from lxml import html

from tests.support.kept import kept
from tests.support.matters import story_at
from tests.support.world import World

EACH = 2
"""Pages of one shape that are looked at: two matters, not all."""
READ = ("href", "hx-get")
PRINTED: set[str] = set()
"""Papers of a shape that were printed for somebody: it takes seconds, and the next are shown the same view's .docx."""


def offered(page: str, here: str) -> Iterator[str]:
    """Every address of ours that a page names, without what it only means inside the page."""
    for element in html.fromstring(page).iter():
        for name in READ:
            if address := element.get(name):
                parts = urlsplit(urljoin(here, address))
                if not parts.netloc and not parts.path.startswith("/static/"):
                    yield parts._replace(fragment="").geturl()


def walk(client: Client) -> tuple[Counter[str], dict[str, int]]:
    """How many pages of each shape were opened, and what was answered otherwise than by a page or a file."""
    opened: Counter[str] = Counter()
    shut: dict[str, int] = {}
    ahead, seen = ["/"], {"/"}
    while ahead:
        address = ahead.pop()
        shape = re.sub(r"\b\d+(?=/)(?<!\.\d)", "N", address.partition("?")[0])
        if opened[shape] >= EACH or shape in PRINTED:
            continue
        if shape.endswith(".pdf"):
            PRINTED.add(shape)
        opened[shape] += 1
        answer = client.get(address, follow=True)
        if answer.status_code != 200:
            shut[address] = answer.status_code
        if answer.streaming:
            assert b"".join(answer.streaming_content)
        elif answer.content.strip() and answer.headers["Content-Type"].startswith("text/html"):
            found = [each for each in offered(answer.content.decode(), address) if each not in seen]
            seen.update(found)
            ahead += found
    return opened, shut


@pytest.fixture(scope="module")
def lived_in(django_db_setup: World, django_db_blocker: Any) -> Iterator[Callable[[], World]]:
    """The world with a matter in each of three stages."""
    yield from kept(django_db_blocker, lambda: with_matters(django_db_setup))


def with_matters(world: World) -> World:
    for state in ("planning", "implementing", "closed"):
        with story_at(world, state):
            pass
    return world


@pytest.mark.parametrize(
    "account",
    "province committee orgoffice faculty dean branch organizer member teacher student sysadmin secadmin auditor".split(),
)
def test_every_link_an_account_is_shown_opens_for_it(
    lived_in: Callable[[], World], db: None, account: str
) -> None:
    opened, shut = walk(lived_in().client(account))

    assert shut == {}
    assert len(opened) > 5
