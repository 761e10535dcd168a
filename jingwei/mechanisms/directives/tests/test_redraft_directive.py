"""`directives.redraft`: a draft is written anew, whom it reaches included; what is issued is revised instead."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.mechanisms.directives.actions import issue_directive, redraft_directive, revise_directive
from jingwei.mechanisms.directives.tests.story import KINDS, NOON, PAPER, drafted, issued
from tests.support.verbs import refused
from tests.support.world import World

ANEW: dict[str, Any] = PAPER | {"title": "换了题目", "kinds": ("teacher-branch",), "clauses": ("5.2a",)}


def test_whom_it_reaches_can_be_mended_before_it_is_issued(world: World) -> None:
    with clock_at(NOON):
        story = drafted(world, kinds=("temporary-branch",))
        with refused(422, "invalid", says="没有这样的组织"):
            issue_directive(story.directive, actor=story.actor("committee"))
        directive = redraft_directive(story.directive, actor=story.actor("committee"), **ANEW)
        sent = issue_directive(directive, actor=story.actor("committee"))

    assert (sent.title, sent.addressed, sent.cited) == ("换了题目", ("teacher-branch",), ("5.2a",))
    assert sent.receipts.count() == 2
    told = [words for _record, words in sentences(list(records_about(sent)))]
    assert told[1] == "祁远山改了《换了题目》的草稿"


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("kinds", ("team",), "自己这棵树"),
        ("kinds", ("nothing-known",), "政策包里没有"),
        ("clauses", ("9.9",), "没有采用条款"),
        ("clauses", ("3.5",) * 21, "最多选 20 条"),
    ],
)
def test_what_cannot_be_is_told_on_its_field(world: World, field: str, value: object, says: str) -> None:
    with clock_at(NOON):
        story = drafted(world)
        with refused(422, "invalid", says=says):
            redraft_directive(story.directive, actor=story.actor("committee"), **ANEW | {field: value})


def test_it_is_refused(world: World) -> None:
    with clock_at(NOON):
        story = drafted(world)
        with refused(403, "no-grant"):
            redraft_directive(story.directive, actor=story.actor("faculty"), **ANEW)
        with refused(409, "step-not-open", says="起草中"):
            revise_directive(story.directive, actor=story.actor("committee"), what="改", **PAPER)
    with issued(world) as story, refused(409, "step-not-open", says="落实中"):
        redraft_directive(story.directive, actor=story.actor("committee"), **ANEW)


def test_by_page_all_that_was_drafted_stands_in_the_form(world: World) -> None:
    with clock_at(NOON):
        story, client = drafted(world), world.client("orgoffice")
        at = f"/directives/{story.directive.pk}/redraft/"
        form = client.get(at).content.decode()
        wrong = client.post(at, ANEW | {"due": "2026-04-01"})
        done = client.post(at, ANEW | {"due": "2026-04-30"})
        story.directive.refresh_from_db()

    ticked = html.fromstring(form).xpath("//input[@name='kinds'][@checked]/@value")
    assert ticked == list(KINDS)
    assert (wrong.status_code, "换了题目" in wrong.content.decode()) == (422, True)
    assert (done.status_code, story.directive.title) == (303, "换了题目")


def test_over_the_api(world: World) -> None:
    with clock_at(NOON):
        story = drafted(world)
        path = f"/api/v1/directives/{story.directive.pk}/redraft"
        body = ANEW | {"due": "2026-04-30"}
        done = world.client("committee").post(path, body, content_type="application/json")

    assert (done.status_code, done.json()["kinds"]) == (200, ["teacher-branch"])
