"""What happens when two hands meet in the database: a deadlock is tried again, a doubled key becomes a plain refusal."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from django.apps import apps
from django.db import IntegrityError, OperationalError, connection
from django.db.models import Model, UniqueConstraint
from django.utils.translation import gettext as _

from jingwei.kernel.errors import Invalid

R = TypeVar("R")
TRIES = 8
PAUSE = 0.02
GAVE_WAY = frozenset(("40001", "40P01"))
"""PostgreSQL's codes for a serialization failure and a deadlock: the transaction is undone, nothing is lost."""
_sqlite_unique = re.compile(r"UNIQUE constraint failed: (\w+)\.(.+)")


def together(change: Callable[[], R]) -> R:
    """Run a change that is one transaction; where it gave way to another, run it again.

    Within a larger transaction nothing can be run again by itself, so the larger one is.
    """
    if connection.in_atomic_block:
        return change()
    for tried in range(1, TRIES):
        try:
            return _plainly(change)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") not in GAVE_WAY:
                raise
            time.sleep(PAUSE * 2**tried * random.random())
    return _plainly(change)


def _plainly(change: Callable[[], R]) -> R:
    try:
        return change()
    except IntegrityError as error:
        if field := _doubled_field(error):
            message = _("刚刚有人先存了同样的内容，请刷新看看，或者换一个。")
            raise Invalid.field(field, message) from error
        raise


def _doubled_field(error: IntegrityError) -> str:
    """The last field of the unique constraint that was hurt, as forms and the API name it; "" for other faults."""
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None:
        return _by_constraint().get(diagnosis.constraint_name or "", "")
    found = _sqlite_unique.match(str(error))
    return _said(found[2].rpartition(".")[2]) if found else ""


def _said(column: str) -> str:
    """A column as forms name it: of a link what it leads to, of a mark what it marks."""
    return column.removesuffix("_id").removesuffix("_mark")


@cache
def _by_constraint() -> dict[str, str]:
    found: dict[str, str] = {}
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and constraint.fields:
                found[constraint.name] = _said(constraint.fields[-1])
        found |= _unique_columns(model)
    return found


def _unique_columns(model: type[Model]) -> dict[str, str]:
    with connection.cursor() as cursor:
        known = connection.introspection.get_constraints(cursor, model._meta.db_table)
    return {
        name: _said(facts["columns"][-1])
        for name, facts in known.items()
        if facts["unique"] and not facts["primary_key"] and facts["columns"]
    }
