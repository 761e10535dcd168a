"""`action_items.carry`, `fulfil`, `give_back`: a matter carries it on, and with the matter it ends or comes back."""

from __future__ import annotations

import pytest

from jingwei.adapters import worker
from jingwei.foundation.action_items.actions import (
    carry_item,
    drop_item,
    finish_item,
    fulfil_item,
    give_item_back,
)
from jingwei.foundation.action_items.queries import waiting_for
from jingwei.foundation.action_items.reactions import CLOCKWORK, fulfil_many, give_many_back
from jingwei.foundation.action_items.tests.story import TEXT, last, sentence, studied
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.matters.actions import withdraw_matter
from jingwei.kernel.errors import NotFound
from tests.support.matters import HELD, inspect, story_at
from tests.support.verbs import refused
from tests.support.world import World


def test_it_no_longer_waits_for_its_owner(world: World) -> None:
    with story_at(world, "implementing") as matters, studied(world) as story:
        item = carry_item(story.item, actor=story.actor("member"), matter_id=matters.matter.pk)

        assert (item.state, item.matter, waiting_for(story.actor("member"))) == (
            "carried",
            matters.matter,
            [],
        )
        assert sentence(item) == f"喻清川用事项《{matters.matter.title}》来办举措“{TEXT}”"


def test_it_is_done_when_the_matter_is_closed(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    with story_at(world, "inspecting", today=HELD) as matters, studied(world, today=HELD) as story:
        carry_item(story.item, actor=story.actor("member"), matter_id=matters.matter.pk)
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            inspect(matters)
        worker.drain()
        item = story.item

        assert (item.state, item.ended_on) == ("done", HELD)
        assert (last(item).verb, last(item).result) == ("action_items.fulfil", "matter")
        assert sentence(item) == f"事项《{matters.matter.title}》办结了，举措“{TEXT}”跟着办成"
        fulfil_many(Record.objects.filter(verb="matters.close"))
        assert Record.objects.filter(verb="action_items.fulfil").count() == 1


def test_it_is_to_be_done_otherwise_when_the_matter_is_withdrawn(
    world: World, django_capture_on_commit_callbacks: object
) -> None:
    with story_at(world, "planning") as matters, studied(world) as story:
        carry_item(story.item, actor=story.actor("member"), matter_id=matters.matter.pk)
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            withdraw_matter(matters.matter, actor=matters.secretary, reason="换了方向")
        worker.drain()
        item = story.item

        assert (item.state, item.matter_id) == ("open", None)
        assert [each.title for each in waiting_for(story.actor("member"))] == [TEXT]
        give_many_back(Record.objects.filter(verb="matters.withdraw"))
        assert Record.objects.filter(verb="action_items.give_back").count() == 1


def test_it_is_refused(world: World) -> None:
    with story_at(world, "implementing") as matters, studied(world) as story:
        pk = matters.matter.pk
        with refused(403, "rule", clause="2.1"):
            carry_item(story.item, actor=story.actor("teacher"), matter_id=pk)
        with refused(403, "rule"):
            carry_item(story.item, actor=story.actor("outsider"), matter_id=pk)
        with pytest.raises(NotFound):
            carry_item(story.item, actor=story.actor("member"), matter_id=10**9)
        for verb in (fulfil_item, give_item_back):
            with refused(403, "no-grant"):
                verb(story.item, actor=story.actor("branch"))
            with refused(409, "step-not-open"):
                verb(story.item, actor=CLOCKWORK)
        carry_item(story.item, actor=story.actor("member"), matter_id=pk)
        carry_item(story.item, actor=story.actor("member"), matter_id=pk)
        with refused(409, "step-not-open", says="转成了事项"):
            finish_item(story.item, actor=story.actor("member"), text="办了")
        drop_item(story.item, actor=story.actor("branch"), reason="选错了")
        with refused(409, "step-not-open", says="不再办"):
            carry_item(story.item, actor=story.actor("member"), matter_id=pk)


def test_by_page_and_api(world: World) -> None:
    with story_at(world, "implementing") as matters, studied(world) as story:
        client, at = world.client("member"), f"/action-items/{story.item.pk}/carry/"
        asked = client.get(at).content.decode()
        none = client.post(at, {"matter_id": ""})
        done = client.post(at, {"matter_id": matters.matter.pk})
        shown = client.get(f"/action-items/occasions/{story.occasion.pk}/").content.decode()
        by_api = world.client("branch").post(
            f"/api/v1/action-items/{story.other.pk}/carry",
            {"matter_id": matters.matter.pk},
            content_type="application/json",
        )

    assert matters.matter.title in asked
    assert (none.status_code, done.status_code, by_api.json()["state"]) == (422, 303, "carried")
    assert f'href="/matters/{matters.matter.pk}/"' in shown
