"""A plan for people in words that a database keeps, so that what was previewed need not be found out again."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic_core import from_json, to_json

from jingwei.adapters.sheets.table import Line
from jingwei.mechanisms.imports.rules.plan import PersonStep, Plan

DAYS = ("joined_on", "full_member_on")


def written_down(plan: Plan) -> str:
    """What the steps of a plan for people do, as JSON: all that carrying them out asks for."""
    return to_json(
        [
            (s.line.number, s.is_new, s.person_id, s.code, s.name, s.given, s.joins, s.leaves)
            for s in plan.steps
        ]
    ).decode()


def read_back(content: str) -> list[PersonStep]:
    """The steps that were written down."""
    steps = []
    for number, is_new, person_id, code, name, given, joins, leaves in from_json(content):
        for day in DAYS:
            if day in given:
                given[day] = date.fromisoformat(given[day])
        steps.append(
            PersonStep(
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
        )
    return steps


def _dated(places: list[Any]) -> list[tuple[int, date | None]]:
    return [(place, date.fromisoformat(day) if day else None) for place, day in places]
