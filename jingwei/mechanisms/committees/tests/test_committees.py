"""`committees.found`, `.amend`, `.end`: verbs of the unit that leads; the Party side reads."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jingwei.mechanisms.committees.actions import (
    amend_committee,
    end_committee,
    found_committee,
    withdraw_nomination,
)
from jingwei.mechanisms.committees.models import Committee
from jingwei.mechanisms.committees.tests.story import NAME, TODAY, Story, fresh, last, sentence
from tests.support.verbs import refused


def test_what_is_not_said_is_as_the_policy_has_it(story: Story) -> None:
    made = story.committee

    assert (made.name, made.seats, made.years, made.state) == (NAME, 9, 3, "standing")
    assert sentence(made) == f"柏鸿钧设立了{NAME}：9 席，任期 3 年"
    assert (last(made).unit_id, last(made).clauses) == (story.world["faculty"].pk, "|3.3c|")
    own = found_committee(
        story.world["faculty"],
        actor=story.actor("dean"),
        kind="professors-committee",
        name="教授会",
        seats=7,
        years=2,
    )
    assert (own.name, own.seats, own.years) == ("教授会", 7, 2)


def test_what_cannot_be_founded(story: Story) -> None:
    world, dean = story.world, story.actor("dean")
    for account in ("faculty", "committee", "head", "organizer", "branch"):
        with refused(403, "no-grant"):
            found_committee(world["faculty"], actor=story.actor(account), kind="degree-committee")
    with refused(422, "invalid", says="已经有一个"):
        found_committee(world["faculty"], actor=dean, kind="degree-committee")
    for values in ({"kind": "king"}, {"kind": "academic-committee", "seats": 2}):
        with refused(422, "invalid"):
            found_committee(world["faculty"], actor=dean, **values)  # type: ignore[arg-type]
    with refused(422, "invalid", says="不设这种"):
        found_committee(world["team"], actor=story.actor("head"), kind="degree-committee")


def test_it_is_amended(story: Story) -> None:
    changed = amend_committee(story.committee, actor=story.actor("dean"), seats=11)

    assert (changed.seats, changed.years, changed.version) == (11, 3, 2)
    assert sentence(changed) == f"柏鸿钧改了{NAME}：11 席，任期 3 年（原来 9 席、3 年）"
    with refused(422, "invalid", says="什么都没有改"):
        amend_committee(changed, actor=story.actor("dean"))
    with refused(403, "no-grant"):
        amend_committee(changed, actor=story.actor("faculty"), years=1)


def test_whoever_has_a_seat_gives_it_up_when_it_is_dissolved(story: Story) -> None:
    seat, other = story.seated(), story.nominated("faculty", by="committee")
    with refused(409, "gate-shut", clause="3.3c", says="1 个提名没有走完"):
        end_committee(story.committee, actor=story.actor("dean"), reason="并入学校的")
    withdraw_nomination(other, actor=story.actor("committee"), reason="先等等")
    with refused(403, "no-grant"):
        end_committee(story.committee, actor=story.actor("faculty"), reason="并入学校的")
    made = end_committee(story.committee, actor=story.actor("dean"), reason="并入学校的")

    assert (made.state, made.ended_on, made.reason) == ("dissolved", TODAY, "并入学校的")
    assert (fresh(seat).state, fresh(seat).until) == ("ended", TODAY)
    assert sentence(made) == f"柏鸿钧撤销了{NAME}，理由：并入学校的"
    with refused(409, "step-not-open"):
        amend_committee(made, actor=story.actor("dean"), seats=11)


@pytest.mark.parametrize(
    ("account", "sees"),
    [
        *((each, True) for each in ("dean", "faculty", "committee", "orgoffice", "organizer")),
        *((each, False) for each in ("branch", "neighbour", "outsider", "head")),
    ],
)
def test_both_sides_read_it_and_others_do_not(story: Story, account: str, sees: bool) -> None:
    assert story.get(account).status_code == (200 if sees else 404)


def test_who_is_nominated_reads_it_too(story: Story) -> None:
    seat = story.nominated()

    assert (story.get("branch").status_code, story.get("branch", seat).status_code) == (200, 200)
    assert story.get("member").status_code == 403


def test_by_page_and_api(story: Story) -> None:
    client = story.world.client("dean")
    asked = client.get("/committees/new/")
    nothing = client.post("/committees/new/", {"name": ""})
    made = client.post("/committees/new/", {"kind": "academic-committee"})
    by_api = story.api(
        "dean", "committees", organisation_id=story.world["faculty"].pk, kind="teaching-committee", years=2
    )
    one = Committee.objects.get(kind="academic-committee")
    story.committee = one
    changed = story.post("dean", "amend", name=one.name, seats="17", years="4")
    by_api_changed = story.api("dean", f"committees/{one.pk}/amend", years=3)
    ended = story.post("dean", "end", reason="并入学校的")
    again = story.api("dean", f"committees/{one.pk}/end", reason="并入学校的")

    assert (asked.status_code, nothing.status_code, made.status_code) == (200, 422, 303)
    assert (by_api.json()["name"], by_api.json()["years"]) == ("机械工程学院教学指导委员会", 2)
    assert (changed.status_code, by_api_changed.json()["seats"], ended.status_code) == (303, 17, 303)
    assert again.status_code == 409
    assert story.world.client("faculty").get("/committees/new/").status_code == 403
    assert story.get("dean", step="nothing").status_code == 404


def test_lists_cost_the_same_whatever_their_length(story: Story) -> None:
    asked = []
    for kind in ("academic-committee", "teaching-committee", "professors-committee"):
        client = story.world.client("dean")
        client.get("/committees/")
        with CaptureQueriesContext(connection) as questions:
            page = client.get("/committees/")
        asked.append(len(questions))
        found_committee(story.world["faculty"], actor=story.actor("dean"), kind=kind)

    assert page.status_code == 200 and len(set(asked)) == 1
    rows = story.world.client("faculty").get("/api/v1/committees").json()["items"]
    assert [each["name"] for each in rows][-1] == NAME
    sheet = story.world.client("faculty").get("/committees/?format=xlsx")
    assert sheet.status_code == 200
