"""`occasions.hold`: study, dispatch and exchange end in action items, each with an owner and a day (2.1, 4.1b)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.foundation.action_items.actions import hold_occasion
from jingwei.foundation.action_items.models import ActionItem, Occasion
from jingwei.foundation.action_items.queries import waiting_for
from jingwei.foundation.action_items.tests.story import (
    DUE,
    HELD,
    OTHER,
    TEXT,
    TODAY,
    TOPIC,
    items,
    last,
    sentence,
    studied,
)
from jingwei.foundation.people.models import Person
from jingwei.kernel.errors import NotFound
from tests.support.matters import story_at
from tests.support.verbs import refused
from tests.support.world import World


def test_it_ends_in_items_with_owner_and_day(world: World) -> None:
    with studied(world) as story:
        settled = [(each.text, each.person, each.due, each.state) for each in (story.item, story.other)]

    assert (story.occasion.kind, story.occasion.topic, story.occasion.held_on) == ("study", TOPIC, HELD)
    assert settled == [
        (TEXT, world.people["member"], DUE, "open"),
        (OTHER, world.people["branch"], DUE, "open"),
    ]


def test_the_records_say_what_was_settled(world: World) -> None:
    with studied(world) as story:
        held, item = last(story.occasion), last(story.item)

        assert (held.verb, held.tags, held.clauses) == ("occasions.hold", "|occasion:study|", "|2.1|")
        assert sentence(story.occasion) == f"沈砚秋记下 2026-04-09 的“{TOPIC}”，定了 2 项举措"
        assert (item.verb, world.people["member"].name in item.data) == ("action_items.settle", False)
        assert sentence(story.item) == f"沈砚秋在“{TOPIC}”上定了举措“{TEXT}”，交给喻清川，2026-05-08 前"


def test_each_lies_on_the_desk_of_its_owner(world: World) -> None:
    with studied(world):
        waits = {who: [each.title for each in waiting_for(world.actor(who))] for who in ("member", "branch")}
        desk = world.client("member").get("/").content.decode()

    assert waits == {"member": [TEXT], "branch": [OTHER]}
    assert f"学习研讨“{TOPIC}”定的。" in desk


def test_a_dispatch_names_the_matter_it_is_about(world: World) -> None:
    with story_at(world, "implementing") as matters, clock_at(TODAY):
        about = [replace(items(world)[0], matter_id=matters.matter.pk)]
        with studied(world, kind="dispatch", items=about) as story:
            item = story.item

    assert (item.matter, item.state) == (matters.matter, "open")
    assert last(item).clauses == "|4.1b|"


def test_it_is_refused(world: World) -> None:
    branch, secretary, own = world["branch"], world.actor("branch"), items(world)
    good = {"kind": "study", "topic": TOPIC, "held_on": HELD, "items": own}

    def hold(**more: object) -> None:
        hold_occasion(branch, actor=secretary, **(good | more))  # type: ignore[arg-type]

    with clock_at(TODAY):
        for account in ("member", "teacher", "neighbour", "outsider", "sysadmin"):
            with refused(403, "no-grant"):
                hold_occasion(branch, actor=world.actor(account), **good)  # type: ignore[arg-type]
        with refused(422, "invalid", says="请选学习研讨"):
            hold(kind="party")
        with refused(422, "invalid", says="还没有到这一天"):
            hold(held_on=TODAY + timedelta(1))
        for wrong in ([], own * 11):
            with refused(422, "invalid", says="一次定 1 到 20 项"):
                hold(items=wrong)
        with refused(422, "invalid", says="这里要写一句"):
            hold(topic="  ")
        with refused(422, "invalid", says="最多 80 个字"):
            hold(items=[replace(own[0], text="长" * 81)])
        with refused(422, "invalid", says="不能早于定举措的那天"):
            hold(items=[replace(own[0], due=date(2026, 4, 8))])
        with pytest.raises(NotFound):
            hold(items=[own[0], replace(own[1], person_id=world.people["outsider"].pk)])
        Person.objects.filter(pk=world.people["member"].pk).update(left_on=HELD)
        with refused(422, "invalid", says="已经离开学校"):
            hold()
    assert (Occasion.objects.count(), ActionItem.objects.count()) == (0, 0)


def test_a_matter_elsewhere_or_ended_is_refused(world: World) -> None:
    with story_at(world, "implementing") as matters, clock_at(TODAY):
        about = [replace(items(world)[0], matter_id=matters.matter.pk)]
        with refused(422, "invalid", says="自己组织或下级组织"):
            hold_occasion(
                world["staff_branch"],
                actor=world.actor("committee"),
                kind="dispatch",
                topic=TOPIC,
                held_on=HELD,
                items=about,
            )
        with refused(422, "invalid", says="自己组织或下级组织"):
            hold_occasion(
                world["committee"],
                actor=world.actor("committee"),
                kind="dispatch",
                topic=TOPIC,
                held_on=HELD,
                items=[replace(about[0], matter_id=_ended(matters.matter))],
            )
        with pytest.raises(NotFound):
            hold_occasion(
                world["other_branch"],
                actor=world.actor("neighbour"),
                kind="dispatch",
                topic=TOPIC,
                held_on=HELD,
                items=[replace(about[0], person_id=world.people["neighbour"].pk)],
            )


def _ended(matter: object) -> int:
    """A matter that has ended: it is seen, but nothing can be carried on by it."""
    type(matter).objects.filter(pk=matter.pk).update(ended_on=TODAY, state="closed")  # type: ignore[attr-defined]
    return matter.pk  # type: ignore[attr-defined,no-any-return]


def test_by_page_several_at_once_and_what_was_typed_stays(world: World) -> None:
    client = world.client("branch")
    typed = {
        "kind": "study",
        "topic": TOPIC,
        "held_on": "2026-04-09",
        "text_1": TEXT,
        "person_1": world.people["member"].code,
        "due_1": "2026-05-08",
        "text_2": OTHER,
        "person_2": "",
        "due_2": "2026-05-08",
    }
    with clock_at(TODAY):
        asked = client.get("/action-items/hold/").content.decode()
        wrong = client.post("/action-items/hold/", typed)
        early = client.post(
            "/action-items/hold/", typed | {"due_1": "2026-04-01", "text_2": "", "person_2": "沈砚秋"}
        )
        done = client.post("/action-items/hold/", typed | {"person_2": "沈砚秋"})
        held = Occasion.objects.get()
        shown = client.get(done["Location"]).content.decode()
        suggested = client.get("/action-items/hold/?suggest=person_3&person_3=喻").content.decode()
        denied = world.client("member").get("/action-items/hold/")

    assert asked.count("<fieldset") == 1 + 6
    assert (wrong.status_code, "写谁来办。" in wrong.content.decode()) == (422, True)
    assert early.content.decode().count("field-error") == 2
    assert f'value="{OTHER}"' in wrong.content.decode()
    assert (done.status_code, done["Location"]) == (303, f"/action-items/occasions/{held.pk}/")
    assert TEXT in shown and OTHER in shown
    assert "喻清川" in suggested
    assert denied.status_code == 403


def test_over_the_api(world: World) -> None:
    client = world.client("branch")
    item = {"text": f"{TEXT}\x00", "person_id": world.people["member"].pk, "due": "2026-05-08"}
    body = {
        "organisation_id": world["branch"].pk,
        "kind": "exchange",
        "topic": TOPIC,
        "held_on": "2026-04-09",
        "items": [item],
    }
    with clock_at(TODAY):
        made = client.post("/api/v1/occasions", body, content_type="application/json")
        strange = client.post(
            "/api/v1/occasions",
            body | {"items": [item | {"person_id": world.people["outsider"].pk}]},
            content_type="application/json",
        )
        empty = client.post("/api/v1/occasions", body | {"items": [{}]}, content_type="application/json")
        seen = client.get(f"/api/v1/occasions/{made.json()['id']}").json()

    assert (made.status_code, strange.status_code, empty.status_code) == (200, 404, 422)
    assert [(each["text"], each["person"], each["state"]) for each in seen["items"]] == [
        (TEXT, "喻清川", "open")
    ]
