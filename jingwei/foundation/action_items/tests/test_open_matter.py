"""`action_items.open_matter`: a matter is begun from it in one step, its words being the name already."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingwei.foundation.action_items.actions import open_matter_from_item
from jingwei.foundation.action_items.models import ActionItem
from jingwei.foundation.action_items.tests.story import OTHER, TEXT, sentence, studied
from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.matters.models import Matter
from tests.support.verbs import refused
from tests.support.world import World


@pytest.fixture
def asked(world: World) -> dict[str, Any]:
    """A matter that may be opened."""
    return {
        "partner": world["team"],
        "type": "general",
        "title": OTHER,
        "starts": date(2026, 4, 10),
        "due": date(2026, 7, 10),
        "functions": ("teaching",),
        "guarantees": ("thought",),
    }


def test_the_matter_is_opened_and_carries_it_on(world: World, asked: dict[str, Any]) -> None:
    with studied(world) as story:
        item = open_matter_from_item(story.other, actor=story.actor("branch"), **asked)

        assert (item.state, item.matter.title, item.matter.party) == ("carried", OTHER, world["branch"])
        assert [each.verb for each in records_about(item.matter)] == ["matters.open"]
        assert sentence(item) == f"沈砚秋把举措“{OTHER}”转成了事项《{OTHER}》"


def test_it_is_refused(world: World, asked: dict[str, Any]) -> None:
    with studied(world) as story:
        with refused(403, "rule", clause="2.1"):
            open_matter_from_item(story.item, actor=story.actor("teacher"), **asked)
        with refused(403, "rule"):
            open_matter_from_item(story.item, actor=story.actor("outsider"), **asked)
        with refused(403, "no-grant", says="用已有的事项办"):
            open_matter_from_item(story.item, actor=story.actor("member"), **asked)
        with refused(422, "invalid", says="没有这一类"):
            open_matter_from_item(story.other, actor=story.actor("branch"), **asked | {"type": "nothing"})
        open_matter_from_item(story.other, actor=story.actor("branch"), **asked)
        with refused(409, "step-not-open"):
            open_matter_from_item(story.other, actor=story.actor("branch"), **asked)
    assert Matter.objects.count() == 1


def test_a_matter_of_others_does_not_carry_it(world: World, asked: dict[str, Any]) -> None:
    """The neighbour was given an item of the branch, and would do it as a matter of their own."""
    with studied(world) as story:
        ActionItem.objects.filter(pk=story.item.pk).update(person=world.people["neighbour"])
        with refused(422, "invalid", says="两边里要有一边"):
            open_matter_from_item(
                story.item, actor=story.actor("neighbour"), **asked | {"partner": world["other_team"]}
            )
    assert Matter.objects.count() == 0


def test_by_page_and_api(world: World) -> None:
    with studied(world) as story:
        client = world.client("branch")
        at = f"/action-items/{story.other.pk}/open-matter/"
        shown = client.get(at).content.decode()
        typed = {
            "title": OTHER,
            "partner": world["team"].code,
            "type": "general",
            "starts": "2026-04-10",
            "due": "2026-07-10",
            "functions": ["teaching"],
            "guarantees": ["thought"],
        }
        wrong = client.post(at, typed | {"partner": "没有"})
        done = client.post(at, typed)
        sent_on = world.client("member").get(f"/action-items/{story.item.pk}/open-matter/")
        by_api = client.post(
            f"/api/v1/action-items/{story.item.pk}/open-matter",
            {k: v for k, v in typed.items() if k != "partner"}
            | {"partner_id": world["team"].pk, "title": TEXT},
            content_type="application/json",
        )
        (first, second) = Matter.objects.order_by("pk")

    assert f'value="{OTHER}"' in shown
    assert (wrong.status_code, done.status_code, done["Location"]) == (422, 303, f"/matters/{first.pk}/")
    assert (sent_on.status_code, sent_on["Location"]) == (303, f"/action-items/{story.item.pk}/carry/")
    assert (by_api.status_code, by_api.json()["matter_id"], by_api.json()["state"]) == (
        200,
        second.pk,
        "carried",
    )
