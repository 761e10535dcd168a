"""One row as one line of JSON and back, the same from either database."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Field

from jingwei.adapters.secrets.columns import Concealed
from jingwei.adapters.secrets.concealing import key_of
from jingwei.shell.archive.scope import QUEUE, Scope, Table

CHUNK = 2000
Coder = Callable[[Any], Any]
OUT: dict[str, Coder] = {
    "DateTimeField": lambda value: value.astimezone(UTC).isoformat(timespec="microseconds"),
    "DateField": date.isoformat,
    "DecimalField": str,
    "UUIDField": str,
    "BinaryField": lambda value: base64.b64encode(bytes(value)).decode(),
}
IN: dict[str, Coder] = {
    "DateTimeField": datetime.fromisoformat,
    "DateField": date.fromisoformat,
    "DecimalField": Decimal,
    "UUIDField": UUID,
    "BinaryField": base64.b64decode,
}


def fields(table: Table) -> list[Field[Any, Any]]:
    """The columns, in the order of a line."""
    return list(table._meta.concrete_fields)


def columns(table: Table) -> list[str]:
    """Their names in the database."""
    return [str(each.column) for each in fields(table)]


def lines(scope: Scope, table: Table, keys: set[str] | None = None) -> Iterator[bytes]:
    """The rows of a scope, a line each, by their key; `keys` receives the names of those that values lie under."""
    concealed = [n for n, each in enumerate(fields(table)) if isinstance(each, Concealed)]
    coders = [OUT.get(_kind(each)) for each in fields(table)]
    alter = _alterations(scope, table)
    names = [each.attname for each in fields(table)]
    for row in scope.rows(table).values_list(*names).iterator(chunk_size=CHUNK):
        values = [v if v is None or code is None else code(v) for v, code in zip(row, coders, strict=True)]
        if alter is not None:
            alter(values)
        if keys is not None:
            keys.update(key_of(values[n]) for n in concealed if values[n])
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def values_of(table: Table) -> Callable[[bytes], list[Any]]:
    """What makes of a line the values as the database at hand takes them in bulk."""
    coders = [IN.get(_kind(each)) for each in fields(table)]
    as_json = [n for n, each in enumerate(fields(table)) if _kind(each) == "JSONField"]

    def read(line: bytes) -> list[Any]:
        held: list[Any] = json.loads(line)
        values = [v if v is None or code is None else code(v) for v, code in zip(held, coders, strict=True)]
        if as_json and connection.vendor == "postgresql":
            for n in as_json:
                values[n] = fields(table)[n].get_db_prep_save(values[n], connection)
        return values

    return read


def _kind(each: Field[Any, Any]) -> str:
    """The type of a column; of a link, that of the column it points to."""
    target = getattr(each, "target_field", None)
    return _kind(target) if target is not None else each.get_internal_type()


def _alterations(scope: Scope, table: Table) -> Callable[[list[Any]], None] | None:
    """What a line says otherwise than the row: work in hand is given back, others' personal data stays at home."""
    names = [each.attname for each in fields(table)]
    if table._meta.label == QUEUE:
        status, started = names.index("status"), names.index("started_at")

        def give_back(values: list[Any]) -> None:
            if values[status] == "RUNNING":
                values[status], values[started] = "READY", None

        return give_back
    home: Sequence[str] = getattr(table, "stays_at_home", ())
    if home and scope.frame.get(table):
        key = names.index(str(table._meta.pk.attname))
        blank = {names.index(each): None if table._meta.get_field(each).null else "" for each in home}

        def leave_out(values: list[Any]) -> None:
            if scope.is_framed(table, values[key]):
                for n, nothing in blank.items():
                    values[n] = nothing

        return leave_out
    return None
