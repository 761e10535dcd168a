"""Decides what every test may presume: no network but loopback, data in a folder of its own, a browser where asked."""

from __future__ import annotations

import gc
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import settings

from tests.support.arena import copied, hang_up
from tests.support.tables import in_cluster, in_memory, on_postgres
from tests.support.world import World, build_world

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
HERE = Path(__file__).parent
INSTALLING = tuple(
    HERE / each for each in ("tests/faults", "tests/bench", "tests/security/test_concealed.py")
)
"""Tests that make installations of their own, on the database of the run."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what says nothing about this database.

    What asks no database runs on SQLite alone, and so do the whole journeys: on PostgreSQL those marked `smoke` are
    enough.
    """
    if connection.vendor == "sqlite":
        left_out = [item for item in items if item.get_closest_marker("postgres")]
    else:
        left_out = [item for item in items if _is_about_sqlite_alone(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not look through it again and again (a seventh of all time)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def _is_about_sqlite_alone(item: Any) -> bool:
    if item.get_closest_marker("journey"):
        return not item.get_closest_marker("smoke")
    if any(item.path.is_relative_to(each) for each in INSTALLING):
        return False
    return not item.get_closest_marker("django_db") and "django_db_setup" not in item.fixturenames


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


@pytest.fixture(autouse=True, scope="session")
def work_within_the_test() -> Iterator[None]:
    """Let queued work run in the test's own transaction: the worker would drop the connection that holds it."""
    patch = pytest.MonkeyPatch()
    patch.setattr("jingwei.adapters.worker.close_old_connections", lambda: None)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Django finds a database with tables, and leaves it alone at the end."""
    return True


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """The tables, for Django to find: a copy for each worker."""
    name = connection.creation._get_test_db_name()
    if not (address := on_postgres()):
        with in_memory(name):
            yield
        return
    with in_cluster(address, name):
        yield
        hang_up()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> World:
    """The database of the run, with the small world of `tests.support.world` in it."""
    with django_db_blocker.unblock():
        return build_world()


@pytest.fixture
def world(db: None, django_db_setup: World) -> World:
    """The small world; what a test does to it is undone after it."""
    return django_db_setup


@pytest.fixture
def arena(django_db_setup: World, django_db_blocker: Any) -> Iterator[World]:
    """The small world in a copy of the database, for what many threads must see; the copy goes with the test."""
    with django_db_blocker.unblock(), copied():
        yield django_db_setup
