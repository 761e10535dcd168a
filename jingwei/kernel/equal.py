"""Rows made equal to what a few wide questions answer: compared in the database, and written only where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections, router
from django.db.models import Field, Model, QuerySet

Statement = tuple[str, Sequence[Any]]
"""SQL and its values."""


@dataclass(frozen=True)
class Taken:
    """What is taken of each row of a wide answer: `named` are columns of it by those of the table, `fixed` values."""

    named: Mapping[str, str]
    fixed: Mapping[str, Any]
    where: str
    """The column of the answer that is more than nought where a row is taken."""


@dataclass(frozen=True)
class Wide:
    """A question that is asked once, and whose rows are taken apart."""

    asked: Statement
    taken: Sequence[Taken]


def make_equal(kept: QuerySet[Any, Any], answers: Sequence[Wide], columns: Sequence[str]) -> int:
    """Make the rows `kept` equal to the answers in these columns; returns how many rows there are then.

    What is kept and what is answered are counted against each other in one go: what is right cancels out, and of a
    table that is right nothing is written. A row that another writer has set meanwhile stays as that one set it. What
    was written may come from an answer that others had overtaken, and they left nothing to see it by where they took the
    row away or found it as it was: so whoever wrote looks again, until there is nothing to write.
    """
    model = kept.model
    connection = connections[router.db_for_write(model)]
    table, names = model._meta.db_table, ", ".join(f'"{name}"' for name in columns)
    mine, bounds = (
        kept.order_by().values_list(*columns, "id").query.get_compiler(connection=connection).as_sql()
    )
    alike = " AND ".join(f'gone."{name}" = kept."{name}"' for name in columns)
    answered, values = _taken_apart(model, answers, columns)
    statements: tuple[Statement, ...] = (
        (
            f"CREATE TEMPORARY TABLE differing AS {_named_answers(answers)}"
            f' SELECT {names}, SUM(side) AS side, MAX("id") AS "id" FROM'
            f' (SELECT {names}, -1 AS side, "id" FROM ({mine}) AS kept {answered}) AS both_sides'
            f" GROUP BY {names} HAVING SUM(side) <> 0",
            [*(value for wide in answers for value in wide.asked[1]), *bounds, *values],
        ),
        (
            f'DELETE FROM "{table}" AS kept WHERE "id" IN (SELECT "id" FROM differing WHERE side < 0)'
            f' AND EXISTS (SELECT 1 FROM differing AS gone WHERE gone."id" = kept."id" AND {alike})',
            (),
        ),
        (
            f'INSERT INTO "{table}" ({names}) SELECT {names} FROM differing WHERE side > 0'
            " ON CONFLICT DO NOTHING",
            (),
        ),
        ("DROP TABLE differing", ()),
    )
    with connection.cursor() as cursor:
        while _written(cursor, statements):
            continue
    return kept.count()


def _written(cursor: Any, statements: Sequence[Statement]) -> int:
    """Look for what differs, write it and forget it; returns how many rows that took."""
    changed = []
    for sql, values in statements:
        cursor.execute(sql, values)
        changed.append(cursor.rowcount)
    _looked, removed, added, _forgotten = changed
    return int(removed + added)


def _named_answers(answers: Sequence[Wide]) -> str:
    named = (f"wide{number} AS MATERIALIZED ({wide.asked[0]})" for number, wide in enumerate(answers))
    return f"WITH {', '.join(named)}" if answers else ""


def _taken_apart(model: type[Model], answers: Sequence[Wide], columns: Sequence[str]) -> Statement:
    """The rows of all answers as further parts of a union, each as one on the other side."""
    parts: list[str] = []
    values: list[Any] = []
    for sql, fixed in _parts(model, answers, columns):
        parts.append(f" UNION ALL {sql}")
        values += fixed
    return "".join(parts), values


def _parts(model: type[Model], answers: Sequence[Wide], columns: Sequence[str]) -> Iterator[Statement]:
    fields: dict[str, Field[Any, Any]] = {str(f.column): f for f in model._meta.concrete_fields}
    connection = connections[router.db_for_write(model)]
    kinds = {name: fields[name].cast_db_type(connection) for name in columns}
    for number, wide in enumerate(answers):
        for taken in wide.taken:
            told = (
                f"CAST(%s AS {kinds[name]})" if name in taken.fixed else f'"{taken.named[name]}"'
                for name in columns
            )
            fixed = [taken.fixed[name] for name in columns if name in taken.fixed]
            yield f'SELECT {", ".join(told)}, 1, NULL FROM wide{number} WHERE "{taken.where}" > 0', fixed
