"""Makes a whole database beside the one in use and puts it in its place in one step, or leaves nothing behind.

On PostgreSQL it is a schema of its own: filled without indexes, which are built once over all, and committed piece by
piece by several processes, since nobody looks at it. On SQLite it is one transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model

BESIDE, FORMER = "jingwei_beside", "jingwei_former"
MEMORY = "256MB"
"""For sorting an index."""
CONSTRAINTS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid), contype = 'f'
FROM pg_constraint
WHERE connamespace = current_schema()::regnamespace
  AND (contype = 'f' OR contype IN ('u', 'p') AND conrelid::regclass::text = ANY(%s))
ORDER BY contype = 'f', conname
"""
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE relnamespace = current_schema()::regnamespace AND indrelid::regclass::text = ANY(%s)
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
ORDER BY 1
"""
Say = Callable[[str], None]


class Making(Protocol):
    """What is being made."""

    is_parallel: bool

    def settle(self) -> None:
        """Call when everything is written and before anything is looked up at large."""


class _InOneTransaction:
    is_parallel = False

    def settle(self) -> None:
        """Indexes were kept all along."""


class _InSchema:
    is_parallel = True

    def __init__(self, tables: Sequence[str]) -> None:
        self.again: list[str] = []
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(CONSTRAINTS, [list(tables)])
            constraints = cursor.fetchall()
            # What refers to a key goes before the key does.
            for table, name, _definition, _is_foreign in reversed(constraints):
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            cursor.execute(INDEXES, [list(tables)])
            for name, definition in cursor.fetchall():
                cursor.execute(f"DROP INDEX {name}")
                self.again.append(definition)
        self.again += [f"ALTER TABLE {t} ADD CONSTRAINT {name} {what}" for t, name, what, _f in constraints]

    def settle(self) -> None:
        """Build the indexes over all that was written, and check what was not checked."""
        if not self.again:
            return
        with connection.cursor() as cursor:
            for statement in self.again:
                cursor.execute(statement)
            cursor.execute("ANALYZE")
        self.again.clear()


@contextmanager
def beside(filled: Sequence[type[Model]], kept: Sequence[type[Model]]) -> Iterator[Making]:
    """A new, empty database with the rows of the tables `kept`; at the end of the block it is the one in use.

    The tables `filled` take in rows without their indexes until `settle` is called. Whatever ends the block early
    leaves the database in use as it was.
    """
    if connection.vendor != "postgresql":
        with transaction.atomic():
            yield _InOneTransaction()
        return
    options: dict[str, Any] = connection.settings_dict["OPTIONS"]
    usual = options["options"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        (present,) = cursor.fetchone()
        cursor.execute(f"DROP SCHEMA IF EXISTS {BESIDE} CASCADE")
        cursor.execute(f"CREATE SCHEMA {BESIDE}")
    try:
        _hang_up()
        # Committed work is safe when the schemas change their names: that commit waits for all before it.
        options["options"] = (
            f"{usual} -c search_path={BESIDE} -c maintenance_work_mem={MEMORY} -c synchronous_commit=off"
        )
        call_command("migrate", interactive=False, verbosity=0)
        _take_over(present, [model._meta.db_table for model in kept])
        making = _InSchema([model._meta.db_table for model in filled])
        yield making
        making.settle()
    finally:
        options["options"] = usual
        _hang_up()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"ALTER SCHEMA {present} RENAME TO {FORMER}")
        cursor.execute(f"ALTER SCHEMA {BESIDE} RENAME TO {present}")
        cursor.execute(f"DROP SCHEMA {FORMER} CASCADE")
    _hang_up()


def _take_over(present: str, tables: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'INSERT INTO "{table}" SELECT * FROM {present}."{table}"')
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), MAX(id)) FROM \"{table}\""
            )


def _hang_up() -> None:
    """Let the next question open a connection anew."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
