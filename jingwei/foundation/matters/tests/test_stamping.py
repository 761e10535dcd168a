"""A life that was rehearsed with marks and is told again leaves the rows and records of the chronicle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from jingwei.foundation.matters.actions.chronicle import (
    FIELDS,
    PLAYER,
    Marked,
    Pattern,
    Rehearsal,
    Setting,
    Stamping,
    pattern_of,
    player,
)
from jingwei.foundation.matters.tests import test_chronicle
from jingwei.foundation.matters.tests.test_chronicle import PLATFORM, Story, by_chronicle, left_by
from jingwei.kernel.actor import Actor, system
from jingwei.kernel.errors import NotAllowed
from tests.support.world import World

WHO = ("branch", "head", "dean", "teacher", "member", "orgoffice")
SIDES = {"branch": "party", "team": "unit"}
WEEKS = timedelta(weeks=52)


class MarkedWorld:
    """The places and people of the story as marks."""

    def __init__(self) -> None:
        self.marked = Marked(0, ("teacher-branch", "team"))
        self.people = {name: self.marked.person(at) for at, name in enumerate(WHO)}

    def __getitem__(self, key: str) -> Any:
        return self.marked.organisation(SIDES[key])

    def actor(self, name: str) -> Actor:
        return self.marked.actor(WHO.index(name))


def rehearsed(tell: Callable[[Story], object], *, label: bool = False) -> Pattern:
    """One life of the story, told with marks."""
    world: Any = MarkedWorld()
    rehearsal = Rehearsal(world.marked, actor=PLATFORM)
    tell(Story(world, rehearsal, label=label))
    return pattern_of(rehearsal, len(FIELDS) + len(PLAYER) * len(WHO))


def given_up(story: Story) -> None:
    matter = story.planned("没有办成")
    secretary = story.world.actor("branch")
    story.tell.withdraw(matter, actor=secretary, at=story.later(), reason="经费没有落实")


def setting(world: World) -> Setting:
    players = [player(world.actor(name), world.people[name].code) for name in WHO]
    return Setting(world.universities["home"].pk, world["branch"], world["team"], (), players)


def by_stamping(world: World) -> Stamping:
    home = world.universities["home"]
    return Stamping(home, actor=system("系统", "matters.*", university_id=home.pk))


@pytest.mark.parametrize("later", [timedelta(0), -WEEKS])
def test_a_pattern_leaves_what_the_chronicle_leaves(
    world: World, monkeypatch: pytest.MonkeyPatch, later: timedelta
) -> None:
    patterns = (
        rehearsed(lambda story: story.ended("春耕驻点")),
        rehearsed(lambda story: story.ended("只挂了牌"), label=True),
        rehearsed(given_up),
    )

    def lives(world: World, stamping: Stamping) -> None:
        for pattern in patterns:
            stamping.tell(pattern, setting(world), later)

    stamped = left_by(world, by_stamping, lives)
    monkeypatch.setattr(test_chronicle, "START", test_chronicle.START + later)
    told = left_by(world, by_chronicle)

    assert stamped.keys() == told.keys()
    for name, rows in told.items():
        assert stamped[name] == rows, name


def test_a_pattern_told_twice_is_two_matters(world: World) -> None:
    stamping = by_stamping(world)
    pattern = rehearsed(given_up)
    for later in (-WEEKS, timedelta(0)):
        stamping.tell(pattern, setting(world), later)
    stamping.write()

    numbers = test_chronicle.Matter.objects.order_by("pk").values_list("number", flat=True)
    assert list(numbers) == ["RH-2025-0001", "RH-2026-0001"]


def test_only_the_platform_holding_all_of_its_verbs_tells_patterns(world: World) -> None:
    with pytest.raises(NotAllowed):
        Stamping(world.universities["home"], actor=world.actor("orgoffice"))
