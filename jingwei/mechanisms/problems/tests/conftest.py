"""The story of problems for every test here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jingwei.mechanisms.problems.tests.story import Story, story_of
from tests.support.world import World


@pytest.fixture
def story(world: World) -> Iterator[Story]:
    """The School and its branch, on a day in April."""
    with story_of(world) as made:
        yield made
