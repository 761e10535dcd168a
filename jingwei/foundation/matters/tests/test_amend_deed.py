"""`matters.amend_deed` and `matters.withdraw_deed`: a note is the noter's until it is confirmed."""

from __future__ import annotations

from datetime import date

from jingwei.foundation.matters.actions import (
    amend_deed,
    confirm_deed,
    note_deed,
    return_deed,
    withdraw_deed,
)
from tests.support.matters import story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World


def test_a_returned_note_is_put_right_and_asked_again(world: World) -> None:
    with story_at(world, "implementing") as story:
        deed = note_deed(story.matter, actor=story.actor("teacher"), text="照片 3 张")
        deed = return_deed(deed, actor=story.secretary, reason="请补一句做了什么")

        amended = amend_deed(
            deed,
            actor=story.actor("teacher"),
            text="换了电缆接头，漏播误报降到 1%",
            kind="outcome",
            on=date(2026, 5, 1),
        )

        record = last_record(story)
        assert (amended.state, amended.benefits, amended.answer_reason) == ("noted", "unit", "")
        assert gist(record) == ("matters.amend_deed", f"deed:{deed.pk}", "unit", "")
        assert record.values["old"] == {"text": "照片 3 张", "kind": "deed", "on": "2026-05-20"}
        assert "deed:outcome" in record.tags


def test_a_note_is_taken_back_and_the_record_keeps_it(world: World) -> None:
    with story_at(world, "implementing") as story:
        deed = note_deed(story.matter, actor=story.actor("member"), text="记错了", changed="person")
        gone = withdraw_deed(deed, actor=story.actor("member"), reason="是另一件事")

        assert gone.state == "withdrawn"
        assert gist(last_record(story)) == ("matters.withdraw_deed", f"deed:{deed.pk}", "party", "")
        assert last_record(story).values == {"text": "记错了", "reason": "是另一件事"}
        with refused(409, "step-not-open"):
            confirm_deed(gone, actor=story.head)


def test_they_are_refused(world: World) -> None:
    with story_at(world, "implementing") as story:
        deed = note_deed(story.matter, actor=story.actor("member"), text="守夜")
        for account, code in (("branch", "rule"), ("teacher", "rule"), ("student", "no-grant")):
            with refused(403, code):
                amend_deed(deed, actor=story.actor(account), text="别的")
            with refused(403, code):
                withdraw_deed(deed, actor=story.actor(account))
        with refused(422, "invalid"):
            amend_deed(deed, actor=story.actor("member"), text="守夜")
        confirmed = confirm_deed(deed, actor=story.head)
        with refused(409, "step-not-open", says="已认可"):
            amend_deed(confirmed, actor=story.actor("member"), text="别的")
        with refused(409, "step-not-open"):
            withdraw_deed(confirmed, actor=story.actor("member"))


def test_over_the_api_with_the_version_that_was_read(world: World) -> None:
    with story_at(world, "implementing") as story:
        deed = note_deed(story.matter, actor=story.actor("member"), text="守夜")
        amended = post(
            story, "member", f"deeds/{deed.pk}/amend-deed", {"text": "守夜到天亮"}, **{"If-Match": '"1"'}
        )
        stale = post(
            story, "member", f"deeds/{deed.pk}/amend-deed", {"text": "守到半夜"}, **{"If-Match": '"1"'}
        )
        withdrawn = post(story, "member", f"deeds/{deed.pk}/withdraw-deed")

        assert (amended.status_code, stale.status_code) == (200, 409)
        assert stale.json()["code"] == "edited-meanwhile"
        assert (withdrawn.status_code, withdrawn.json()["state"]) == (200, "withdrawn")
