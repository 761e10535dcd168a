"""Copies of the tables are of this tree: whatever a migration reads of ours makes them anew once it changes."""

from __future__ import annotations

import pytest

from tests.support.tables import named_in
from tools.environment import ROOT


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("from jingwei.adapters import clock", {"adapters/__init__.py", "adapters/clock.py"}),
        (
            "def go():\n    from jingwei.adapters import (\n        clock,\n    )",
            {"adapters/__init__.py", "adapters/clock.py"},
        ),
        ("import jingwei.kernel.place", {"kernel/place.py"}),
        ("from django.db import models", set()),
    ],
)
def test_the_modules_that_a_migration_names_are_found(written: str, read: set[str]) -> None:
    assert named_in(written.encode()) == {ROOT / "jingwei" / each for each in read}
