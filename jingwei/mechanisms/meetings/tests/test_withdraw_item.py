"""`agenda_items.withdraw`: an item is let go, with one sentence why, and leaves the agenda it is on."""

from __future__ import annotations

import pytest

from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import Hearing
from jingwei.mechanisms.meetings.tests.school import JOINT, PARTY, TODAY, School, fresh, told_of
from tests.support.verbs import refused


def test_it_is_over_with_a_reason(school: School) -> None:
    item = actions.withdraw_item(school.item(), actor=school.actor("organizer"), reason="经费没有落实")

    assert (item.state, item.reason, item.ended_on) == ("withdrawn", "经费没有落实", TODAY)
    assert told_of(item) == (
        "agenda_items.withdraw",
        "|3.3a|",
        "裴若谷撤回了《教师引进方案》：经费没有落实",
    )


def test_it_leaves_the_agenda_it_is_on(school: School) -> None:
    kept, gone = school.item(), school.item(title="另一个")
    meeting = school.called(PARTY, kept, gone)

    actions.withdraw_item(fresh(gone), actor=school.actor("organizer"), reason="不用")

    rows = Hearing.objects.filter(meeting=meeting).order_by("position")
    assert list(rows.values_list("state", "reason")) == [("listed", ""), ("taken-out", "议题撤回了")]


def test_not_while_it_is_being_heard(school: School) -> None:
    hearing = school.heard(PARTY, school.item())

    with refused(403, "rule", says="会上正在议它，议完再改。"):
        actions.withdraw_item(hearing.item, actor=school.actor("organizer"), reason="不用")


def test_what_is_settled_stays(school: School) -> None:
    item = school.passed(JOINT, school.studied(school.item())).item

    with refused(409, "step-not-open", says="现在是“已议决”，还不能“撤回议题”。"):
        actions.withdraw_item(fresh(item), actor=school.actor("organizer"), reason="不用")


@pytest.mark.parametrize("account", ["sysadmin", "auditor", "neighbour", "outsider", "teacher"])
def test_it_is_not_open_to_others(school: School, account: str) -> None:
    item = school.item()

    with refused(403, "no-grant"):
        actions.withdraw_item(item, actor=school.actor(account), reason="不用")


@pytest.mark.parametrize(("reason", "says"), [(" ", "这里要写一句。"), ("长" * 201, "最多 200 个字。")])
def test_a_reason_is_one_sentence(school: School, reason: str, says: str) -> None:
    item = school.item()

    with refused(422, "invalid", says=says):
        actions.withdraw_item(item, actor=school.actor("organizer"), reason=reason)
    assert fresh(item).state == "ready"


def test_by_page(school: School) -> None:
    at = f"/meetings/items/{school.item().pk}/"
    asked = school.client("organizer").get(f"{at}withdraw/").status_code
    long = school.paged("organizer", f"{at}withdraw/", reason="长" * 201)
    done = school.paged("organizer", f"{at}withdraw/", reason="不用")
    again = school.client("organizer").get(f"{at}withdraw/").status_code

    assert (asked, again) == (200, 409)
    assert (long[0], done) == (422, (303, at))


def test_over_the_api(school: School) -> None:
    at = f"agenda-items/{school.item().pk}/withdraw"
    empty = school.sent("organizer", at, {"reason": ""})
    done = school.sent("organizer", at, {"reason": "不用"})
    foreign = school.sent("outsider", at, {"reason": "不用"})

    assert [each.status_code for each in (empty, done, foreign)] == [422, 200, 404]
    assert empty.json()["errors"] == [{"field": "reason", "message": "这里要写一句。"}]
    assert (done.json()["state"], done.json()["ended_on"]) == ("withdrawn", str(TODAY))
