"""`matters.accept_milestone`: met on confirmed notes of its sides, in time or late."""

from __future__ import annotations

from datetime import date

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.foundation.matters.actions import accept_milestone, confirm_deed, note_deed
from tests.support.matters import Story, story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World


def note(story: Story, side: str, key: str) -> None:
    """A confirmed note of one side on a milestone."""
    noter = story.actor("member" if side == "party" else "teacher")
    answering = story.head if side == "party" else story.secretary
    deed = note_deed(story.matter, actor=noter, text="做了", kind="deed", milestone=story.milestones[key])
    confirm_deed(deed, actor=answering)


@pytest.mark.parametrize(
    ("key", "sides", "proved", "row"),
    [
        ("both", ("party", "unit"), "both", "b"),
        ("party", ("party",), "party", "p"),
        ("unit", ("unit",), "unit", "w"),
        ("party", ("party", "unit"), "both", "b"),
    ],
)
def test_it_proves_the_sides_whose_notes_met_it(
    world: World, key: str, sides: tuple[str, ...], proved: str, row: str
) -> None:
    with story_at(world, "implementing", today=date(2026, 4, 15)) as story:
        for side in sides:
            note(story, side, key)
        milestone = accept_milestone(story.milestones[key], actor=story.head)

        assert (milestone.state, milestone.accepted_on) == ("accepted", date(2026, 4, 15))
        assert (milestone.proved, milestone.loom_row) == (proved, row)
        assert gist(last_record(story)) == (
            *("matters.accept_milestone", f"milestone:{milestone.pk}", proved, "on-time"),
        )


def test_after_its_date_it_is_late(world: World) -> None:
    with story_at(world, "implementing", today=date(2026, 4, 15)) as story:
        note(story, "party", "party")
        with clock_at(date(2026, 5, 1)):
            accept_milestone(story.milestones["party"], actor=story.secretary)

        assert last_record(story).result == "late"


def test_the_gate_says_which_side_is_missing(world: World) -> None:
    with story_at(world, "implementing") as story:
        with refused(409, "gate-shut", clause="4.1a", says="党建侧"):
            accept_milestone(story.milestones["both"], actor=story.secretary)
        note(story, "party", "both")
        with refused(409, "gate-shut", says="业务侧"):
            accept_milestone(story.milestones["both"], actor=story.secretary)
        note_deed(
            story.matter,
            actor=story.actor("teacher"),
            text="还没认可",
            milestone=story.milestones["unit"],
        )
        with refused(409, "gate-shut", says="业务侧"):
            accept_milestone(story.milestones["unit"], actor=story.secretary)


def test_it_is_refused(world: World) -> None:
    with story_at(world, "implementing") as story:
        note(story, "party", "party")
        for account in ("member", "teacher", "orgoffice"):
            with refused(403, "no-grant"):
                accept_milestone(story.milestones["party"], actor=story.actor(account))
        accepted = accept_milestone(story.milestones["party"], actor=story.secretary)
        with refused(409, "step-not-open", says="已认可"):
            accept_milestone(accepted, actor=story.secretary)
    with story_at(world, "deploying") as story, refused(409, "step-not-open", says="同部署"):
        accept_milestone(story.milestones["party"], actor=story.secretary)


def test_over_the_api(world: World) -> None:
    with story_at(world, "implementing") as story:
        note(story, "unit", "unit")
        path = f"milestones/{story.milestones['unit'].pk}"
        answer = post(story, "head", f"{path}/accept-milestone")
        shut = post(story, "head", f"milestones/{story.milestones['both'].pk}/accept-milestone")
        shown = story.world.client("head").get(f"/api/v1/{path}")

        assert (answer.status_code, answer.json()["proved"]) == (200, "unit")
        assert (shut.status_code, shut.json()["code"]) == (409, "gate-shut")
        assert shown.json()["actions"][0]["code"] == "step-not-open"
