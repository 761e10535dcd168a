"""Decides what every test may presume: no network but loopback, data in a folder of its own, a browser where asked."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from tests.support.world import World, build_world


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Walk the whole journeys on SQLite alone; on PostgreSQL the ones marked `smoke` are enough."""
    if connection.vendor == "sqlite":
        left_out = [item for item in items if item.get_closest_marker("postgres")]
    else:
        left_out = [i for i in items if i.get_closest_marker("journey") and not i.get_closest_marker("smoke")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


@pytest.fixture(autouse=True, scope="session")
def loopback_only() -> Iterator[None]:
    """Refuse connections to anywhere but this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(("127.", "::1", "localhost")):
            raise RuntimeError(f"a test wanted to reach {address}")
        connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> World:
    """The database of the run, with the small world of `tests.support.world` in it."""
    with django_db_blocker.unblock():
        return build_world()


@pytest.fixture
def world(db: None, django_db_setup: World) -> World:
    """The small world; what a test does to it is undone after it."""
    return django_db_setup
