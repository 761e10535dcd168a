"""How far the four degrees follow the truth, and what it pays to write records for their sake.

Asked of invented Schools (`school_years.py`) in a SQLite file of its own; figures do not hang on the database.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import atanh, sqrt, tanh
from pathlib import Path
from statistics import mean, stdev
from typing import Any

from bench.places import Place
from bench.report import Line

DEGREES = ("strength", "depth", "breadth", "effect")
LEAST, MOST = 0.85, 5.0
Z = 1.96
SPREAD = 1.06
"""The variance of a rank correlation after Fisher's turn, times three less than the number of Schools (Fieller, 1957)."""


def run(scale: Sequence[str] = ()) -> list[Line]:
    """Tell, measure, compare: a line for each fact, then one for each strategy."""
    with tempfile.TemporaryDirectory(prefix="jingwei-bench-") as made:
        place = Place("SQLite", Path(made))
        seeds: list[dict[str, Any]] = place.inside("school_years", *scale)
    return [*correlations(seeds), *gains(seeds), *beside(seeds), *shown(seeds)]


def correlations(seeds: Sequence[dict[str, Any]]) -> list[Line]:
    """The rank correlation of each fact with the truth of its degree; headlines first, with that of the work itself as floor."""
    found = []
    for name, degree, headline, direction in sorted(seeds[0]["indicators"], key=lambda each: not each[2]):
        each_seed = [_paired(seed, name, DEGREES.index(degree)) for seed in seeds]
        schools = sum(len(pairs) for pairs in each_seed)
        known = [pairs for pairs in each_seed if len(pairs) > 3]
        if not known:
            found.append(Line(f"{degree}: {name}", "SQLite", "too few to say"))
            continue
        middle, low, high = interval(known)
        target = f"≥ {LEAST}" if headline else ""
        floor = f"{work(seeds, DEGREES.index(degree)):.2f}" if headline else ""
        found.append(
            Line(
                f"{degree}: {name}{' (headline)' if headline else ''}",
                "SQLite",
                f"{middle:.2f} ({low:.2f} to {high:.2f}), {schools} Schools",
                floor,
                target=target or ("no direction" if direction == "neither" else ""),
                met=middle >= LEAST if headline else None,
            )
        )
    return found


def work(seeds: Sequence[dict[str, Any]], degree: int) -> float:
    """How far the work of one year follows the truth of a degree, before anybody writes it down."""
    return interval(
        [(done[degree], truth[degree]) for done, truth in zip(seed["work"], seed["truth"], strict=True)]
        for seed in seeds
    )[0]


def interval(samples: Iterable[Sequence[tuple[float, float]]]) -> tuple[float, float, float]:
    """The correlation over several samples, each weighing by its size, and its interval, 19 times of 20."""
    turned, weights = [], []
    for pairs in samples:
        turned.append(atanh(max(-0.9999, min(0.9999, spearman(pairs)))))
        weights.append(len(pairs) - 3)
    middle = sum(z * weight for z, weight in zip(turned, weights, strict=True)) / sum(weights)
    half = Z * sqrt(SPREAD / sum(weights))
    return tanh(middle), tanh(middle - half), tanh(middle + half)


def spearman(pairs: Sequence[tuple[float, float]]) -> float:
    """Spearman's rank correlation; equal values share the middle of their ranks. 0 where one side never differs."""
    first, second = (ranks([pair[side] for pair in pairs]) for side in (0, 1))
    centre = (len(pairs) + 1) / 2
    both = sum((a - centre) * (b - centre) for a, b in zip(first, second, strict=True))
    spread = sqrt(sum((a - centre) ** 2 for a in first) * sum((b - centre) ** 2 for b in second))
    return both / spread if spread else 0.0


def ranks(values: Sequence[float]) -> list[float]:
    """The rank of each, from 1; equal ones share the middle of theirs."""
    places: dict[float, list[int]] = defaultdict(list)
    for rank, value in enumerate(sorted(values), 1):
        places[value].append(rank)
    return [mean(places[value]) for value in values]


def _paired(seed: dict[str, Any], name: str, degree: int) -> list[tuple[float, float]]:
    """Value and truth of each honest School that has enough for a share."""
    return [
        (values[name], truth[degree])
        for values, truth in zip(seed["honest"], seed["truth"], strict=True)
        if values[name] is not None
    ]


def gains(seeds: Sequence[dict[str, Any]]) -> list[Line]:
    """What each strategy gains in each degree's headline, in points of percentile among the honest Schools."""
    headlines = {degree: name for name, degree, headline, _way in seeds[0]["indicators"] if headline}
    strategies = dict.fromkeys(plays for seed in seeds for plays, _number, _values in seed["twins"])
    found = []
    for strategy in strategies:
        gained = {d: [g for s in seeds for g in _gained(s, strategy, headlines[d])] for d in DEGREES}
        found.append(
            Line(
                f"gain by {strategy}",
                "SQLite",
                ", ".join(f"{degree} {_points(each)}" for degree, each in gained.items()),
                target=f"≤ {MOST:.0f} points",
                met=all(mean(each) <= MOST for each in gained.values() if each),
            )
        )
    return found


def beside(seeds: Sequence[dict[str, Any]]) -> list[Line]:
    """The facts beside the headlines in which a strategy gains more than the target; and of what it has no share any more."""
    names = [
        name for name, _degree, headline, way in seeds[0]["indicators"] if not headline and way == "more"
    ]
    heads = [name for name, _degree, headline, _way in seeds[0]["indicators"] if headline]
    found = []
    for strategy in dict.fromkeys(plays for seed in seeds for plays, _number, _values in seed["twins"]):
        gained = {name: [g for s in seeds for g in _gained(s, strategy, name)] for name in names}
        words = [f"{name} {_points(each)}" for name, each in gained.items() if each and mean(each) > MOST]
        words += [
            f"no {name} for {lost}" for name in (*heads, *names) if (lost := _lost(seeds, strategy, name))
        ]
        found.append(Line(f"beside, by {strategy}", "SQLite", ", ".join(words) or "nothing"))
    return found


def _lost(seeds: Sequence[dict[str, Any]], strategy: str, name: str) -> int:
    """How many strategists have no share where their honest twin has one."""
    return sum(
        plays == strategy and values[name] is None and seed["honest"][number][name] is not None
        for seed in seeds
        for plays, number, values in seed["twins"]
    )


def shown(seeds: Sequence[dict[str, Any]]) -> list[Line]:
    """How many of those that play for the record are shown to stand out, and how many of the honest."""
    every = [each for seed in seeds for each in seed["shown"]]
    found = []
    for kind in dict.fromkeys(kind for _plays, *kinds in every for kind in kinds):
        told: dict[str, list[bool]] = defaultdict(list)
        for plays, *kinds in every:
            told[plays or "honest"].append(kind in kinds)
        words = (
            f"{plays} {sum(each)} of {len(each)}"
            for plays, each in told.items()
            if any(each) or plays == "honest"
        )
        found.append(Line(f"shown: {kind}", "SQLite", ", ".join(words)))
    return found


def _gained(seed: dict[str, Any], strategy: str, name: str) -> Iterable[float]:
    """Of each strategist with a share in both lives: how many points of percentile higher it stands than its twin."""
    honest = [values[name] for values in seed["honest"]]
    for plays, number, values in seed["twins"]:
        own = honest[number]
        if plays != strategy or own is None or values[name] is None:
            continue
        others = [value for at, value in enumerate(honest) if at != number and value is not None]
        yield percentile(values[name], others) - percentile(own, others)


def percentile(value: float, others: Sequence[float]) -> float:
    """How many of a hundred lie lower; those equal count half."""
    lower, equal = sum(other < value for other in others), sum(other == value for other in others)
    return 100 * (lower + equal / 2) / len(others)


def _points(gained: Sequence[float]) -> str:
    if len(gained) < 2:
        return "—"
    return f"{mean(gained):+.1f} ± {Z * stdev(gained) / sqrt(len(gained)):.1f}"
