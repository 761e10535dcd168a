"""Who has done what is asked, read from records: the period, the organisations it applies to, the counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest
from django.utils.translation import gettext_lazy as _l

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.actions import Entry, record_many
from jingwei.foundation.policy.queries import followed_by, obligations_for, period_of, standings_for
from jingwei.kernel.actor import system
from jingwei.kernel.events import EVENTS, Event
from jingwei.kernel.packs import registry
from tests.support.world import World

ID = "heilongjiang-2022-38"
TODAY = date(2026, 6, 15)


@dataclass(frozen=True, kw_only=True)
class Happened(Event):
    """Any event; its verb is set for each record."""

    verb = "tests.standing"
    sentence = _l("{subject}")


del EVENTS["tests.standing"]


def happened(world: World, verb: str, organisation: str, on: date, count: int = 1) -> None:
    """Write records of a verb as the room that owns it would."""
    event = Happened()
    object.__setattr__(event, "verb", verb)
    subject = world[organisation]
    with clock_at(on):
        record_many([Entry.about(subject, event, system("系统")) for _ in range(count)])


@pytest.mark.parametrize(
    ("cycle", "since", "until"),
    [
        ("month", date(2026, 6, 1), date(2026, 6, 30)),
        ("quarter", date(2026, 4, 1), date(2026, 6, 30)),
        ("year", date(2026, 1, 1), date(2026, 12, 31)),
        ("once", date(2022, 5, 31), None),
    ],
)
def test_the_period_of_a_day(cycle: str, since: date, until: date | None) -> None:
    obligation = registry.pack(ID).obligations["matters-inspected"].model_copy(update={"cycle": cycle})

    assert period_of(obligation, TODAY) == (since, until)


def test_obligations_of_a_kind_on_a_day(world: World) -> None:
    edition = followed_by(world.actor("branch")).edition

    before = {o.id for o in obligations_for(edition, "teacher-branch", date(2020, 1, 1))}
    now = {o.id for o in obligations_for(edition, "teacher-branch", TODAY)}

    assert "branch-assembly" in before
    assert now - before >= {"branch-carries-a-matter", "matters-inspected"}
    assert obligations_for(edition, "faculty", TODAY) == ()


def test_records_of_this_year_count_and_others_are_owing(world: World) -> None:
    happened(world, "matters.inspect", "branch", date(2026, 2, 3))
    happened(world, "matters.inspect", "student_branch", date(2025, 12, 30))
    happened(world, "matters.note", "staff_branch", date(2026, 2, 3))
    actor = world.actor("orgoffice")

    with clock_at(TODAY):
        standing = standings_for(actor, followed_by(actor), TODAY)["matters-inspected"]

    assert standing.met == 1
    assert [o.name for o in standing.owing] == [
        "机械工程学院党委",
        "机械研究生第一党支部",
        "党群机关党支部",
        "外国语学院党委",
        "俄语教师党支部",
    ]
    assert (standing.is_gap, standing.is_met, standing.due) == (True, False, 6)


def test_a_reader_counts_only_the_organisations_she_may_see(world: World) -> None:
    happened(world, "matters.inspect", "branch", date(2026, 2, 3))
    seen = {}
    for account in ("branch", "neighbour", "student", "secadmin", "outsider"):
        actor = world.actor(account)
        standing = standings_for(actor, followed_by(actor), TODAY)["matters-inspected"]
        seen[account] = (standing.met, len(standing.owing))

    assert seen["branch"] == (1, 0)
    assert seen["neighbour"] == (0, 1)
    assert seen["student"] == (0, 0)
    assert seen["outsider"] == (0, 1)


def test_what_cannot_be_counted_yet_is_said_so(world: World) -> None:
    actor = world.actor("orgoffice")

    standing = standings_for(actor, followed_by(actor), TODAY)["pre-study-first"]

    assert (standing.counted, standing.is_gap, standing.due) == (False, False, 0)


def test_a_condition_on_facts_that_do_not_hold_applies_to_nobody(world: World) -> None:
    actor, followed = world.actor("orgoffice"), followed_by(world.actor("orgoffice"))
    known = followed.edition.obligations["matters-inspected"]
    committee = followed.edition.obligations["branch-committee"]
    of_seven = known.model_copy(update={"when": committee.when})

    edition = replace(followed.edition, obligations={of_seven.id: of_seven})
    standing = standings_for(actor, replace(followed, edition=edition), TODAY)[known.id]

    assert standing.due == 0


def test_all_standings_cost_five_questions(world: World, django_assert_num_queries) -> None:
    actor = world.actor("orgoffice")
    followed = followed_by(actor)

    with django_assert_num_queries(5):
        standings_for(actor, followed, TODAY)


def test_the_api_lists_and_opens_obligations(world: World) -> None:
    happened(world, "matters.inspect", "branch", date(2026, 2, 3))
    client = world.client("orgoffice")
    with clock_at(TODAY):
        listed = client.get("/api/v1/obligations", {"clause": "4.1a"}).json()
        first = client.get("/api/v1/obligations", {"limit": 1, "kind": "teacher-branch"}).json()
        following = client.get(
            "/api/v1/obligations", {"limit": 1, "kind": "teacher-branch", "cursor": first["next"]}
        )
        one = client.get("/api/v1/obligations/matters-inspected").json()

    assert [o["id"] for o in listed["items"]] == ["branch-carries-a-matter", "matters-inspected"]
    assert following.json()["items"][0]["id"] != first["items"][0]["id"]
    assert (one["met"], len(one["owing"]), one["verified"], one["until"]) == (1, 5, False, "2026-12-31")
    assert client.get("/api/v1/obligations/none").status_code == 404
    assert client.get("/api/v1/obligations", {"cursor": "none"}).status_code == 422
