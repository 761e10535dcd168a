"""How many records a second a province is written with, indexes and all, beside the same records linked and copied bare."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.places import side_by_side
from bench.report import Line

SEVERAL = "8"
SIZE = ("people=13600", "schools=24", "matters=800")
WANTED = 50_000


def run(scale: Sequence[str], keep: Path | None) -> list[Line]:
    """One province of a million records, unless said otherwise; always made anew."""
    asked = dict(each.split("=") for each in (*SIZE, *scale))
    several = int(asked.pop("universities", SEVERAL))
    with side_by_side((several,), [f"{name}={value}" for name, value in asked.items()], keep) as places:
        return [
            line
            for place in places.values()
            for line in _told(place.name, place.inside("simulated", str(place.server), *place.scale))
        ]


def _told(name: str, taken: dict[str, list[float]]) -> list[Line]:
    (records,), (seconds,), (cpu,) = (taken[each] for each in ("records", "seconds", "cpu"))
    rate, bare = records / seconds, median(taken["bare"])
    each = 1_000_000 * cpu / records
    return [
        Line(
            f"a province of {records:,.0f} records, with indexes",
            name,
            f"{rate:,.0f}/s, {each:.1f} µs CPU each",
            f"{bare:.1f} µs, linked and copied bare",
            f"{each / bare:.2f}",
            f"≥ {WANTED:,}/s",
            rate >= WANTED,
        )
    ]
