"""Nothing is put in an order by a number, and nothing keeps points (Limit 1; D1, D3, D9): asked of the schema and the API.

That pages and rows of measures stand in the order of codes is asked beside them, with figures that differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps

from jingwei.config.api import api

CONTEST = re.compile(r"(^|_)(rank|ranking|score|points|streak|badge|likes?|leader_?board|online_time)(_|$)")
ORDERS = ("sort", "order", "order_by", "ordering", "by")


def named(part: Any, inside: str = "") -> Iterator[str]:
    """Every property and parameter of the API."""
    if isinstance(part, list):
        for each in part:
            yield from named(each)
    if isinstance(part, dict):
        if inside == "properties":
            yield from part
        if "in" in part and "name" in part:
            yield str(part["name"])
        for key, each in part.items():
            yield from named(each, key)


def test_the_api_names_no_contest_and_takes_no_order() -> None:
    names = set(named(api.get_openapi_schema()))

    assert {"numerator", "cursor"} <= names
    assert [each for each in sorted(names) if CONTEST.search(each) or each in ORDERS] == []


def test_no_column_keeps_points() -> None:
    ours = [each for each in apps.get_models() if each.__module__.startswith("jingwei.")]
    columns = {f"{each.__name__}.{field.name}" for each in ours for field in each._meta.get_fields()}

    assert "Cell.numerator" in columns
    assert [each for each in sorted(columns) if CONTEST.search(each.partition(".")[2])] == []
