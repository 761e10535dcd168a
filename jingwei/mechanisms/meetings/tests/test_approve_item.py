"""`agenda_items.approve` and `agenda_items.return`: who leads the field agrees that a paper may be heard, or sends it back."""

from __future__ import annotations

import pytest

from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.models import AgendaItem
from jingwei.mechanisms.meetings.queries import waiting_for
from jingwei.mechanisms.meetings.tests.school import PARTY, School, fresh, told_of
from tests.support.verbs import refused


@pytest.fixture
def item(school: School) -> AgendaItem:
    return school.item(ready=False)


def test_it_may_be_heard_then(school: School, item: AgendaItem) -> None:
    done = actions.approve_item(item, actor=school.actor("faculty"))

    assert (done.state, done.approved_by) == ("ready", school.world.people["faculty"])
    assert told_of(item) == ("agenda_items.approve", "|3.3a|", "孟青禾同意《教师引进方案》上会（第 1 稿）")
    assert waiting_for(school.actor("faculty")) == []


def test_it_comes_back_with_a_reason(school: School, item: AgendaItem) -> None:
    done = actions.return_item(item, actor=school.actor("dean"), reason=" 少一个 办法 ")

    assert (done.state, done.reason) == ("returned", "少一个 办法")
    assert told_of(item) == ("agenda_items.return", "|3.3a|", "柏鸿钧退回了《教师引进方案》：少一个 办法")


def test_what_was_agreed_to_may_still_come_back(school: School, item: AgendaItem) -> None:
    actions.approve_item(item, actor=school.actor("faculty"))

    assert (
        actions.return_item(fresh(item), actor=school.actor("faculty"), reason="再想想").state == "returned"
    )


def test_agreeing_takes_the_reason_away(school: School, item: AgendaItem) -> None:
    actions.return_item(item, actor=school.actor("faculty"), reason="少一个办法")
    actions.revise_item(fresh(item), actor=school.actor("organizer"), proposal="两种办法。")

    done = actions.approve_item(fresh(item), actor=school.actor("faculty"))

    assert (done.state, done.reason, done.paper) == ("ready", "", 2)


def test_not_while_it_is_being_heard(school: School, item: AgendaItem) -> None:
    actions.approve_item(item, actor=school.actor("faculty"))
    school.heard(PARTY, item)

    with refused(403, "rule", says="会上正在议它，议完再改。"):
        actions.return_item(fresh(item), actor=school.actor("faculty"), reason="再想想")


def test_a_step_that_is_not_open(school: School, item: AgendaItem) -> None:
    faculty = school.actor("faculty")
    actions.approve_item(item, actor=faculty)
    with refused(409, "step-not-open", says="现在是“可以上会”，还不能“同意上会”。"):
        actions.approve_item(fresh(item), actor=faculty)
    actions.return_item(fresh(item), actor=faculty, reason="再想想")

    with refused(409, "step-not-open", says="现在是“退回了”，还不能“退回”。"):
        actions.return_item(fresh(item), actor=faculty, reason="再想想")


@pytest.mark.parametrize(
    "account", ["organizer", "head", "branch", "sysadmin", "orgoffice", "neighbour", "outsider"]
)
def test_it_is_not_open_to_others(school: School, item: AgendaItem, account: str) -> None:
    with refused(403, "no-grant"):
        actions.approve_item(item, actor=school.actor(account))
    with refused(403, "no-grant"):
        actions.return_item(item, actor=school.actor(account), reason="不")


@pytest.mark.parametrize(("reason", "says"), [("", "这里要写一句。"), ("长" * 201, "最多 200 个字。")])
def test_a_reason_is_one_sentence(school: School, item: AgendaItem, reason: str, says: str) -> None:
    with refused(422, "invalid", says=says):
        actions.return_item(item, actor=school.actor("faculty"), reason=reason)


def test_by_page(school: School, item: AgendaItem) -> None:
    at = f"/meetings/items/{item.pk}/"
    shown, theirs = school.doors("faculty", at), school.doors("organizer", at)
    empty = school.paged("faculty", f"{at}return/", reason=" ")
    done = school.paged("faculty", f"{at}approve/")
    again = school.paged("faculty", f"{at}approve/")
    back = school.paged("faculty", f"{at}return/", reason="再想想")

    assert list(shown) == ["approve", "return", "revise", "lay", "withdraw"]
    assert list(theirs) == ["revise", "lay", "withdraw"]
    assert empty == (422, ["为什么 这里要写，不能空着。"])
    assert (done, again, back) == ((303, at), (409, ""), (303, at))
    assert fresh(item).reason == "再想想"


def test_over_the_api(school: School, item: AgendaItem) -> None:
    at = f"agenda-items/{item.pk}"
    no_grant = school.sent("organizer", f"{at}/approve")
    done = school.sent("faculty", f"{at}/approve")
    again = school.sent("faculty", f"{at}/approve")
    back = school.sent("faculty", f"{at}/return", {"reason": "再想想"})

    assert [each.status_code for each in (no_grant, done, again, back)] == [403, 200, 409, 200]
    assert (done.json()["state"], back.json()["state"], back.json()["reason"]) == (
        "ready",
        "returned",
        "再想想",
    )
