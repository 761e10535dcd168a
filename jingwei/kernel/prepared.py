"""A question that many requests ask is put into SQL once; from then on only its values change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

_FAR = 7_000_000_000_000
"""Stand-ins for whole numbers begin here: no id of ours, yet within a bigint."""


@dataclass(frozen=True)
class _Plan:
    """`places` says of each parameter which of the values goes there, `fixed` what stands there otherwise."""

    sql: str
    fixed: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    converters: tuple[tuple[int, tuple[Any, ...], Any], ...]
    shape: Callable[[list[Any]], list[Any]]


class Prepared:
    """`ask(*values)` gives a `.values(…)` query; the kinds of its values are told by `kinds`.

    The query is built once a database, from stand-ins: its shape must not depend on the values, and it may not
    compute with them. The rows come as dicts, as the query itself would give them.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, Any]], *kinds: type) -> None:
        self.ask, self.kinds = ask, kinds
        self._plans: dict[str, _Plan] = {}

    def __call__(self, *values: Any) -> list[Any]:
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
        if plan.converters and found:
            found = [list(row) for row in found]
            for column, converters, expression in plan.converters:
                for row in found:
                    for convert in converters:
                        row[column] = convert(row[column], expression, connection)
        return plan.shape(found)

    def _prepare(self, connection: Any) -> _Plan:
        stand_ins = [_stand_in(kind, number) for number, kind in enumerate(self.kinds)]
        query = self.ask(*stand_ins).query
        compiler = query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        known = {_adapted(stand_in, connection): number for number, stand_in in enumerate(stand_ins)}
        places = tuple((at, known[value]) for at, value in enumerate(parameters) if value in known)
        if {number for _at, number in places} != set(known.values()):
            raise TypeError("a value of this question does not reach the database as it is")
        converters = compiler.get_converters([selected[0] for selected in compiler.select])
        return _Plan(
            sql,
            tuple(parameters),
            places,
            tuple((at, tuple(several), expression) for at, (several, expression) in converters.items()),
            self._shape(compiler),
        )

    def _shape(self, compiler: Any) -> Callable[[list[Any]], list[Any]]:
        names = tuple(compiler.query.selected or ())
        return lambda found: [dict(zip(names, row, strict=True)) for row in found]


class PreparedObjects(Prepared):
    """The same for a query of objects, with what `select_related` names; they come as the query would give them."""

    def _shape(self, compiler: Any) -> Callable[[list[Any]], list[Any]]:
        compiler.setup_query()
        chosen = compiler.klass_info["select_fields"]
        first, end = chosen[0], chosen[-1] + 1
        model = compiler.klass_info["model"]
        names = [selected[0].target.attname for selected in compiler.select[first:end]]
        related = get_related_populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]

        def shape(found: list[Any]) -> list[Model]:
            made = []
            for row in found:
                one = model.from_db(DEFAULT_DB_ALIAS, names, row[first:end])
                for other in related:
                    other.populate(row, one)
                made.append(one)
            return made

        return shape


def hold(owner: Model, name: str, parts: list[Any]) -> None:
    """Let `owner.name.all()` be these parts, as prefetching would, and each know its owner."""
    manager = getattr(owner, name)
    rows = manager.all()
    rows._result_cache, rows._prefetch_done = parts, True
    for part in parts:
        setattr(part, manager.field.name, owner)
    owner.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows


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
