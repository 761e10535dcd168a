"""The roll-up of the measures in figures: all of it anew beside the bare GROUP BY, and one changed cell."""

from __future__ import annotations

from statistics import median

from bench.places import Place
from bench.report import Line


def asked(place: Place) -> list[Line]:
    """Ask in the place; targets hold on PostgreSQL."""
    province = place.province
    taken = place.inside("figures")
    whole, bare, one = (median(taken[name]) for name in ("whole", "bare", "one"))
    target, own = ("≤ 1.5", "≤ 5 ms") if place.url else ("", "")
    cells = f"{taken['cells'][0]:,} cells of {taken['records'][0]:,} records, {province['people']:,} people"
    return [
        Line(
            f"all figures anew: {cells}",
            place.name,
            f"{whole:.2f} s",
            f"{bare:.2f} s",
            f"{whole / bare:.2f}",
            target,
            whole / bare <= 1.5 if target else None,
        ),
        Line("one record counted", place.name, f"{one:.2f} ms", "", "", own, one <= 5 if own else None),
    ]
