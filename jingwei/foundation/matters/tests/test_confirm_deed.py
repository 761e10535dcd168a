"""`matters.confirm` and `matters.return`: a note is answered by the side that benefits, never by its noter."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from jingwei.foundation.matters.actions import confirm_deed, note_deed, return_deed, withdraw_matter
from jingwei.foundation.matters.models import Deed
from tests.support.matters import CALLED, Story, story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World


def party_deed(story: Story) -> Deed:
    return note_deed(story.matter, actor=story.actor("member"), text="改了走线方案", changed="decision")


def outcome(story: Story) -> Deed:
    return note_deed(
        story.matter,
        actor=story.actor("teacher"),
        text="漏播率降到 3.8%",
        goal=story.goal,
        value=Decimal("3.8"),
    )


def test_the_unit_confirms_what_the_party_side_changed(world: World) -> None:
    with story_at(world, "implementing") as story:
        deed = confirm_deed(party_deed(story), actor=story.head, remark="确实改了")

        assert (deed.state, deed.answered_name, deed.answer_reason) == ("confirmed", "乔望北", "确实改了")
        assert deed.answered_at is not None and deed.answered_at.date() == CALLED
        assert gist(last_record(story)) == ("matters.confirm", f"deed:{deed.pk}", "party", "confirmed")
        assert last_record(story).tags.endswith("|deed:deed|changed:decision|")


def test_the_unit_confirms_its_own_outcome_by_somebody_else_and_the_goal_moves(world: World) -> None:
    with story_at(world, "implementing") as story:
        assert story.goal is not None
        confirm_deed(outcome(story), actor=story.head)
        story.goal.refresh_from_db()

        assert story.goal.current == Decimal("3.80")
        assert last_record(story).values["value"] == "3.8"
        assert "|deed:outcome|" in last_record(story).tags


def test_a_note_is_returned_with_one_sentence(world: World) -> None:
    with story_at(world, "implementing") as story:
        deed = return_deed(party_deed(story), actor=story.actor("dean"), reason="改了什么，请写出来")

        assert (deed.state, deed.answer_reason) == ("returned", "改了什么，请写出来")
        assert gist(last_record(story)) == ("matters.return", f"deed:{deed.pk}", "party", "returned")
        assert last_record(story).sentence() == "柏鸿钧退回了：改了走线方案，理由：改了什么，请写出来"


@pytest.mark.parametrize("verb", [confirm_deed, return_deed])
def test_answering_is_refused(world: World, verb: Callable[..., Deed]) -> None:
    with story_at(world, "implementing") as story:
        more = {"reason": "请补"} if verb is return_deed else {}
        theirs = party_deed(story)
        for account in ("member", "teacher", "organizer", "orgoffice"):
            with refused(403, "no-grant"):
                verb(theirs, actor=story.actor(account), **more)
        for account in ("branch", "faculty", "committee"):
            with refused(403, "rule", clause="1.4", says="受益的一侧"):
                verb(theirs, actor=story.actor(account), **more)
        by_head = note_deed(story.matter, actor=story.head, text="漏播率降到 3.8%")
        with refused(403, "rule", clause="1.4", says="自己记的"):
            verb(by_head, actor=story.head, **more)
        answered = verb(theirs, actor=story.head, **more)
        with refused(409, "step-not-open"):
            verb(answered, actor=story.head, **more)


def test_a_return_needs_a_word_and_nothing_is_answered_after_the_end(world: World) -> None:
    with story_at(world, "implementing") as story:
        deed = party_deed(story)
        with refused(422, "invalid"):
            return_deed(deed, actor=story.head, reason=" ")
        withdraw_matter(story.matter, actor=story.secretary, reason="经费没有落实")
        with refused(409, "step-not-open", says="已撤回"):
            confirm_deed(deed, actor=story.head)


def test_over_the_api(world: World) -> None:
    with story_at(world, "implementing") as story:
        first, second = party_deed(story), outcome(story)

        own = post(story, "teacher", f"deeds/{second.pk}/confirm")
        other = post(story, "branch", f"deeds/{first.pk}/confirm")
        confirmed = post(story, "head", f"deeds/{first.pk}/confirm", {"remark": "好"})
        returned = post(story, "head", f"deeds/{second.pk}/return", {"reason": "数据呢"})
        unseen = post(story, "outsider", f"deeds/{first.pk}/confirm")

        assert [r.status_code for r in (own, other, confirmed, returned, unseen)] == [403, 403, 200, 200, 404]
        assert (confirmed.json()["state"], returned.json()["state"]) == ("confirmed", "returned")
