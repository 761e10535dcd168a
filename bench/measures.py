"""What the measures cost in provinces of several sizes, beside the bare GROUP BY, and how it grows with what there is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import correlation, linear_regression, median, quantiles
from typing import Any

from bench.places import SIZES, Place, side_by_side
from bench.report import Line

READERS = ("university", "school", "branch", "province")
MOST_WHOLE, MOST_ONE, MOST_PAGE, MOST_ROWS = 1.5, 5, 10, 50
Taken = dict[str, list[float]]


def run(scale: Sequence[str], keep: Path | None) -> list[Line]:
    """Ask in a province of each size; then the fit over the sizes."""
    lines: list[Line] = []
    with side_by_side(SIZES, scale, keep) as places:
        taken = {name: asked(place, lines) for name, place in places.items()}
    if len(taken) > 1:
        lines += [_fit(taken, of) for of in ("records", "organisations")]
    return lines


def asked(place: Place, lines: list[Line]) -> Taken:
    """Everything in one place; its lines are added to those there are."""
    province = place.province
    accounts: dict[str, Any] = province["accounts"]
    taken: Taken = place.inside("counting", *(accounts[who] for who in READERS))
    whole, bare = median(taken["whole"]), median(taken["bare"])
    there = (
        f"{taken['records'][0]:,} records, {taken['organisations'][0]:,} organisations,"
        f" {taken['cells'][0]:,} cells"
    )
    lines.append(
        Line(
            f"all figures anew: {there}",
            place.name,
            f"{whole:.2f} s CPU",
            f"{bare:.2f} s CPU",
            f"{whole / bare:.2f}",
            f"≤ {MOST_WHOLE}",
            whole / bare <= MOST_WHOLE,
        )
    )
    one, cpu = median(taken["one"]), taken["one_cpu"][0]
    told = f"median {one:.2f} ms, p95 {_p95(taken['one']):.2f} ms, {cpu:.2f} ms CPU"
    lines.append(Line("  one record", place.name, told, target=f"≤ {MOST_ONE} ms", met=one <= MOST_ONE))
    for who in READERS:
        page, rows = median(taken[f"page {accounts[who]}"]), _p95(taken[f"rows {accounts[who]}"])
        lines += [
            Line(
                f"  24 facts, {who}",
                place.name,
                f"{page:.1f} ms in SQL",
                target=f"≤ {MOST_PAGE} ms",
                met=page <= MOST_PAGE,
            ),
            Line(
                f"  a number opened, {who}",
                place.name,
                f"p95 {rows:.1f} ms",
                target=f"≤ {MOST_ROWS} ms",
                met=rows <= MOST_ROWS,
            ),
        ]
    return taken


def _p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20)[-1]


def _fit(taken: dict[str, Taken], of: str) -> Line:
    """How the CPU of the whole grows with what there is: the straight line through all sizes, and how well it fits."""
    there = [each[of][0] for each in taken.values()]
    costs = [1_000_000 * median(each["whole"]) for each in taken.values()]
    slope = linear_regression(there, costs).slope
    fits = correlation(there, costs) ** 2
    told = f"{slope:.2f} µs each, r² {fits:.4f}"
    return Line(
        f"all figures anew, by {of}",
        f"PostgreSQL, {' / '.join(taken)} universities",
        told,
        target="linear",
        met=fits > 0.99,
    )
