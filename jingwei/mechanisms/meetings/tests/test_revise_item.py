"""`agenda_items.revise`: other words are another paper, which is agreed to and studied anew."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from jingwei.mechanisms.meetings import actions, rules
from jingwei.mechanisms.meetings.models import AgendaItem
from jingwei.mechanisms.meetings.tests.school import (
    ASKED,
    JOINT,
    PARTY,
    TITLE,
    School,
    fresh,
    last,
    told_of,
    typed_in,
)
from tests.support.verbs import refused


def revised(school: School, item: AgendaItem, by: str = "organizer", **more: Any) -> AgendaItem:
    values = more or {"proposal": "引进三名。"}
    return actions.revise_item(fresh(item), actor=school.actor(by), **values)


def test_other_words_are_another_paper(school: School) -> None:
    item = revised(school, school.item())

    assert (item.paper, item.state, item.approved_by, item.proposal) == (2, "proposed", None, "引进三名。")
    assert told_of(item) == (
        "agenda_items.revise",
        "|3.3a|",
        "裴若谷改了《教师引进方案》的材料，现在是第 2 稿",
    )
    assert last(item).values["paper"] == 2


def test_what_was_studied_was_another_paper(school: School) -> None:
    studied = school.studied(school.item())
    before = rules.unstudied(studied, JOINT)

    item = revised(school, studied)

    assert (before, rules.unstudied(item, JOINT)) == (None, PARTY)


def test_another_kind_brings_another_way(school: School) -> None:
    item = revised(school, school.item(), kind="affairs")

    assert (item.bodies, item.kind_label, item.paper) == (("joint-meeting",), "日常教学科研行政工作", 2)


def test_one_that_came_back_is_put_forward_again(school: School) -> None:
    back = actions.return_item(school.item(ready=False), actor=school.actor("faculty"), reason="少一个办法")

    item = revised(school, back)

    assert (item.state, item.reason, item.paper) == ("proposed", "", 2)


def test_the_same_words_are_no_revision(school: School) -> None:
    item = school.item()

    for values in ({"title": f" {TITLE} "}, {"proposal": ASKED, "kind": "teachers"}):
        with refused(422, "invalid", says="和现在的一样，没有改什么。"):
            revised(school, item, **values)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"title": ""}, "这里要写一句。"),
        ({"proposal": "长" * 2001}, "最多 2000 个字。"),
        ({"kind": "nothing"}, "请从本组织的议事清单里选一类。"),
    ],
)
def test_what_is_wrong_is_told(school: School, values: dict[str, str], says: str) -> None:
    item = school.item()

    with refused(422, "invalid", says=says):
        revised(school, item, **values)
    assert (fresh(item).paper, fresh(item).state) == (1, "ready")


def test_the_paper_on_the_table_is_not_exchanged(school: School) -> None:
    hearing = school.heard(PARTY, school.item())

    with refused(403, "rule", says="会上正在议它，议完再改。"):
        revised(school, hearing.item)


def test_what_was_settled_or_withdrawn_is_not_revised(school: School) -> None:
    settled = school.passed(JOINT, school.studied(school.item())).item
    withdrawn = actions.withdraw_item(
        school.item(ready=False), actor=school.actor("organizer"), reason="不用"
    )

    for item in (settled, withdrawn):
        with refused(409, "step-not-open"):
            revised(school, item)


@pytest.mark.parametrize("account", ["sysadmin", "auditor", "neighbour", "outsider", "teacher"])
def test_it_is_not_open_to_others(school: School, account: str) -> None:
    item = school.item()

    with refused(403, "no-grant"):
        revised(school, item, account)


def test_by_page(school: School) -> None:
    item = school.item()
    at = f"/meetings/items/{item.pk}/revise/"
    asked = typed_in(html.fromstring(school.client("organizer").get(at).content.decode()))
    typed = {"title": TITLE, "kind": "teachers", "proposal": ASKED}
    same = school.paged("organizer", at, **typed)
    done = school.paged("organizer", at, **typed | {"proposal": "引进三名。"})
    hidden = school.client("neighbour").get(at).status_code

    assert {name: asked[name] for name in typed} == typed
    assert same == (422, ["请会议定什么 和现在的一样，没有改什么。"])
    assert (done, hidden) == ((303, f"/meetings/items/{item.pk}/"), 403)
    assert fresh(item).paper == 2


def test_over_the_api(school: School) -> None:
    item = school.item()
    at = f"agenda-items/{item.pk}/revise"
    stale = school.sent("organizer", at, {"title": "新名称"}, **{"If-Match": '"1"'})
    done = school.sent("organizer", at, {"title": "新名称"})
    again = school.sent("organizer", at, {"title": "新名称"})

    assert (stale.status_code, done.status_code, again.status_code) == (409, 200, 422)
    assert (done.json()["paper"], done.json()["title"], done.json()["state"]) == (2, "新名称", "proposed")


def test_a_kind_that_the_list_has_lost_may_be_kept(school: School) -> None:
    party, secretary = school.world["faculty_party"], school.actor("faculty")
    way = ["party-meeting", "joint-meeting"]
    actions.adopt_item_list(party, actor=secretary, kinds=[actions.Kind(way, label="实验农场")])
    item = school.item(kind="own-1-1")
    actions.adopt_item_list(fresh(party), actor=secretary, kinds=[])

    shown = html.fromstring(
        school.client("organizer").get(f"/meetings/items/{item.pk}/revise/").content.decode()
    )
    done = revised(school, fresh(item))

    assert shown.xpath("//input[@name='kind'][@checked]/@value") == ["own-1-1"]
    assert (done.kind_label, list(done.bodies), done.paper) == ("实验农场", way, 2)
    with refused(422, "invalid", says="请从本组织的议事清单里选一类。"):
        revised(school, item, kind="own-1-2")


def test_what_stands_there_meanwhile_is_told_in_words(school: School) -> None:
    item = school.item(kind="affairs", ready=False)
    client, at = school.client("organizer"), f"/meetings/items/{item.pk}/revise/"
    shown = html.fromstring(client.get(at).content.decode())
    labels = {
        each.xpath(".//input/@value")[0]: " ".join(each.text_content().split())
        for each in shown.xpath("//label[.//input[@name='kind']]")
    }
    actions.revise_item(fresh(item), actor=school.actor("organizer"), kind="teachers")

    told = client.post(at, typed_in(shown) | {"proposal": "另外的话。"})
    faults = html.fromstring(told.content.decode()).xpath("//div[@class='faults']//li")

    assert told.status_code == 409
    said = " ".join(" ".join(each.text_content().split()) for each in faults)
    assert (f"现在是：{labels['teachers']}" in said, "teachers" in said) == (True, False)
