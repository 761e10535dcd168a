"""`matters.note`: one sentence is a complete record; the rest is guessed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jingwei.foundation.matters.actions import note_deed
from jingwei.kernel.actor import system
from jingwei.kernel.errors import Invalid, NotFound
from tests.support.matters import CALLED, story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World


def test_the_sentence_alone_is_enough(world: World) -> None:
    with story_at(world, "implementing") as story:
        deed = note_deed(story.matter, actor=story.actor("member"), text=" 党员轮流   守夜 ")

        assert (deed.text, deed.on, deed.side, deed.kind, deed.benefits, deed.state) == (
            *("党员轮流 守夜", CALLED, "party", "deed", "unit", "noted"),
        )
        assert deed.milestone == story.milestones["both"]
        assert gist(last_record(story)) == ("matters.note", f"deed:{deed.pk}", "party", "")
        assert last_record(story).tags.endswith("|deed:deed|")
        assert last_record(story).sentence() == "喻清川记了一笔：党员轮流 守夜"


@pytest.mark.parametrize(
    ("account", "more", "side", "kind", "benefits"),
    [
        ("teacher", {"text": "台架试验三轮"}, "unit", "deed", "party"),
        ("teacher", {"text": "漏播率降到 2.8%"}, "unit", "outcome", "unit"),
        ("teacher", {"text": "没有达到预期"}, "unit", "deed", "party"),
        ("member", {"text": "三个合作社用上了"}, "party", "outcome", "unit"),
        ("branch", {"text": "漏播率降到 2.8%", "kind": "deed"}, "party", "deed", "unit"),
        ("dean", {"text": "在三号地块试播", "kind": "outcome"}, "unit", "outcome", "unit"),
    ],
)
def test_side_and_kind_are_guessed(
    world: World, account: str, more: dict[str, Any], side: str, kind: str, benefits: str
) -> None:
    with story_at(world, "implementing") as story:
        deed = note_deed(story.matter, actor=story.actor(account), **more)

        assert (deed.side, deed.kind, deed.benefits) == (side, kind, benefits)


def test_what_the_party_side_changed_is_tagged(world: World) -> None:
    with story_at(world, "implementing") as story:
        note_deed(story.matter, actor=story.actor("member"), text="支部会改了走线方案", changed="decision")

        assert last_record(story).tags.endswith("|deed:deed|changed:decision|")


def test_a_figure_moves_its_goal_only_when_confirmed(world: World) -> None:
    with story_at(world, "implementing") as story:
        assert story.goal is not None
        deed = note_deed(
            story.matter, actor=story.actor("teacher"), text="又测一轮", goal=story.goal, value=Decimal("3.8")
        )
        story.goal.refresh_from_db()

        assert (deed.kind, story.goal.current) == ("outcome", Decimal("6.20"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": " "},
        {"text": "长" * 301},
        {"on": date(2026, 5, 21)},
        {"on": date(2026, 3, 1)},
        {"kind": "photo"},
        {"changed": "mind"},
        {"value": Decimal(1)},
    ],
)
def test_what_is_typed_wrong_is_named(world: World, wrong: dict[str, Any]) -> None:
    with story_at(world, "implementing") as story, refused(422, "invalid"):
        note_deed(story.matter, actor=story.secretary, **{"text": "守夜"} | wrong)


def test_it_is_refused(world: World) -> None:
    with story_at(world, "implementing") as story:
        for account in ("student", "organizer", "orgoffice", "neighbour"):
            with refused(403, "no-grant"):
                note_deed(story.matter, actor=story.actor(account), text="来过")
        with refused(403, "no-grant"):
            note_deed(story.matter, actor=story.actor("member"), text="来过", side="unit")
        with refused(422, "invalid"):
            note_deed(story.matter, actor=story.head, text="改了决策", changed="decision")
        with pytest.raises(Invalid, match="哪一侧"):
            note_deed(story.matter, actor=system("系统", "matters.note"), text="自动归集")
    with story_at(world) as early, refused(409, "step-not-open"):
        note_deed(early.matter, actor=early.secretary, text="早了")
    with story_at(world, "closed") as late, refused(409, "step-not-open", says="已办结"):
        note_deed(late.matter, actor=late.secretary, text="晚了")


def test_parts_of_another_matter_are_not_there(world: World) -> None:
    with story_at(world, "implementing") as story, story_at(world, "implementing") as other:
        with pytest.raises(NotFound):
            note_deed(story.matter, actor=story.head, text="串了", milestone=other.milestones["unit"])
        path = f"matters/{story.matter.pk}/note"
        mixed = post(story, "head", path, {"text": "串了", "goal_id": other.goal.pk if other.goal else 0})

        assert mixed.status_code == 404


def test_over_the_api_a_resent_note_is_one_note(world: World) -> None:
    with story_at(world, "implementing") as story:
        path = f"matters/{story.matter.pk}/note"
        key = {"Idempotency-Key": "phone-1"}
        answers = [post(story, "member", path, {"text": "守夜到天亮"}, **key) for _ in range(2)]

        assert [each.status_code for each in answers] == [200, 200]
        assert story.matter.deeds.filter(text="守夜到天亮").count() == 1
