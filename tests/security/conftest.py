"""The marked world, made once a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.security.marked import mark_world
from tests.support.kept import kept
from tests.support.matters import Story
from tests.support.world import World


@pytest.fixture(scope="module")
def marked(django_db_setup: World, django_db_blocker: Any) -> Iterator[Callable[[], Story]]:
    """The marked world, for a whole sweep."""
    yield from kept(django_db_blocker, lambda: mark_world(django_db_setup))


@pytest.fixture
def story(marked: Callable[[], Story], db: None) -> Story:
    return marked()
