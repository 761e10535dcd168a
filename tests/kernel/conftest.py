"""Puts the garden of `plot` into the house for the tests that ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from tests.kernel.plot import room
from tests.kernel.plot.models import TABLES, Plot
from tests.support.world import World


@pytest.fixture(scope="session")
def tables(django_db_setup: World, django_db_blocker: Any) -> Iterator[World]:
    """The tables of the garden, for the length of the run."""
    apps.set_installed_apps([*settings.INSTALLED_APPS, "tests.kernel.plot"])
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            for table in TABLES:
                editor.create_model(table)
        yield django_db_setup
        with connection.schema_editor() as editor:
            for table in reversed(TABLES):
                editor.delete_model(table)
    apps.unset_installed_apps()


@pytest.fixture
def garden(tables: World, db: None) -> Iterator[World]:
    """The world with a garden in it."""
    room.HEARD.clear()
    room.FAILING.clear()
    with room.declared():
        yield tables


@pytest.fixture
def plot(garden: World) -> Plot:
    """A bare plot at 0001 0001 of the home university."""
    home = garden.universities["home"].pk
    return Plot.objects.create(university_id=home, path="00010001", name="东地")
