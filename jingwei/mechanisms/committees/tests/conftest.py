"""The committee of the School for every test here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jingwei.mechanisms.committees.tests.story import Story, committee_of
from tests.support.world import World


@pytest.fixture
def story(world: World) -> Iterator[Story]:
    """A degree committee of the School, on a day in April."""
    with committee_of(world) as made:
        yield made
