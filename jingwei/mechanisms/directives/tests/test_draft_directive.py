"""`directives.draft`: a decision is written down once, with whom it reaches."""

from __future__ import annotations

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.mechanisms.directives.actions import draft_directive
from jingwei.mechanisms.directives.models import Directive
from jingwei.mechanisms.directives.tests.story import ISSUED_ON, KINDS, NOON, PAPER, drafted
from tests.support.verbs import refused
from tests.support.world import World

FIELDS = PAPER | {"due": "2026-04-30", "kinds": list(KINDS), "clauses": ["3.5"]}


def test_it_keeps_what_was_decided(world: World) -> None:
    with clock_at(NOON):
        directive = drafted(world).directive

    assert (directive.state, directive.cited, directive.addressed) == ("draft", ("3.5", "5.2a"), KINDS)
    assert sentences(list(records_about(directive)))[-1][1] == f"祁远山起草了《{PAPER['title']}》"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " "),
        ("title", "长" * 81),
        ("text", ""),
        ("due", ISSUED_ON.replace(day=1)),
        ("clauses", ("9.9",)),
        ("alignment", "长" * 301),
    ],
)
def test_what_cannot_be_is_told_on_its_field(world: World, field: str, value: object) -> None:
    values = PAPER | {"kinds": KINDS, field: value}
    with clock_at(NOON), refused(422, "invalid"):
        draft_directive(world["committee"], actor=world.actor("committee"), **values)


@pytest.mark.parametrize("account", ["faculty", "branch", "dean", "sysadmin", "province", "outsider"])
def test_it_is_refused(world: World, account: str) -> None:
    with clock_at(NOON), refused(403, "no-grant"):
        draft_directive(world["committee"], actor=world.actor(account), kinds=KINDS, **PAPER)


def test_by_page_what_was_typed_stays_and_the_page_says_whom_it_reaches(world: World) -> None:
    client = world.client("orgoffice")
    with clock_at(NOON):
        form = client.get("/directives/new/").content.decode()
        wrong = client.post("/directives/new/", FIELDS | {"due": "2026-04-01"})
        made = client.post("/directives/new/", FIELDS)

    assert "院系党委（2 个）" in form and "教师党支部（2 个）" in form
    assert (wrong.status_code, PAPER["text"] in wrong.content.decode()) == (422, True)
    directive = Directive.objects.get()
    assert (made.status_code, made["Location"]) == (303, f"/directives/{directive.pk}/")
    assert world.client("branch").get("/directives/new/").status_code == 403
    assert world.client("branch").get(f"/directives/{directive.pk}/").status_code == 404


def test_over_the_api(world: World) -> None:
    client = world.client("committee")
    body = FIELDS | {"organisation_id": world["committee"].pk}
    with clock_at(NOON):
        made = client.post("/api/v1/directives", body, content_type="application/json")

    assert made.status_code in (200, 201), made.content
    assert (made.json()["state"], made.json()["clauses"]) == ("draft", ["3.5"])
