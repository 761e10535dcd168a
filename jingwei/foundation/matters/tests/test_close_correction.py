"""`matters.close_correction`: a correction ends on a confirmed note, by someone who owns neither strand (2.2)."""

from __future__ import annotations

from datetime import date

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.foundation.matters.actions import close_correction, confirm_deed, note_deed, raise_correction
from jingwei.foundation.matters.models import Correction, Deed
from jingwei.kernel.errors import NotFound
from tests.support.matters import DEVIATION, Story, story_at
from tests.support.verbs import gist, last_record, post, refused
from tests.support.world import World


def raised(story: Story) -> Correction:
    return raise_correction(story.matter, actor=story.inspector, **DEVIATION)


def evidence(story: Story) -> Deed:
    deed = note_deed(story.matter, actor=story.actor("teacher"), text="三号地块补测完", kind="deed")
    return confirm_deed(deed, actor=story.secretary)


@pytest.mark.parametrize(("day", "result"), [(date(2026, 6, 1), "on-time"), (date(2026, 6, 2), "late")])
def test_an_outsider_closes_it_on_a_confirmed_note(world: World, day: date, result: str) -> None:
    with story_at(world, "inspecting") as story:
        correction, deed = raised(story), evidence(story)
        with clock_at(day):
            closed = close_correction(correction, actor=story.inspector, deed=deed)

        assert (closed.state, closed.closing_deed, closed.closed_on) == ("closed", deed, day)
        assert gist(last_record(story)) == (
            *("matters.close_correction", f"correction:{correction.pk}", "unit", result),
        )
        with refused(409, "step-not-open", says="已校准"):
            close_correction(closed, actor=story.inspector, deed=deed)


def test_it_closes_on_nothing_less(world: World) -> None:
    with story_at(world, "inspecting") as story, story_at(world, "inspecting") as other:
        correction = raised(story)
        unconfirmed = note_deed(story.matter, actor=story.actor("teacher"), text="在补")
        for wrong in (unconfirmed, story.deeds["outcome"]):
            with refused(422, "invalid"):
                close_correction(correction, actor=story.inspector, deed=wrong)
        with pytest.raises(NotFound):
            close_correction(correction, actor=story.inspector, deed=evidence(other))


def test_it_is_refused(world: World) -> None:
    with story_at(world, "inspecting") as story:
        correction, deed = raised(story), evidence(story)
        for account in ("branch", "head", "member"):
            with refused(403, "no-grant"):
                close_correction(correction, actor=story.actor(account), deed=deed)
        with refused(403, "rule", clause="4.1a"):
            close_correction(correction, actor=story.actor("organizer"), deed=deed)


def test_over_the_api(world: World) -> None:
    with story_at(world, "inspecting") as story:
        path = f"corrections/{raised(story).pk}/close-correction"
        closed = post(story, "orgoffice", path, {"deed_id": evidence(story).pk})

        assert (closed.status_code, closed.json()["state"]) == (200, "closed")
