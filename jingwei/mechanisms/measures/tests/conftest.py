"""A year of plausible deeds that the tests of figures and rows look at."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from jingwei.mechanisms.measures.actions import recompute
from jingwei.mechanisms.measures.tests.history import PAIRS, Deed, happened
from tests.support.world import World

KINDS = (
    ("matters.reckon_milestone", "milestone", ("on-time", "late"), ("both",)),
    ("matters.reckon_correction", "correction", ("on-time", "late"), ("party",)),
    ("matters.accept_milestone", "milestone", ("",), ("both", "party", "unit")),
    ("matters.inspect", "", ("real", "label"), ("both",)),
    ("matters.judge_goal", "goal", ("reached", "missed"), ("both",)),
    ("matters.confirm", "deed", ("",), ("unit",)),
    ("matters.return", "deed", ("",), ("party",)),
)


@pytest.fixture
def year(world: World) -> World:
    """The world with 240 records spread over 2026, counted into the roll-up."""
    chance = random.Random(38)
    deeds = []
    for number in range(240):
        verb, part, results, sides = chance.choice(KINDS)
        pair = chance.choices(range(len(PAIRS)), (5, 3, 2, 1, 3))[0]
        deeds.append(
            Deed(
                verb,
                date(2026, 1, 1) + timedelta(days=chance.randrange(365)),
                pair,
                matter=pair * 10 + chance.randrange(4),
                part=f"{part}:{chance.randrange(number + 1)}" if part else "",
                side=chance.choice(sides),
                result=chance.choice(results),
                tags=("deed:outcome",) if chance.random() < 0.7 else ("deed:work",),
            )
        )
    happened(world, deeds)
    recompute()
    return world
