"""`turn_readings.confirm`: the facts propose where an organisation stands in a turn, the level above says it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.mechanisms.measures.actions import confirm_turn, recompute
from jingwei.mechanisms.measures.models import TurnReading
from jingwei.mechanisms.measures.queries import organisation_of, year_of
from jingwei.mechanisms.measures.queries.turns import turns_of
from jingwei.mechanisms.measures.tests.history import Deed, happened
from tests.support.verbs import refused
from tests.support.world import World

TODAY = date(2026, 11, 2)
TURN = "label-to-substance"
WHY = "检查时看了三件，只改了一件的决策"
INSPECTED = ("real",) * 9 + ("label",)


@pytest.fixture
def autumn(world: World) -> Iterator[World]:
    """Of ten matters of the branch nine were found to be of substance, and eight of ten goals were reached."""
    day = date(2026, 5, 6)
    happened(
        world,
        [Deed("matters.inspect", day, matter=n, side="both", result=r) for n, r in enumerate(INSPECTED)]
        + [
            Deed("matters.judge_goal", day, matter=n, part=f"goal:{n}", side="both", result=r)
            for n, r in enumerate(("reached",) * 8 + ("missed",) * 2)
        ],
    )
    with clock_at(TODAY):
        recompute()
        yield world


def read(world: World, at: str = "faculty_party", account: str = "committee") -> dict[str, tuple[str, str]]:
    """Of each turn what is proposed and where it stands."""
    organisation = organisation_of(world.actor(account), world[at].pk)
    return {each.turn.id: (each.proposed, each.stand) for each in turns_of(organisation, year_of(TODAY))}


def confirmed(
    world: World, account: str = "committee", at: str = "faculty_party", **more: Any
) -> TurnReading:
    about = {"year": 2026, "turn": TURN, "stand": "after"} | more
    return confirm_turn(world[at], actor=world.actor(account), **about)


def test_the_facts_propose_and_too_few_propose_nothing(autumn: World) -> None:
    assert read(autumn) == {
        TURN: ("after", "after"),
        "patchwork-to-system": ("unknown", "unknown"),
        "passive-to-active": ("unknown", "unknown"),
    }
    assert read(autumn, "other_branch")[TURN] == ("unknown", "unknown")


def test_the_level_above_confirms_it(autumn: World) -> None:
    done = confirmed(autumn)

    assert (done.stand, done.proposed, done.said_on, done.said_name) == ("after", "after", TODAY, "祁远山")
    assert done.figures == [
        ["matters-of-substance", 9, 10, "after"],
        ["party-deeds-that-changed", 0, 0, "unknown"],
        ["goals-reached", 8, 10, "after"],
    ]
    (told,) = [text for _record, text in sentences(list(records_about(done)))]
    assert told == "祁远山认定机械工程学院党委 2026 年“贴牌→实质”：转过来了"


def test_the_authority_confirms_those_of_a_university(autumn: World) -> None:
    done = confirmed(autumn, "province", "committee", reason=WHY)

    assert (done.stand, done.university_id) == ("after", autumn["committee"].university_id)
    assert confirmed(autumn, "faculty", "branch", reason=WHY).organisation == autumn["branch"]


def test_what_the_facts_do_not_propose_needs_a_reason(autumn: World) -> None:
    with refused(422, "invalid", says="一句理由"):
        confirmed(autumn, stand="between")
    done = confirmed(autumn, stand="between", reason=WHY)
    with refused(422, "invalid", says="一句理由"):
        confirmed(autumn)
    again = confirmed(autumn, reason="后两件也改了")

    assert (done.pk, done.version, again.version, again.stand) == (again.pk, 1, 2, "after")
    assert TurnReading.objects.get().reason == "后两件也改了"
    assert len(list(records_about(again))) == 2


def test_who_may_not(autumn: World) -> None:
    for account, at in (("faculty", "faculty_party"), ("committee", "branch"), ("province", "branch")):
        with refused(403, "rule", clause="4.0", says="上一级"):
            confirmed(autumn, account, at)
    for account, at in (("branch", "branch"), ("faculty", "committee"), ("member", "branch")):
        with refused(403, "no-grant"):
            confirmed(autumn, account, at)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"year": 2024}, "今年和去年"), ({"turn": "nowhere"}, "没有这个转变"), ({"stand": "unknown"}, "请选")],
)
def test_what_is_wrong_is_said(autumn: World, wrong: dict[str, Any], says: str) -> None:
    with refused(422, "invalid", says=says):
        confirmed(autumn, **wrong)


def test_by_page(autumn: World) -> None:
    at = f"?organisation={autumn['faculty_party'].pk}&period=2026"
    above, own = autumn.client("committee"), autumn.client("faculty")
    before = above.get(f"/measures/turns/{at}").content.decode()
    form = html.fromstring(above.get(f"/measures/turns/{TURN}/{at}").content)
    wrong = above.post(f"/measures/turns/{TURN}/{at}", {"stand": "before"})
    done = above.post(f"/measures/turns/{TURN}/{at}", {"stand": "after"})
    after = own.get(f"/measures/turns/{at}").content.decode()

    assert "记录提示：转到了“实质”" in before and f"/measures/turns/{TURN}/" in before
    assert form.xpath("//input[@name='stand'][@checked]/@value") == ["after"]
    (draft,) = form.xpath("//form/@data-draft")
    assert draft == f"/measures/turns/{TURN}/{at}"  # what was typed about one is not offered for another
    assert (wrong.status_code, "要写一句理由" in wrong.content.decode(), done.status_code) == (422, True, 303)
    assert "认定：转到了“实质”" in after and f"/measures/turns/{TURN}/" not in after
    unit = autumn.client("dean").get("/measures/turns/?period=2026").content.decode()
    assert "记录提示：" in unit and "上一级还没有认定" not in unit  # nobody confirms those of units
    assert own.get(f"/measures/turns/{TURN}/{at}").status_code == 403
    assert above.get(f"/measures/turns/nowhere/{at}").status_code == 404
    assert own.get(f"/measures/turns/?organisation={autumn['committee'].pk}").status_code == 404


def test_by_api(autumn: World) -> None:
    client = autumn.client("committee")
    pk = autumn["faculty_party"].pk
    body = {"organisation_id": pk, "year": 2026, "turn": TURN, "stand": "after"}
    made = client.post("/api/v1/turn-readings", body, content_type="application/json")
    read_ = client.get(f"/api/v1/measures/turns?organisation={pk}&period=2026").json()
    listed = client.get("/api/v1/turn-readings").json()["items"]

    assert (made.status_code, made.json()["stand"]) == (200, "after")
    first = read_["turns"][0]
    assert (first["turn"], first["proposed"], first["confirmed"]) == (TURN, "after", "after")
    assert first["signs"][0] == {
        "indicator": "matters-of-substance",
        "numerator": 9,
        "denominator": 10,
        "stand": "after",
    }
    assert [(each["turn"], each["stand"]) for each in listed] == [("贴牌→实质", "转过来了")]
