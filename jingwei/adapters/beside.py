"""Makes a whole database beside the one in use and puts it in its place in one step, or leaves nothing behind.

On PostgreSQL it is a schema of its own: filled without indexes, which are built once over all, and committed piece by
piece by several processes, since nobody looks at it. On SQLite it is one transaction.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import Any, Protocol

from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model

BESIDE, FORMER = "jingwei_beside", "jingwei_former"
MEMORY = "256MB"
"""For sorting an index."""
HANDS = max(1, min(os.cpu_count() or 1, 4))
"""So many tables get their indexes at a time, each sorting in `MEMORY`."""
CONSTRAINTS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid), contype = 'f'
FROM pg_constraint
WHERE connamespace = current_schema()::regnamespace
  AND (contype = 'f' OR contype IN ('u', 'p') AND conrelid::regclass::text = ANY(%s))
ORDER BY contype = 'f', conname
"""
INDEXES = """
SELECT indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid)
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE relnamespace = current_schema()::regnamespace AND indrelid::regclass::text = ANY(%s)
  AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
ORDER BY 2
"""
OTHERS = """
SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema() AND tablename <> ALL(%s) ORDER BY 1
"""


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
        self.again: dict[str, list[str]] = {table: [] for table in tables}
        self.foreign: list[str] = []
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(CONSTRAINTS, [list(tables)])
            constraints = cursor.fetchall()
            # What refers to a key goes before the key does.
            for table, name, _definition, _is_foreign in reversed(constraints):
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            cursor.execute(INDEXES, [list(tables)])
            for table, name, definition in cursor.fetchall():
                cursor.execute(f"DROP INDEX {name}")
                self.again[table].append(definition)
            cursor.execute(OTHERS, [list(tables)])
            self.others = [name for (name,) in cursor.fetchall()]
        for table, name, definition, is_foreign in constraints:
            statements = self.foreign if is_foreign else self.again[table]
            statements.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")

    def settle(self) -> None:
        """Build the indexes over all that was written, several tables at a time; check what was not checked."""
        if not self.again:
            return
        each_by_itself = [[*statements, f"ANALYZE {table}"] for table, statements in self.again.items()]
        looked_at = [f"ANALYZE {', '.join(self.others)}"]
        with ThreadPoolExecutor(HANDS) as hands:
            for _done in hands.map(_carry_out, [*each_by_itself, looked_at]):
                pass
        _carry_out(self.foreign)
        self.again.clear()


def _carry_out(statements: Sequence[str]) -> None:
    """Over a connection of this thread's own."""
    with closing(connection.copy()) as own, own.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


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
