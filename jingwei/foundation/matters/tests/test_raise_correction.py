"""`matters.raise_correction`: a deviation found gets an owner and a date (2.2)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingwei.foundation.matters.actions import raise_correction
from tests.support.matters import DEVIATION, story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World


@pytest.mark.parametrize("state", ["implementing", "inspecting"])
@pytest.mark.parametrize("account", ["branch", "orgoffice"])
def test_owners_and_inspectors_raise_one(world: World, state: str, account: str) -> None:
    with story_at(world, state) as story:
        correction = raise_correction(story.matter, actor=story.actor(account), **DEVIATION)

        record = last_record(story)
        assert (correction.state, correction.side) == ("open", "unit")
        assert gist(record) == ("matters.raise_correction", f"correction:{correction.pk}", "unit", "")
        assert record.clauses == "|2.3|4.1a|2.2|4.1b|"


@pytest.mark.parametrize(
    ("field", "value"),
    [("what", ""), ("clause", "9.9"), ("due", date(2026, 5, 19)), ("owner", "both")],
)
def test_what_is_typed_wrong_is_named(world: World, field: str, value: Any) -> None:
    with story_at(world, "inspecting") as story, refused(422, "invalid"):
        raise_correction(story.matter, actor=story.inspector, **DEVIATION | {field: value})


def test_it_is_refused(world: World) -> None:
    with story_at(world, "inspecting") as story, refused(403, "no-grant"):
        raise_correction(story.matter, actor=story.actor("member"), **DEVIATION)
    with story_at(world, "deploying") as story, refused(409, "step-not-open"):
        raise_correction(story.matter, actor=story.inspector, **DEVIATION)


def test_over_the_api(world: World) -> None:
    with story_at(world, "inspecting") as story:
        body = DEVIATION | {"due": "2026-06-01"}
        raised = post(story, "orgoffice", f"matters/{story.matter.pk}/raise-correction", body)

        assert raised.status_code == 200
        assert [(each["what"], each["state"]) for each in raised.json()["corrections"]] == [
            ("补三号地块数据", "open")
        ]
