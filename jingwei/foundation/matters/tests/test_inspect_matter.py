"""`matters.inspect`: somebody who owns neither strand says what was found, and whether it is a label only."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingwei.foundation.matters.actions import inspect_matter, raise_correction
from jingwei.foundation.matters.rules import label_reading
from jingwei.foundation.organisations.actions import begin_membership, make_appointment
from tests.support.matters import CALLED, story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import BUILDER, World

PASSED = {"finding": "看了地块", "verdict": "passed"}


def test_an_outsider_passes_it_and_the_record_says_real(world: World) -> None:
    with story_at(world, "inspecting") as story:
        matter = inspect_matter(story.matter, actor=story.inspector, **PASSED)

        inspection = matter.inspections.get()
        assert (matter.state, matter.reading) == ("inspecting", "real")
        assert (inspection.held_on, inspection.verdict, inspection.label_only) == (CALLED, "passed", False)
        assert (inspection.inspector_name, inspection.organisation) == ("戚晓岚", world["committee"])
        assert gist(last_record(story)) == ("matters.inspect", "", "", "real")
        assert "|4.0|" in last_record(story).clauses


def test_where_the_party_side_changed_nothing_it_is_called_a_label(world: World) -> None:
    with story_at(world, "inspecting", changed="") as story:
        reading = label_reading(story.matter)
        matter = inspect_matter(story.matter, actor=story.inspector, **PASSED)

        assert reading is not None and reading.clause == "4.0"
        assert str(reading.message) == "党建侧有 2 条做法得到认可，但没有一条改变了决策、人员、资源或结果。"
        assert (matter.reading, last_record(story).result) == ("label", "label")
        assert last_record(story).values["proposed"] == reading.message


@pytest.mark.parametrize(("changed", "label_only"), [("", False), ("decision", True)])
def test_who_sees_it_otherwise_than_the_records_says_why(
    world: World, changed: str, label_only: bool
) -> None:
    with story_at(world, "inspecting", changed=changed) as story:
        with refused(422, "invalid"):
            inspect_matter(story.matter, actor=story.inspector, label_only=label_only, **PASSED)
        matter = inspect_matter(
            story.matter,
            actor=story.inspector,
            label_only=label_only,
            label_reason="现场看到的不同",
            **PASSED,
        )

        assert matter.reading == ("label" if label_only else "real")
        assert last_record(story).values["label_reason"] == "现场看到的不同"


def test_corrections_send_it_back(world: World) -> None:
    with story_at(world, "inspecting") as story:
        back = {"finding": "数据少一块", "verdict": "corrections"}
        with refused(422, "invalid"):
            inspect_matter(story.matter, actor=story.inspector, **back)
        raise_correction(
            story.matter,
            actor=story.inspector,
            what="补三号地块",
            clause="2.2",
            due=date(2026, 6, 1),
            owner="unit",
        )
        matter = inspect_matter(story.matter, actor=story.inspector, **back)

        assert matter.state == "implementing"
        assert matter.inspections.get().verdict == "corrections"


def test_who_has_a_hand_in_it_is_no_inspector(world: World) -> None:
    with story_at(world, "inspecting") as story:
        for account in ("branch", "head", "member", "faculty"):
            with refused(403, "no-grant"):
                inspect_matter(story.matter, actor=story.actor(account), **PASSED)
        with refused(403, "rule", clause="4.1a", says="你在这件事里有份"):
            inspect_matter(story.matter, actor=story.actor("organizer"), **PASSED)


@pytest.mark.parametrize("link", ["membership", "appointment"])
def test_an_inspector_who_also_belongs_to_a_strand_is_refused(world: World, link: str) -> None:
    with story_at(world, "inspecting") as story:
        person = world.people["orgoffice"]
        if link == "membership":
            begin_membership(world["team"], actor=BUILDER, person=person)
        else:
            make_appointment(world["team"], actor=BUILDER, person=person, role="unit-head")

        with refused(403, "rule", says="你在这件事里有份"):
            inspect_matter(story.matter, actor=story.inspector, **PASSED)


def test_whoever_agreed_in_it_is_no_inspector(world: World) -> None:
    with story_at(world, "inspecting") as story:
        story.matter.agreements.filter(side="party").update(person=world.people["committee"])

        with refused(403, "rule", says="你在这件事里有份"):
            inspect_matter(story.matter, actor=story.actor("committee"), **PASSED)


@pytest.mark.parametrize("wrong", [{"finding": ""}, {"verdict": "good"}])
def test_what_is_typed_wrong_is_named(world: World, wrong: dict[str, Any]) -> None:
    with story_at(world, "inspecting") as story, refused(422, "invalid"):
        inspect_matter(story.matter, actor=story.inspector, **PASSED | wrong)


def test_it_is_refused_out_of_step(world: World) -> None:
    with story_at(world, "implementing") as story, refused(409, "step-not-open"):
        inspect_matter(story.matter, actor=story.inspector, **PASSED)
    with story_at(world, "inspecting") as story:
        inspect_matter(story.matter, actor=story.inspector, **PASSED)
        with refused(409, "gate-shut", says="已经写过结论"):
            inspect_matter(story.matter, actor=story.inspector, **PASSED)


def test_over_the_api_the_label_is_told_to_those_it_concerns_first(world: World) -> None:
    with story_at(world, "inspecting", changed="") as story:
        answer = post(story, "orgoffice", f"matters/{story.matter.pk}/inspect", dict(PASSED))
        student = story.world.client("student").get(f"/api/v1/matters/{story.matter.pk}").json()

        assert answer.status_code == 200
        assert answer.json()["reading"].startswith("党建侧有 2 条")
        assert student["reading"] == ""
