"""A copy of the database for tests with many hands: what they commit is seen by every thread, and goes with the copy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

SUFFIX = "arena"


@contextmanager
def copied() -> Iterator[None]:
    """Work in a copy of the database; afterwards in the one that was there, which nobody has touched."""
    creation: Any = connection.creation
    kept = connection.settings_dict["NAME"]
    hang_up()
    creation.clone_test_db(SUFFIX, verbosity=0)
    connection.settings_dict["NAME"] = creation.get_test_db_clone_settings(SUFFIX)["NAME"]
    try:
        yield
    finally:
        hang_up()
        connection.settings_dict["NAME"] = kept
        creation.destroy_test_db(suffix=SUFFIX, verbosity=0)


def hang_up() -> None:
    """Let the next question open a connection anew, and the database be copied or dropped."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
