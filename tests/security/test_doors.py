"""Every door says who may come through, and keeps to it for strangers, forgers and odd methods."""

from __future__ import annotations

import pytest
from django.test import Client

from jingwei.kernel.actions import VERBS
from tests.security.routes import Page, operations, pages
from tests.support.world import World

WITHOUT_ACCOUNT = {"auth.token"}
PUBLIC = {"sign-in/", "sign-out/", "language/", "healthz", "ui/"}
PUBLIC |= {"opening/", "app.webmanifest", "sw.js"}
PUBLIC |= {"notices/calendar/<slug:secret>.ics", "notices/leave/<str:token>/"}  # who knows the secret may
SAMPLES = {"int": "1", "str": "1", "slug": "x", "path": "x", "uuid": "0" * 32}
ODD = ("put", "patch", "delete", "options", "trace", "head")


def sample(page: Page) -> str:
    return page.filled({name: SAMPLES[kind] for kind, name in page.parameters})


def test_every_page_is_classified() -> None:
    unclassified = [page.pattern for page in pages() if not page.access]
    unknown = [
        p.pattern for p in pages() if p.access not in ("public", "signed-in") and p.access not in VERBS
    ]

    assert unclassified == []
    assert unknown == []


def test_what_is_open_to_all_is_a_short_known_list() -> None:
    assert {page.pattern for page in pages() if page.access == "public"} == PUBLIC


def test_every_operation_asks_who_is_there() -> None:
    open_to_all = {a.operation.operation_id for a in operations() if a.open_to_all}

    assert open_to_all == WITHOUT_ACCOUNT


def test_strangers_are_sent_to_the_door(world: World) -> None:
    found = {}
    for page in pages():
        if page.access != "public":
            response = Client().get(sample(page))
            found[page.pattern] = (response.status_code, response.headers.get("Location", "")[:9])

    assert {pattern: got for pattern, got in found.items() if got != (303, "/sign-in/")} == {}


def test_strange_machines_get_401(world: World) -> None:
    found = {}
    for asked in operations():
        if not asked.open_to_all:
            address = asked.at(id=1, indicator="x")
            response = getattr(Client(), asked.method.lower())(address, content_type="application/json")
            found[asked.operation.operation_id] = response.status_code

    assert {name: status for name, status in found.items() if status != 401} == {}


def test_no_form_is_taken_from_elsewhere(world: World) -> None:
    client = world.client("orgoffice")
    client.handler.enforce_csrf_checks = True

    found = {page.pattern: client.post(sample(page)).status_code for page in pages()}

    assert {pattern: status for pattern, status in found.items() if status != 403} == {}


def test_no_operation_is_taken_from_a_session_without_its_mark(world: World) -> None:
    client = world.client("orgoffice")
    client.handler.enforce_csrf_checks = True

    found = {
        asked.operation.operation_id: client.post(asked.at(id=1), content_type="application/json").json()[
            "code"
        ]
        for asked in operations()
        if asked.method == "POST" and not asked.open_to_all
    }

    assert {name: code for name, code in found.items() if code != "csrf"} == {}


@pytest.mark.parametrize("account", ["orgoffice", "branch"])
def test_odd_methods_never_break_a_page(world: World, account: str) -> None:
    client = world.client(account)
    found = {
        (page.pattern, method): status
        for page in pages()
        for method in ODD
        if (status := getattr(client, method)(sample(page)).status_code)
        not in ((200, 302, 303, 403, 404, 405) if method == "head" else (403, 404, 405))
    }

    assert found == {}
