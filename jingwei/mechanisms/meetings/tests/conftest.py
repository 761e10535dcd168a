"""The School that decides, for every test of this room that asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jingwei.mechanisms.meetings.tests.school import School, school_of
from tests.support.world import World


@pytest.fixture
def school(world: World) -> Iterator[School]:
    """Its seats taken, on the day of its meetings."""
    with school_of(world) as made:
        yield made
