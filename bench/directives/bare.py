"""The floor of issuing: as many receipts written bare in one transaction, then taken away again.

Run as `python -m bench.inside directives.bare FROM INTO`: the receipts of one directive are laid down for a draft.
"""

from __future__ import annotations

import time
from typing import Any

from django.db import connection, transaction

from jingwei.mechanisms.directives.models import Receipt

COLUMNS = (
    "directive_id university_id organisation_id path name state edition plan answer reason moved_on".split()
)
COLUMNS += ["given_back", "due", "due_given", "version"]


def main(arguments: list[str]) -> dict[str, float]:
    """The seconds of the one transaction."""
    source, draft = map(int, arguments)
    kept = Receipt.objects.filter(directive=source).order_by("pk")
    rows = [(draft, *row) for row in kept.values_list(*COLUMNS[1:])]
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        _lay(cursor, rows)
    took = time.perf_counter() - began
    Receipt.objects.filter(directive=draft).delete()
    return {"seconds": took}


def _lay(cursor: Any, rows: list[tuple[Any, ...]]) -> None:
    """COPY where there is one."""
    table, names = Receipt._meta.db_table, ", ".join(COLUMNS)
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(COLUMNS))
    plain = [tuple(str(v) if not isinstance(v, int | str) else v for v in row) for row in rows]
    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", plain)
