"""`directives.revise`: a minor edit keeps the receipts, a major one asks those touched to sign again."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from jingwei.adapters.clock import clock_at
from jingwei.foundation.evidence.actions import attach_evidence
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.mechanisms.directives.actions import (
    issue_directive,
    revise_directive,
    sign_receipt,
    take_on_receipt,
)
from jingwei.mechanisms.directives.queries import files_beside
from jingwei.mechanisms.directives.tests.story import NOON, PAPER, Story, drafted, issued
from tests.support.verbs import refused
from tests.support.world import World

CHANGED: dict[str, Any] = PAPER | {"text": "各院系列出清单，支部每年至少办两项。", "what": "一项改为两项"}


def both_signed(story: Story) -> None:
    sign_receipt(story.receipt("branch"), actor=story.actor("branch"))
    take_on_receipt(story.receipt("faculty_party"), actor=story.actor("faculty"), plan="先排一次")


def states(story: Story) -> dict[str, tuple[str, int]]:
    found = {name: story.receipt(name) for name in ("branch", "faculty_party", "other_branch")}
    return {name: (each.state, each.edition) for name, each in found.items()}


def test_a_minor_edit_keeps_every_receipt(world: World) -> None:
    with issued(world) as story:
        both_signed(story)
        directive = revise_directive(story.directive, actor=story.actor("committee"), **CHANGED)

        assert (directive.edition, directive.text) == (1, CHANGED["text"])
        assert states(story) == {
            "branch": ("signed", 1),
            "faculty_party": ("taken", 1),
            "other_branch": ("sent", 0),
        }


def test_a_major_one_asks_those_touched_again_and_nobody_else(world: World) -> None:
    with issued(world) as story:
        both_signed(story)
        revise_directive(
            story.directive, actor=story.actor("committee"), sign_again=["teacher-branch"], **CHANGED
        )
        asked = states(story)
        again = sign_receipt(story.receipt("branch"), actor=story.actor("branch"))

        assert asked == {"branch": ("sent", 1), "faculty_party": ("taken", 1), "other_branch": ("sent", 0)}
        assert (again.state, again.edition) == ("signed", 2)


def test_the_edition_rises_where_somebody_is_asked(world: World) -> None:
    with issued(world) as story:
        committee, again = story.actor("committee"), ["teacher-branch"]
        first = revise_directive(story.directive, actor=committee, sign_again=again, **CHANGED)
        assert first.edition == 1
        both_signed(story)
        second = revise_directive(
            first, actor=committee, sign_again=again, **CHANGED | {"what": "两项改三项"}
        )
        assert second.edition == 2


def test_it_is_refused(world: World) -> None:
    with issued(world) as story:
        with refused(422, "invalid", says="没有发给这类组织"):
            revise_directive(
                story.directive, actor=story.actor("committee"), sign_again=["student-branch"], **CHANGED
            )
        with refused(403, "no-grant"):
            revise_directive(story.directive, actor=story.actor("faculty"), **CHANGED)
        with refused(422, "invalid"):
            revise_directive(story.directive, actor=story.actor("committee"), **CHANGED | {"what": ""})


def test_by_page_the_form_knows_what_there_is(world: World) -> None:
    with issued(world) as story:
        both_signed(story)
        client, at = world.client("committee"), f"/directives/{story.directive.pk}/revise/"
        form = client.get(at).content.decode()
        sent = client.post(at, CHANGED | {"due": "2026-04-30", "sign_again": ["teacher-branch"]})
        story.directive.refresh_from_db()

    assert PAPER["text"] in form and "请谁重新签收" in form
    assert (sent.status_code, story.directive.edition) == (303, 2)


def test_files_come_off_with_what_is_said(world: World) -> None:
    with clock_at(NOON):
        story = drafted(world)
        committee = story.actor("committee")
        kept, gone = (
            attach_evidence(story.directive, actor=committee, upload=SimpleUploadedFile(name, b"text"))
            for name in ("甲.txt", "乙.txt")
        )
        issue_directive(story.directive, actor=committee)
        form = world.client("committee").get(f"/directives/{story.directive.pk}/revise/").content.decode()
        revise_directive(story.directive, actor=committee, **CHANGED, files_off=[gone.pk])

        assert "取下哪些附件" in form and "乙.txt" in form
        assert files_beside(story.actor("branch"), story.directive) == [kept]
        told = [sentence for _record, sentence in sentences(list(records_about(story.directive)))]
        assert told[-2:] == [
            f"祁远山从“{PAPER['title']}”取下了文件 乙.txt，理由：一项改为两项",
            f"祁远山改了《{PAPER['title']}》：一项改为两项（重新签收 0 个）",
        ]
        with refused(422, "invalid", says="没有这个附件"):
            revise_directive(story.directive, actor=committee, **CHANGED, files_off=[gone.pk])


def test_over_the_api(world: World) -> None:
    with issued(world) as story:
        path = f"/api/v1/directives/{story.directive.pk}/revise"
        body = CHANGED | {"due": "2026-04-30"}
        done = world.client("committee").post(path, body, content_type="application/json")
        unknown = body | {"sign_again": ["student-branch"]}
        wrong = world.client("committee").post(path, unknown, content_type="application/json")

    assert (wrong.status_code, [each["field"] for each in wrong.json()["errors"]]) == (422, ["sign_again"])
    assert (done.status_code, done.json()["text"]) == (200, CHANGED["text"])
