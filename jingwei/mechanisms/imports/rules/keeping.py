"""A plan for people in words that a database keeps, so that what was previewed need not be found out again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any

from pydantic_core import from_json, to_json

from jingwei.adapters.sheets.table import Line
from jingwei.kernel.bulk import batched
from jingwei.mechanisms.imports.rules.plan import TOGETHER, PersonStep

DAYS = ("joined_on", "full_member_on")


def written_down(steps: Iterable[PersonStep]) -> Iterator[str]:
    """What steps of a plan for people do, as JSON, portion by portion: all that carrying them out asks for."""
    for portion in batched(steps, TOGETHER):
        said = [
            (s.line.number, s.is_new, s.person_id, s.code, s.name, s.given, s.joins, s.leaves)
            for s in portion
        ]
        yield to_json(said).decode()


def read_back(portions: Iterable[str]) -> Iterator[PersonStep]:
    """The steps that were written down."""
    for number, is_new, person_id, code, name, given, joins, leaves in chain.from_iterable(
        map(from_json, portions)
    ):
        for day in DAYS:
            if day in given:
                given[day] = date.fromisoformat(given[day])
        yield PersonStep(
            Line(number, {}),
            f"{name} {code}",
            is_new,
            person_id=person_id,
            code=code,
            name=name,
            given=given,
            joins=_dated(joins),
            leaves=_dated(leaves),
        )


def _dated(places: list[Any]) -> list[tuple[int, date | None]]:
    return [(place, date.fromisoformat(day) if day else None) for place, day in places]
