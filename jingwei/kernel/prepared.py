"""A question that every request asks is put into SQL once; from then on only its values change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

Rows = list[dict[str, Any]]
_FAR = 7_000_000_000_000
"""Stand-ins for whole numbers begin here: no id of ours, yet within a bigint."""


@dataclass(frozen=True)
class _Plan:
    """`places` says of each parameter which of the values goes there, `fixed` what stands there otherwise."""

    sql: str
    names: tuple[str, ...]
    fixed: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    converters: tuple[tuple[int, tuple[Any, ...], Any], ...]


class Prepared:
    """`ask(*values)` gives a `.values(…)` query; the kinds of its values are told by `kinds`.

    The query is built once a database, from stand-ins: its shape must not depend on the values, and it may not
    compute with them. The rows come as dicts, as the query itself would give them.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, Any]], *kinds: type) -> None:
        self.ask, self.kinds = ask, kinds
        self._plans: dict[str, _Plan] = {}

    def __call__(self, *values: Any) -> Rows:
        """The rows of the question with these values."""
        connection = connections[DEFAULT_DB_ALIAS]
        plan = self._plans.get(connection.vendor)
        if plan is None:
            plan = self._plans[connection.vendor] = self._prepare(connection)
        parameters = list(plan.fixed)
        adapted = [_adapted(value, connection) for value in values]
        for place, number in plan.places:
            parameters[place] = adapted[number]
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, parameters)
            found = cursor.fetchall()
        rows = [dict(zip(plan.names, row, strict=True)) for row in found]
        for column, converters, expression in plan.converters:
            name = plan.names[column]
            for row in rows:
                for convert in converters:
                    row[name] = convert(row[name], expression, connection)
        return rows

    def _prepare(self, connection: Any) -> _Plan:
        stand_ins = [_stand_in(kind, number) for number, kind in enumerate(self.kinds)]
        query = self.ask(*stand_ins).query
        compiler = query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        known = {_adapted(stand_in, connection): number for number, stand_in in enumerate(stand_ins)}
        places = tuple((at, known[value]) for at, value in enumerate(parameters) if value in known)
        if {number for _at, number in places} != set(known.values()):
            raise TypeError("a value of this question does not reach the database as it is")
        expressions = [selected[0] for selected in compiler.select]
        converters = compiler.get_converters(expressions)
        return _Plan(
            sql,
            tuple(query.selected or ()),
            tuple(parameters),
            places,
            tuple((at, tuple(several), expression) for at, (several, expression) in converters.items()),
        )


def _stand_in(kind: type, number: int) -> Any:
    if kind is int:
        return _FAR + number
    if kind is str:
        return f"\ue000{number}"
    day = date(1901, 1, 1) + timedelta(days=number)
    return day if kind is date else datetime(day.year, day.month, day.day, tzinfo=UTC)


def _adapted(value: Any, connection: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
