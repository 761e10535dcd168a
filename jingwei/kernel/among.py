"""A condition like `in`, yet with one parameter however many values, so that thousands cost little more to ask."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Lookup


class Among(Lookup[Any]):
    """`Among(F("code"), codes)`, for texts and whole numbers as the driver takes them."""

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """An array on PostgreSQL, a JSON list on SQLite."""
        left, parameters = self.process_lhs(compiler, connection)
        values = list(self.rhs)
        if connection.vendor == "postgresql":
            return f"{left} = ANY(%s)", [*parameters, values]
        return f"{left} IN (SELECT value FROM json_each(%s))", [*parameters, json.dumps(values)]
