"""Many rows at once: COPY on PostgreSQL, prepared inserts on SQLite; the caller gives complete rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import islice
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, router
from django.db.models import AutoField, F, Field, ManyToOneRel, Model, QuerySet

from jingwei.kernel.among import Among
from jingwei.kernel.tails import current_tails

V = TypeVar("V")
Coder = Callable[[Any], Any]
FEW = 3
"""So many are named where many stand in the way."""
PORTION = 900
"""How many values one question names, and how many rows one statement writes."""
DAYS = frozenset(("DateField", "DateTimeField"))
CODED = DAYS | {"JSONField", "UUIDField", "DecimalField", "TimeField", "DurationField"}
"""Fields that write a value otherwise than it is given."""
WIRE = {
    "bigint": "int8",
    "integer": "int4",
    "smallint": "int2",
    "varchar": "varchar",
    "text": "text",
    "boolean": "bool",
    "numeric": "numeric",
    "date": "date",
    "timestamp with time zone": "timestamptz",
}
"""Types that PostgreSQL takes in as they lie in memory, with nothing to read: by their names in columns."""


_own_numbers: ContextVar[Counter[str] | None] = ContextVar("own numbers", default=None)
_first_own: ContextVar[int] = ContextVar("first own number", default=1)


@contextmanager
def numbering_after(last: int) -> Iterator[Counter[str]]:
    """Give out the ids after `last` in every table, whoever else writes; yields how many each table took.

    For a writer who has that range to itself in a database nobody else uses, so that its ids are the same each time.
    """
    taken: Counter[str] = Counter()
    token = _own_numbers.set(taken)
    first = _first_own.set(last + 1)
    try:
        yield taken
    finally:
        _own_numbers.reset(token)
        _first_own.reset(first)


def reserve_ids(model: type[Model], count: int) -> list[int]:
    """Primary keys for `count` new rows of `model`, rising, inside the transaction under way."""
    if (taken := _own_numbers.get()) is not None:
        first = _first_own.get() + taken[model._meta.label]
        taken[model._meta.label] += count
        return list(range(first, first + count))
    if tails := current_tails():
        return tails.ids(model._meta.db_table, count, partial(_reserve, model))
    return _reserve(model, count)


def _reserve(model: type[Model], count: int) -> list[int]:
    connection = connections[router.db_for_write(model)]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Looked up once: asked for every row, finding the sequence costs more than all the rest.
            cursor.execute(
                "WITH counter AS MATERIALIZED (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS its)"
                " SELECT nextval(its) FROM counter, generate_series(1, %s)",
                [f'"{table}"', count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute(
            f'SELECT MAX(COALESCE((SELECT MAX(id) FROM "{table}"), 0),'
            " COALESCE((SELECT seq FROM sqlite_sequence WHERE name = %s), 0))",
            [table],
        )
        highest = cursor.fetchone()[0]
        return list(range(highest + 1, highest + 1 + count))


def highest_ids(models: Iterable[type[Model]]) -> dict[str, int]:
    """The highest id that was ever given out in each table that counts its rows, by `app.Model`."""
    connection = connections[DEFAULT_DB_ALIAS]
    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        for model in models:
            if not isinstance(model._meta.pk, AutoField):
                continue
            table = model._meta.db_table
            if connection.vendor == "postgresql":
                cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [f'"{table}"'])
                sequence = cursor.fetchone()[0]
                cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")
            else:
                cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
            found[model._meta.label] = cursor.fetchone()[0]
    return found


def go_on_after(highest: Mapping[type[Model], int]) -> None:
    """Let each table give out ids above the given one from now on."""
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        for model, last in highest.items():
            table = model._meta.db_table
            if connection.vendor == "postgresql":
                sequence = f"pg_get_serial_sequence('\"{table}\"', 'id')"
                cursor.execute(f"SELECT setval({sequence}, %s, %s)", [max(last, 1), last > 0])
            else:
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                if last:
                    cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])


def insert_many(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows given in the order of `columns` (database column names), types as the driver takes them."""
    connection = connections[router.db_for_write(model)]
    key = model._meta.pk
    if (taken := _own_numbers.get()) is not None and isinstance(key, AutoField) and key.column not in columns:
        columns, rows = (str(key.column), *columns), _numbered(model, rows, taken)
    table, names = model._meta.db_table, ", ".join(f'"{name}"' for name in columns)
    fields = _fields(model, columns)
    if connection.vendor == "postgresql":
        types = [WIRE.get((field.db_type(connection) or "").partition("(")[0], "") for field in fields]
        is_binary = all(types)
        form = " (FORMAT BINARY)" if is_binary else ""
        _copy(connection, f'COPY "{table}" ({names}) FROM STDIN{form}', types if is_binary else (), rows)
        return
    marks = ", ".join(["%s"] * len(columns))
    statement, prepared = f'INSERT INTO "{table}" ({names}) VALUES ({marks})', _coded(fields, rows)
    with connection.cursor() as cursor:
        for portion in batched(prepared):
            cursor.executemany(statement, portion)


def insert_new(model: type[Model], columns: Sequence[str], row: Sequence[Any]) -> int | None:
    """Insert one row and answer its id, or None where one is there that it would double; who writes that now is waited for."""
    connection = connections[router.db_for_write(model)]
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
    statement = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})'
    (coded,) = _coded(_fields(model, columns), [row])
    with connection.cursor() as cursor:
        cursor.execute(f'{statement} ON CONFLICT DO NOTHING RETURNING "{model._meta.pk.column}"', coded)
        made = cursor.fetchone()
    return made[0] if made else None


def _copy(connection: Any, statement: str, types: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Send rows to PostgreSQL; who goes on meanwhile makes them first, and leaves it to send them."""
    if tails := current_tails():
        tails.leave(partial(_send, statement, types, list(rows)))
        return
    with connection.wrap_database_errors:
        connection.ensure_connection()
        _send(statement, types, rows, connection.connection)


def _send(statement: str, types: Sequence[str], rows: Iterable[Sequence[Any]], connection: Any) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        if types:
            copy.set_types(types)
        for row in rows:
            copy.write_row(row)


def _numbered(
    model: type[Model], rows: Iterable[Sequence[Any]], taken: Counter[str]
) -> Iterator[Sequence[Any]]:
    """Rows with ids of one's own before them."""
    first, label = _first_own.get(), model._meta.label
    for row in rows:
        taken[label] += 1
        yield (first + taken[label] - 1, *row)


def _coded(fields: Sequence[Field[Any, Any]], rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    """Rows as SQLite keeps them: only the fields that write a value otherwise than it is given are asked."""
    connection = connections[DEFAULT_DB_ALIAS]
    coders = []
    for at, field in enumerate(fields):
        if (kind := field.get_internal_type()) in CODED:
            code: Coder = partial(field.get_db_prep_save, connection=connection)
            # The rows of one import share a few days and moments.
            coders.append((at, lru_cache(PORTION)(code) if kind in DAYS else code))
    for row in rows:
        coded = list(row)
        for at, code in coders:
            coded[at] = code(coded[at])
        yield coded


def batched(values: Iterable[V], size: int = PORTION) -> Iterator[list[V]]:
    """Values in lists of `size`, by default short enough for one question of any database."""
    left = iter(values)
    while portion := list(islice(left, size)):
        yield portion


def update_many(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set `columns` of many rows, each given as its id followed by the values in that order."""
    connection = connections[router.db_for_write(model)]
    sets, key = ", ".join(f'"{name}" = %s' for name in columns), model._meta.pk.column
    fields = _fields(model, columns)
    prepared = [
        [*(f.get_db_prep_value(v, connection) for f, v in zip(fields, values, strict=True)), pk]
        for pk, *values in rows
    ]
    if prepared:
        statement = f'UPDATE "{model._meta.db_table}" SET {sets} WHERE "{key}" = %s'
        if tails := current_tails():
            tails.leave(partial(_change, statement, prepared))
            return
        with connection.cursor() as cursor:
            cursor.executemany(statement, prepared)


def _change(statement: str, rows: Sequence[Sequence[Any]], connection: Any) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


@dataclass(frozen=True)
class Standing:
    """How many rows stand on others, and on which of these: the first few, by id."""

    count: int
    on: tuple[int, ...]

    @classmethod
    def of(cls, rows: QuerySet[Any], column: str) -> Standing:
        """Those of `rows`, each standing on the one whose id is in `column`."""
        first = rows.order_by(column).values_list(column, flat=True).distinct()[:FEW]
        return cls(rows.count(), tuple(first))

    def __add__(self, other: Standing) -> Standing:
        """Both together."""
        return Standing(self.count + other.count, tuple(dict.fromkeys((*self.on, *other.on)))[:FEW])


def standing_on(model: type[Model], ids: Collection[int]) -> dict[str, Standing]:
    """What stands on these rows of `model`, however many they are, by table (`app.model`)."""
    found: dict[str, Standing] = {}
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel):
            table, column = relation.related_model, relation.field.attname
            rows = table._base_manager.filter(Among(F(column), ids))
            if (there := Standing.of(rows, column)).count:
                label = table._meta.label_lower
                found[label] = found[label] + there if label in found else there
    return found


def _fields(model: type[Model], columns: Sequence[str]) -> list[Field[Any, Any]]:
    """The fields of `columns`, in that order."""
    by_column: dict[str, Field[Any, Any]] = {str(f.column): f for f in model._meta.concrete_fields}
    return [by_column[name] for name in columns]
