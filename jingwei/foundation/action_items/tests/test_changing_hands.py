"""`action_items.return`, `hand`, `postpone`, `drop`: it comes back with a reason, goes to another, gets another day, or ends."""

from __future__ import annotations

from datetime import date

import pytest

from jingwei.foundation.action_items.actions import drop_item, hand_item, postpone_item, return_item
from jingwei.foundation.action_items.queries import waiting_for
from jingwei.foundation.action_items.tests.story import DUE, TEXT, TODAY, last, sentence, studied
from jingwei.kernel.errors import NotFound
from tests.support.verbs import refused
from tests.support.world import World

WHY, LATER = "那几天在外地", date(2026, 6, 1)


def test_it_comes_back_to_who_settles_them_and_goes_to_another(world: World) -> None:
    with studied(world) as story:
        back = return_item(story.item, actor=story.actor("member"), reason=WHY)
        waits = [each.why for each in waiting_for(story.actor("branch"))]
        handed = hand_item(story.item, actor=story.actor("branch"), person=world.people["head"])

        assert (back.state, waits[0]) == ("returned", f"喻清川退回了：{WHY}")
        assert (handed.state, handed.person, handed.reason) == ("open", world.people["head"], "")
        assert [each.title for each in waiting_for(story.actor("head"))] == [TEXT]
        assert "乔望北" not in last(handed).data
        assert sentence(handed) == f"沈砚秋把举措“{TEXT}”从喻清川改交给乔望北"


def test_it_gets_another_day_with_a_reason(world: World) -> None:
    with studied(world) as story:
        moved = postpone_item(story.item, actor=story.actor("branch"), due=LATER, reason="雨水多")

        assert (moved.due, moved.reason, moved.state) == (LATER, "雨水多", "open")
        assert sentence(moved) == f"沈砚秋把举措“{TEXT}”从 2026-05-08 改到 2026-06-01 前：雨水多"


def test_it_is_no_longer_wanted(world: World) -> None:
    with studied(world) as story:
        gone = drop_item(story.item, actor=story.actor("faculty"), reason="学校统一办了")

        assert (gone.state, gone.ended_on, waiting_for(story.actor("member"))) == ("dropped", TODAY, [])
        assert (last(gone).verb, last(gone).result) == ("action_items.drop", "dropped")


def test_they_are_refused(world: World) -> None:
    with studied(world) as story:
        item, member, branch = story.item, story.actor("member"), story.actor("branch")
        with refused(403, "rule", says="只有分到"):
            return_item(item, actor=branch, reason=WHY)
        for verb, values in (
            (hand_item, {"person": world.people["head"]}),
            (postpone_item, {"due": LATER, "reason": WHY}),
            (drop_item, {"reason": WHY}),
        ):
            for who in ("member", "neighbour", "outsider"):
                with refused(403, "no-grant"):
                    verb(item, actor=story.actor(who), **values)  # type: ignore[operator]
        with refused(403, "rule", says=f"已经在{world.people['member'].name}手上"):
            hand_item(item, actor=branch, person=world.people["member"])
        with pytest.raises(NotFound):
            hand_item(item, actor=branch, person=world.people["outsider"])
        with refused(422, "invalid", says="不能早于今天"):
            postpone_item(item, actor=branch, due=date(2026, 4, 9), reason=WHY)
        with refused(422, "invalid", says="还是原来的日子"):
            postpone_item(item, actor=branch, due=DUE, reason=WHY)
        return_item(item, actor=member, reason=WHY)
        with refused(409, "step-not-open", says="退回来了"):
            postpone_item(story.item, actor=branch, due=LATER, reason=WHY)
        drop_item(story.item, actor=branch, reason=WHY)
        with refused(409, "step-not-open"):
            hand_item(story.item, actor=branch, person=world.people["head"])


def test_by_page_and_api(world: World) -> None:
    with studied(world) as story:
        pk, secretary, member = story.item.pk, world.client("branch"), world.client("member")
        at = f"/action-items/{pk}"
        empty = member.post(f"{at}/return/", {"reason": ""})
        back = member.post(f"{at}/return/", {"reason": WHY})
        desk = secretary.get("/").content.decode()
        suggested = secretary.get(f"{at}/hand/?suggest=person&person=乔").content.decode()
        wrong = secretary.post(f"{at}/hand/", {"person": "没有这个人"})
        handed = secretary.post(f"{at}/hand/", {"person": "乔望北"})
        put_off = secretary.post(f"{at}/postpone/", {"due": "2026-06-01", "reason": WHY})
        denied = member.get(f"{at}/drop/")
        api = "application/json"
        dropped = secretary.post(f"/api/v1/action-items/{pk}/drop", {"reason": WHY}, content_type=api)
        wide = secretary.post(f"/api/v1/action-items/{10**30}/drop", {"reason": WHY}, content_type=api)

    assert [r.status_code for r in (empty, back, wrong, handed, put_off)] == [422, 303, 422, 303, 303]
    assert f"喻清川退回了：{WHY}" in desk and "乔望北" in suggested
    # The member sees the branch's items, but is not who settles them.
    assert (denied.status_code, dropped.json()["state"], wide.status_code) == (403, "dropped", 404)
