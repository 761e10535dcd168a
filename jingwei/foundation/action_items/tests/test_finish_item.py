"""`action_items.finish`: what came of it is said in a sentence, by whom it was given to or who settles there."""

from __future__ import annotations

from jingwei.adapters.clock import clock_at
from jingwei.foundation.action_items.actions import finish_item
from jingwei.foundation.action_items.queries import waiting_for
from jingwei.foundation.action_items.tests.story import DUE, TEXT, TODAY, last, sentence, studied
from jingwei.kernel.dated import DAY
from tests.support.verbs import refused
from tests.support.world import World

CAME = "看了三块地，定下两块试播"


def test_its_owner_says_what_came_of_it(world: World) -> None:
    with studied(world) as story:
        done = finish_item(story.item, actor=story.actor("member"), text=f" {CAME} ")
        waits = waiting_for(story.actor("member"))

        assert (done.state, done.outcome, done.ended_on, waits) == ("done", CAME, TODAY, [])
        assert (last(done).verb, last(done).result) == ("action_items.finish", "record")
        assert last(done).tags == "|occasion:study|due:on-time|"
        assert sentence(done) == f"喻清川办成了举措“{TEXT}”：{CAME}"


def test_after_its_day_it_is_late(world: World) -> None:
    with studied(world) as story, clock_at(DUE + DAY):
        done = finish_item(story.item, actor=story.actor("member"), text=CAME)

        assert last(done).tags == "|occasion:study|due:late|"


def test_so_does_who_settles_them_there(world: World) -> None:
    with studied(world) as story:
        assert finish_item(story.item, actor=story.actor("faculty"), text=CAME).state == "done"


def test_it_is_refused(world: World) -> None:
    with studied(world) as story:
        for account in ("head", "teacher", "neighbour"):
            with refused(403, "rule", clause="2.1", says="交给了别人"):
                finish_item(story.item, actor=story.actor(account), text=CAME)
        with refused(403, "rule"):
            finish_item(story.item, actor=story.actor("outsider"), text=CAME)
        with refused(422, "invalid", says="这里要写一句"):
            finish_item(story.item, actor=story.actor("member"), text=" ")
        finish_item(story.item, actor=story.actor("member"), text=CAME)
        with refused(409, "step-not-open", says="办成了"):
            finish_item(story.item, actor=story.actor("member"), text=CAME)


def test_by_page_and_api(world: World) -> None:
    with studied(world) as story:
        client = world.client("member")
        at = f"/action-items/{story.item.pk}/finish/"
        asked, empty = client.get(at), client.post(at, {"text": ""})
        done = client.post(at, {"text": CAME, "back": "desk"})
        again = client.get(at)
        shown = client.get(f"/action-items/occasions/{story.occasion.pk}/").content.decode()
        strange = world.client("neighbour").get(at)
        own = world.client("branch").post(
            f"/api/v1/action-items/{story.other.pk}/finish", {"text": CAME}, content_type="application/json"
        )
        unknown = client.get(f"/action-items/{story.item.pk}/vanish/")

    assert (asked.status_code, empty.status_code, done.status_code, done["Location"]) == (200, 422, 303, "/")
    assert (again.status_code, strange.status_code, unknown.status_code) == (409, 404, 404)
    assert CAME in shown
    assert (own.status_code, own.json()["state"], own.json()["outcome"]) == (200, "done", CAME)
