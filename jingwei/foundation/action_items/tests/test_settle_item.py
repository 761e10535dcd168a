"""`action_items.settle`: one more action item of an occasion that was held."""

from __future__ import annotations

from datetime import date

import pytest

from jingwei.foundation.action_items.actions import settle_item
from jingwei.foundation.action_items.models import ActionItem
from jingwei.foundation.action_items.tests.story import DUE, last, studied
from jingwei.kernel.errors import NotFound
from tests.support.verbs import refused
from tests.support.world import World

MORE = "请农技员来讲一次"


def test_one_more_is_settled(world: World) -> None:
    with studied(world) as story:
        item = settle_item(
            story.occasion, actor=story.actor("branch"), text=MORE, person=world.people["head"], due=DUE
        )

    assert (item.text, item.person, item.organisation, item.state) == (
        MORE,
        world.people["head"],
        world["branch"],
        "open",
    )
    assert last(item).verb == "action_items.settle"


def test_it_is_refused(world: World) -> None:
    with studied(world) as story:
        for account in ("member", "neighbour", "outsider"):
            with refused(403, "no-grant"):
                settle_item(
                    story.occasion,
                    actor=story.actor(account),
                    text=MORE,
                    person=world.people["head"],
                    due=DUE,
                )
        with refused(422, "invalid", says="不能早于"):
            settle_item(
                story.occasion,
                actor=story.actor("branch"),
                text=MORE,
                person=world.people["head"],
                due=date(2026, 4, 1),
            )
        with refused(422, "invalid", says="日子最远定到五年以后，请看一下年份。"):
            settle_item(
                story.occasion,
                actor=story.actor("branch"),
                text=MORE,
                person=world.people["head"],
                due=date(9999, 1, 1),
            )
        with pytest.raises(NotFound):
            settle_item(
                story.occasion,
                actor=story.actor("branch"),
                text=MORE,
                person=world.people["outsider"],
                due=DUE,
            )


def test_by_page_and_api(world: World) -> None:
    with studied(world) as story:
        client, at = world.client("branch"), f"/action-items/occasions/{story.occasion.pk}/settle/"
        offered = client.get(f"/action-items/occasions/{story.occasion.pk}/").content.decode()
        empty = client.post(at, {"text": MORE, "person": "", "due": "2026-05-08"})
        done = client.post(at, {"text": MORE, "person": "乔望北", "due": "2026-05-08"})
        member = world.client("member").get(at)
        strange = world.client("neighbour").get(at)
        by_api = client.post(
            "/api/v1/action-items",
            {
                "occasion_id": story.occasion.pk,
                "text": "再看一遍",
                "person_id": world.people["branch"].pk,
                "due": "2026-05-09",
            },
            content_type="application/json",
        )

    assert at in offered and MORE in empty.content.decode()
    assert [r.status_code for r in (empty, done, member, strange, by_api)] == [422, 303, 403, 404, 200]
    assert (by_api.json()["occasion_id"], ActionItem.objects.count()) == (story.occasion.pk, 4)
