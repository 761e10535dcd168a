"""What organisations owe in figures: all of it, month by month, beside the bare GROUP BY, and one organisation in one month."""

from __future__ import annotations

from statistics import median

from bench.places import Place
from bench.report import Line

MINUTES, MILLISECONDS = 5, 50


def asked(place: Place) -> list[Line]:
    """Ask in the place. Nothing of it is kept, so that the whole is what a recompute would cost."""
    province = place.province
    taken = place.inside("owing")
    whole, bare, one = taken["whole"][0], taken["bare"][0], median(taken["one"])
    organisations, obligations, records, told, met = taken["there"]
    size = f"{organisations:,} organisations × {obligations} obligations × 36 months"
    return [
        Line(
            f"owed, all of it: {size}; {records:,} records, {province['people']:,} people",
            place.name,
            f"{whole:.0f} s, {told:,} told, {met:,} met",
            f"{bare:.2f} s",
            f"{whole / bare:.0f}",
            f"≤ {MINUTES} minutes",
            whole <= 60 * MINUTES,
        ),
        Line(
            "  one organisation, one month",
            place.name,
            f"{one:.1f} ms",
            target=f"≤ {MILLISECONDS} ms",
            met=one <= MILLISECONDS,
        ),
    ]
