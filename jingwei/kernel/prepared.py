"""A question that is asked often is put into SQL once; from then on only its values change."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler

from jingwei.kernel.actor import behind
from jingwei.kernel.kept_plans import keeping_cursor, literal

R = TypeVar("R")
KINDS = (int, str, date, datetime)
MOST = 500
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class _Plan:
    """`places` says of each parameter which of the values goes there, `fixed` what stands there otherwise.

    `kept` is the SQL of a narrow question with what is fixed written into it; empty where the database keeps no plan.
    """

    rows: Any
    compiler: SQLCompiler
    sql: str
    fixed: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    converters: dict[int, Any]
    kept: str = ""


class Prepared(Generic[R]):
    """`ask(*values, **named)` gives a queryset; a prepared one gives its rows, built once for each shape of the values.

    Values are whole numbers, texts, days, moments, and tuples of these. What is anything else, an empty text, a number that
    no column holds, how long a tuple is, and whatever is given by name belong to the shape: they stand in the SQL itself.
    The question may not compute with its values, but for `behind` of a path, and may read nothing that changes, such as
    the day. One that is `narrow` looks up a few rows by key, whoever asks: PostgreSQL keeps how it answers, too, since
    there planning takes ten times as long as answering. For all else the plan depends on the values.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, R]], *, narrow: bool = False) -> None:
        self.ask, self.narrow = ask, narrow
        self._plans: dict[Hashable, _Plan | None] = {}

    def __call__(self, *values: Any, **named: Hashable) -> list[R]:
        """The rows of the question with these values."""
        connection = connections[DEFAULT_DB_ALIAS]
        plan = self._plan(values, named, connection)
        if plan is None:
            return []
        parameters = _filled(plan, values, connection)
        if plan.kept:
            parameters = [parameters[place] for place, _number in plan.places]
        asked = _Asked(plan, connection, parameters)
        rows: list[Any] = list(plan.rows._iterable_class(asked))
        if prefetched := plan.rows._prefetch_related_lookups:
            prefetch_related_objects(rows, *prefetched)
        return rows

    def statement(self, *values: Any, **named: Hashable) -> tuple[str, list[Any]] | None:
        """The question with these values in SQL, to be a part of another; None where no row can answer."""
        connection = connections[DEFAULT_DB_ALIAS]
        plan = self._plan(values, named, connection)
        return (plan.sql, _filled(plan, values, connection)) if plan else None

    def _plan(self, values: Sequence[Any], named: dict[str, Hashable], connection: Any) -> _Plan | None:
        key = connection.vendor, tuple(map(_shape, values)), tuple(named.items())
        try:
            plan = self._plans[key]
        except KeyError:
            if len(self._plans) >= MOST:
                self._plans.clear()
            plan = _planned(partial(self.ask, **named), key[1], connection)
            if plan and self.narrow and connection.vendor == "postgresql":
                plan = replace(plan, kept=_written_in(plan, connection))
            self._plans[key] = plan
        return plan


class _Asked(SQLCompiler):
    """What Django reads rows through: a queryset, its query and its compiler in one, with the SQL at hand."""

    query: Any

    def __init__(self, plan: _Plan, connection: Any, parameters: Sequence[Any]) -> None:
        self.__dict__ = plan.compiler.__dict__ | {"connection": connection}
        self.db, self._fields, self.selected = DEFAULT_DB_ALIAS, plan.rows._fields, self.query.selected
        self._known_related_objects: dict[Any, Any] = {}
        self.query, self._plan, self._parameters = self, plan, parameters

    def get_compiler(self, using: str = "", connection: Any = None) -> SQLCompiler:
        """Itself."""
        return self

    def as_sql(self, with_limits: bool = True, with_col_aliases: bool = False) -> tuple[str, Any]:
        """The SQL as it was once put together, with the values of this time."""
        return self._plan.kept or self._plan.sql, self._parameters

    def execute_sql(self, *given: Any, **named: Any) -> Any:
        """The rows; of a narrow question asked so that the database keeps its plan."""
        if not self._plan.kept:
            return super().execute_sql(*given, **named)
        with keeping_cursor(self.connection) as cursor:
            cursor.execute(*self.as_sql())
            return [cursor.fetchall()]

    def get_converters(self, expressions: Any) -> dict[int, Any]:
        """How columns are read, as it was once found."""
        return self._plan.converters


def _filled(plan: _Plan, values: Sequence[Any], connection: Any) -> list[Any]:
    """The parameters of the SQL, each value in its places."""
    parameters, given = list(plan.fixed), _adapted(_leaves(values), connection)
    for place, number in plan.places:
        parameters[place] = given[number]
    return parameters


def _written_in(plan: _Plan, connection: Any) -> str:
    """The SQL of a plan with what is fixed in place of its marks: only the values that change are left."""
    open_places = {place for place, _number in plan.places}
    at = count()

    def written(found: re.Match[str]) -> str:
        if found[0] == "%%" or (place := next(at)) in open_places:
            return found[0]
        return literal(plan.fixed[place], connection).replace("%", "%%")

    return re.sub("%%|%s", written, plan.sql)


def _planned(ask: Callable[..., QuerySet[Any, Any]], shape: Any, connection: Any) -> _Plan | None:
    """The plan of a shape, None where no row can answer; built twice, to see that only the values change."""
    try:
        plan, other = (_built(ask, shape, connection, stand_in) for stand_in in (_one, _another))
    except EmptyResultSet:
        return None
    if (plan.sql, plan.fixed, plan.places) != (other.sql, other.fixed, other.places):
        raise TypeError("this question computes with its values")
    return plan


def _built(
    ask: Callable[..., QuerySet[Any, Any]], shape: Any, connection: Any, stand_in: Callable[[type, int], Any]
) -> _Plan:
    numbers = count()
    stand_ins = tuple(_stood(each, numbers, stand_in) for each in shape)
    rows = ask(*stand_ins)
    compiler = rows.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    leaves = _leaves(stand_ins)
    known = {value: number for number, value in enumerate(_adapted(leaves, connection)) if value is not None}
    places = tuple((at, known[value]) for at, value in enumerate(parameters) if value in known)
    if {number % len(leaves) for _at, number in places} != set(range(len(leaves))):
        raise TypeError("a value of this question does not reach the database as it is")
    fixed = tuple(None if value in known else value for value in parameters)
    converters = compiler.get_converters([selected[0] for selected in compiler.select])
    return _Plan(rows, compiler, sql, fixed, places, converters)


def _shape(value: Any) -> Any:
    kind = type(value)
    if kind is tuple:
        return tuple(map(_shape, value))
    return kind if _changes(value) else value


def _changes(value: Any) -> bool:
    """Whether a value is put into the SQL anew each time."""
    kind = type(value)
    return kind in KINDS and value != "" and not (kind is int and abs(value) > LARGEST)


def _stood(shape: Any, numbers: Iterator[int], stand_in: Callable[[type, int], Any]) -> Any:
    if type(shape) is tuple:
        return tuple(_stood(each, numbers, stand_in) for each in shape)
    return stand_in(shape, next(numbers)) if shape in KINDS else shape


def _one(kind: type, number: int) -> Any:
    return _stand_in(kind, number, 2_000_000_000, "\ue000", 1901)


def _another(kind: type, number: int) -> Any:
    return _stand_in(kind, number, 2_100_000_000, "\ue000\ue000", 1951)


def _stand_in(kind: type, number: int, far: int, mark: str, year: int) -> Any:
    """A value that stands for one to come: none of ours, yet within every column."""
    if kind is int:
        return far + number
    if kind is str:
        return f"{mark}{number}\ue100"
    day = date(year, 1, 1) + timedelta(days=number)
    return day if kind is date else datetime(day.year, day.month, day.day, tzinfo=UTC)


def _leaves(values: Sequence[Any]) -> list[Any]:
    """The values that change from time to time, in order."""
    found: list[Any] = []
    for value in values:
        if type(value) is tuple:
            found += _leaves(value)
        elif _changes(value):
            found.append(value)
    return found


def _adapted(leaves: Sequence[Any], connection: Any) -> list[Any]:
    """The values as the database takes them, then what lies behind each that is a text."""
    found = []
    for value in leaves:
        kind = type(value)
        if kind is datetime:
            value = connection.ops.adapt_datetimefield_value(value)
        elif kind is date:
            value = connection.ops.adapt_datefield_value(value)
        found.append(value)
    return found + [behind(value) if type(value) is str else None for value in leaves]


def hold(owner: Model, name: str, parts: list[Any]) -> None:
    """Let `owner.name.all()` be these parts, as prefetching would, and each know its owner."""
    manager = getattr(owner, name)
    rows = manager.all()
    rows._result_cache, rows._prefetch_done = parts, True
    for part in parts:
        setattr(part, manager.field.name, owner)
    owner.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows
