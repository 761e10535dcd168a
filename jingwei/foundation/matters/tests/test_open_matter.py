"""`matters.open`: a Party organisation and a unit begin a matter, and it gets its number."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.matters.actions import open_matter
from jingwei.foundation.matters.models import Matter
from tests.support.matters import OPENED, Story, opened
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World


@pytest.fixture
def asked(world: World) -> dict[str, Any]:
    """A request that is right in every way."""
    return {
        "partner": world["team"],
        "type": "general",
        "title": "夜灯答疑",
        "starts": date(2026, 3, 2),
        "due": date(2026, 6, 30),
        "functions": ("teaching",),
        "guarantees": ("thought",),
        "clauses": ("4.1a",),
    }


def test_a_branch_opens_one_with_its_team(world: World, asked: dict[str, Any]) -> None:
    with clock_at(OPENED):
        matter = open_matter(world["branch"], actor=world.actor("branch"), **asked)

    record = last_record(Story(world, matter))
    assert (matter.number, matter.state, matter.opened_on) == ("RH-2026-0001", "planning", OPENED)
    assert (matter.party, matter.unit) == (world["branch"], world["team"])
    assert gist(record) == ("matters.open", "", "party", "")
    assert record.tags == "|type:general|function:teaching|guarantee:thought|"
    assert record.clauses == "|4.1a|"
    assert (record.party_path, record.unit_path) == (world["branch"].path, world["team"].path)
    assert record.sentence() == (
        "沈砚秋发起了RH-2026-0001《夜灯答疑》，党建侧是智能农机教师党支部，业务侧是农机装备研究所"
    )


def test_a_unit_opens_one_too_and_the_sides_fall_right(world: World, asked: dict[str, Any]) -> None:
    matter = open_matter(world["team"], actor=world.actor("head"), **asked | {"partner": world["branch"]})

    assert (matter.party, matter.unit) == (world["branch"], world["team"])
    assert last_record(Story(world, matter)).side == "unit"


def test_every_record_says_that_the_unit_is_another_schools(world: World, asked: dict[str, Any]) -> None:
    far = asked | {"partner": world["other_team"]}
    matter = open_matter(world["branch"], actor=world.actor("branch"), **far)

    assert (
        last_record(Story(world, matter)).tags
        == "|type:general|function:teaching|guarantee:thought|unit:far|"
    )


def test_numbers_run_by_university_and_year(world: World, asked: dict[str, Any]) -> None:
    def number(on: date) -> str:
        with clock_at(on):
            return open_matter(world["branch"], actor=world.actor("branch"), **asked).number

    assert [number(date(2026, 3, 1)), number(date(2026, 3, 1)), number(date(2027, 1, 1))] == [
        "RH-2026-0001",
        "RH-2026-0002",
        "RH-2027-0001",
    ]


def test_it_needs_the_grant(world: World, asked: dict[str, Any]) -> None:
    for account in ("member", "student", "neighbour", "organizer", "outsider"):
        with refused(403, "no-grant"):
            open_matter(world["branch"], actor=world.actor(account), **asked)


@pytest.mark.parametrize(
    ("partner", "type_", "clause"),
    [
        ("student_branch", "general", "4.1a"),
        ("foreign_faculty", "general", "4.1a"),
        ("team", "secretary-project", "5.2d"),
    ],
)
def test_the_pair_must_fit_the_type(
    world: World, asked: dict[str, Any], partner: str, type_: str, clause: str
) -> None:
    with refused(403, "rule", clause=clause):
        wrong = asked | {"partner": world[partner], "type": type_}
        open_matter(world["branch"], actor=world.actor("branch"), **wrong)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "no-such-type"),
        ("title", "   "),
        ("title", "长" * 81),
        ("due", date(2026, 1, 1)),
        ("functions", ("thought",)),
        ("guarantees", ("teaching",)),
        ("orientations", ("decision",)),
        ("clauses", ("9.9",)),
    ],
)
def test_what_is_typed_wrong_is_named(world: World, asked: dict[str, Any], field: str, value: Any) -> None:
    with refused(422, "invalid"):
        open_matter(world["branch"], actor=world.actor("branch"), **asked | {field: value})


def test_the_api_opens_one_with_a_partner_above_the_own_view(world: World, asked: dict[str, Any]) -> None:
    body = {
        **{k: v for k, v in asked.items() if k != "partner"},
        "organisation_id": world["faculty"].pk,
        "partner_id": world["faculty_party"].pk,
    }
    story = Story(world, opened(world).matter)

    first = post(story, "dean", "matters", body, **{"Idempotency-Key": "one"})
    again = post(story, "dean", "matters", body, **{"Idempotency-Key": "one"})
    foreign = post(story, "dean", "matters", body | {"partner_id": world["foreign_branch"].pk})

    assert (first.status_code, again.status_code, foreign.status_code) == (200, 200, 404)
    assert first.json()["id"] == again.json()["id"]
    assert Matter.objects.filter(title="夜灯答疑").count() == 1
    assert Record.objects.filter(verb="matters.open").count() == 2
