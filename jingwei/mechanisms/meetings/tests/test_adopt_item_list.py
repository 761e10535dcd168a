"""`item_lists.adopt`: more may go through the Party organisation first, never less; a newer list takes the place of an older."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from jingwei.mechanisms.meetings import actions
from jingwei.mechanisms.meetings.actions import Kind
from jingwei.mechanisms.meetings.models import ItemList
from jingwei.mechanisms.meetings.queries import kinds_of
from jingwei.mechanisms.meetings.tests.school import JOINT, PARTY, TODAY, School, fresh, last, told_of
from tests.support.verbs import refused

BOTH = (PARTY, JOINT)
AT = "/meetings/items/kinds/"


def adopted(school: School, *kinds: Kind, by: str = "faculty") -> ItemList:
    return actions.adopt_item_list(school.world["faculty_party"], actor=school.actor(by), kinds=kinds)


def ways(school: School) -> dict[str, Sequence[str]]:
    return {each.label: each.route for each in kinds_of(school.world["faculty_party"])}


def test_the_pack_says_what_is_decided_where(school: School) -> None:
    assert ways(school) == {
        "办学方向与发展规划": BOTH,
        "教师队伍建设": BOTH,
        "师生员工切身利益": BOTH,
        "预算与大额支出": BOTH,
        "干部任用": (PARTY,),
        "党的建设与党员队伍": (PARTY,),
        "日常教学科研行政工作": (JOINT,),
    }


def test_more_goes_through_the_party_organisation_first(school: School) -> None:
    made = adopted(school, Kind(BOTH, id="affairs"), Kind(BOTH, label=" 试验田 用地 "))

    assert (made.number, made.adopted_on, made.adopted_name) == (1, TODAY, "孟青禾")
    assert made.kinds == [
        {"id": "affairs", "route": [*BOTH]},
        {"id": "own-1-2", "label": "试验田 用地", "route": [*BOTH]},
    ]
    assert (ways(school)["日常教学科研行政工作"], ways(school)["试验田 用地"]) == (BOTH, BOTH)
    assert told_of(made) == (
        "item_lists.adopt",
        "|3.3a|",
        "孟青禾定了机械工程学院党委的议事清单，第 1 版",
    )
    assert last(made).values == {"number": 1, "kinds": made.kinds}


def test_an_item_of_an_own_kind_goes_that_way(school: School) -> None:
    made = adopted(school, Kind(BOTH, label="试验田用地"))

    item = school.item(kind="own-1-1")

    assert (item.bodies, item.kind_label, item.item_list) == (BOTH, "试验田用地", made)
    meeting = school.meeting(JOINT)
    with refused(403, "rule", clause="3.3a"):
        actions.enter_item(item, actor=school.actor("organizer"), meeting=meeting)


def test_a_newer_list_takes_the_place_of_the_older(school: School) -> None:
    first = adopted(school, Kind(BOTH, id="affairs"), Kind(BOTH, label="试验田用地"))
    item = school.item(kind="own-1-2")

    second = adopted(school, Kind(BOTH, label="展馆"))

    assert (second.number, fresh(first).kinds) == (2, first.kinds)
    assert ways(school)["日常教学科研行政工作"] == (JOINT,)
    assert "试验田用地" not in ways(school) and ways(school)["展馆"] == BOTH
    assert (fresh(item).bodies, fresh(item).item_list) == (BOTH, first)


@pytest.mark.parametrize(
    ("kinds", "says"),
    [
        (
            (Kind((JOINT,), id="teachers"),),
            "第 1 行：“教师队伍建设”要先研究、再上会，可以多经一道会，不能少。",
        ),
        ((Kind((JOINT, PARTY), id="teachers"),), "第 1 行：“教师队伍建设”要先研究"),
        ((Kind((JOINT, PARTY), id="party-work"),), "第 1 行：“党的建设与党员队伍”要先研究"),
        ((Kind((JOINT,), label="试验田"),), "第 1 行：“试验田”要先由党组织研究。"),
        ((Kind((JOINT, PARTY), label="试验田"),), "第 1 行：“试验田”要先由党组织研究。"),
        ((Kind((PARTY,), id="affairs"),), "第 1 行：“日常教学科研行政工作”要先研究"),
        ((Kind((PARTY, JOINT), id="cadres"),), "第 1 行：“干部任用”要先研究"),
        ((Kind((), label="试验田"),), "第 1 行：只能上本组织自己的会议。"),
        ((Kind(("university-meeting",), label="试验田"),), "第 1 行：只能上本组织自己的会议。"),
        ((Kind(("nothing",), label="试验田"),), "第 1 行：只能上本组织自己的会议。"),
        ((Kind((JOINT, JOINT), label="试验田"),), "第 1 行：只能上本组织自己的会议。"),
        ((Kind(BOTH, id="nothing"),), "第 1 行：政策包里没有“nothing”。"),
        ((Kind(BOTH, label=" "),), "第 1 行：写 1 到 40 个字的名称。"),
        ((Kind(BOTH, label="好"), Kind(BOTH, label="长" * 41)), "第 2 行：写 1 到 40 个字的名称。"),
        ((Kind(BOTH, label="试验田"), Kind((PARTY,), label="试验田")), "有两类名字一样，请合成一类。"),
        ((Kind(BOTH, label="教师队伍建设"),), "有两类名字一样，请合成一类。"),
        ((Kind(BOTH, id="affairs"), Kind((JOINT,), id="affairs")), "有两类名字一样，请合成一类。"),
        (tuple(Kind(BOTH, label=f"第 {n} 类") for n in range(41)), "最多 40 类。"),
    ],
)
def test_less_than_the_level_above_asks_is_refused(school: School, kinds: Sequence[Kind], says: str) -> None:
    with refused(422, "invalid", says=says):
        adopted(school, *kinds)
    assert ItemList.objects.count() == 0


def test_another_organisation_s_list_is_its_own(school: School) -> None:
    with refused(403, "rule", says="要用本组织的职务来办；上级只看不办。"):
        actions.adopt_item_list(school.world["branch"], actor=school.actor("faculty"), kinds=())


@pytest.mark.parametrize("account", ["dean", "organizer", "committee", "sysadmin", "neighbour", "outsider"])
def test_it_is_not_open_to_others(school: School, account: str) -> None:
    with refused(403, "no-grant"):
        adopted(school, Kind(BOTH, id="affairs"), by=account)


def test_by_page(school: School) -> None:
    reader = school.client("dean").get(AT).content.decode()
    kept = school.paged("faculty", AT, affairs="on", own="试验田用地\n\n展馆\n")
    shown = school.client("faculty").get(AT).content.decode()
    twice = school.paged("faculty", AT, own="展馆\n展馆")
    nobody = school.client("student").get(AT).status_code

    assert ('name="own"' in reader, "教师队伍建设" in reader) == (False, True)
    assert kept == (303, AT)
    assert ItemList.objects.get().kinds == [
        {"id": "affairs", "route": [*BOTH]},
        {"id": "own-1-2", "label": "试验田用地", "route": [*BOTH]},
        {"id": "own-1-3", "label": "展馆", "route": [*BOTH]},
    ]
    assert ("试验田用地" in shown, nobody) == (True, 403)
    assert twice == (422, ["有两类名字一样，请合成一类。"])


def test_over_the_api(school: School) -> None:
    body = {
        "organisation_id": school.world["faculty_party"].pk,
        "kinds": [{"route": [*BOTH], "id": "affairs"}, {"route": [*BOTH], "label": "展馆"}],
    }
    made = school.sent("faculty", "item-lists", body)
    less = school.sent("faculty", "item-lists", body | {"kinds": [{"route": [JOINT], "id": "teachers"}]})
    no_grant = school.sent("organizer", "item-lists", body)
    read = school.client("organizer").get(f"/api/v1/item-lists/{made.json()['id']}").json()
    foreign = school.client("outsider").get(f"/api/v1/item-lists/{made.json()['id']}")

    assert [each.status_code for each in (made, less, no_grant, foreign)] == [200, 422, 403, 404]
    assert less.json()["errors"][0]["field"] == "kinds"
    assert read["kinds"] == [
        {"id": "affairs", "route": [*BOTH]},
        {"id": "own-1-2", "label": "展馆", "route": [*BOTH]},
    ]
