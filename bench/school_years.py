"""Schools whose truth is known, told and measured; run inside a place: one university a seed, `schools=100` of them.

Beside the honest Schools stand the twins of a random tenth for each strategy: the same School with the same draws, whose year
is told otherwise. They count for no other School's percentile.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from django.core.management import call_command

from jingwei.kernel.actor import system
from jingwei.kernel.packs import registry
from jingwei.mechanisms.measures.actions import recompute
from jingwei.mechanisms.measures.queries.figures import Figures
from jingwei.mechanisms.measures.queries.reach import reaches_of
from jingwei.mechanisms.measures.queries.spans import year_of
from jingwei.mechanisms.measures.queries.standing_out import standing_out_of
from jingwei.shell.demo.founding import Top
from jingwei.shell.simulation.year.deeds import Year, shows
from jingwei.shell.simulation.year.life import Calendar
from jingwei.shell.simulation.year.standing import found, hands, universities
from jingwei.shell.simulation.year.strategies import STRATEGIES
from jingwei.shell.simulation.year.telling import Telling
from jingwei.shell.simulation.year.truth import DEGREES, School, schools
from jingwei.shell.simulation.year.work import Work

FIRST = date(2025, 1, 1)
READER = system("融合分析", "matters.see")
SIZE = {"seeds": 5, "first": 1, "schools": 100}
TENTH = 10


@dataclass(frozen=True)
class Told:
    """A year as it is told; `plays` is empty where it is honest, `friend` the place of the other of a pair."""

    school: School
    year: Year
    plays: str = ""
    friend: int | None = None


def main(arguments: Sequence[str]) -> list[dict[str, Any]]:
    """Of each seed: the truth of its Schools, their figures, those of the twins."""
    asked = SIZE | {name: int(value) for name, _is, value in (each.partition("=") for each in arguments)}
    call_command("migrate", interactive=False, verbosity=0)
    call_command("pack", "load", "--builtin", verbosity=0)
    seeds = range(asked["first"], asked["first"] + asked["seeds"])
    return [
        _of_a_seed(seed, top, asked["schools"])
        for seed, top in zip(seeds, universities(FIRST, asked["seeds"]), strict=True)
    ]


def told(seed: int, count: int) -> list[Told]:
    """Every year of a seed, the honest ones first, in the order of their Schools."""
    honest = [
        Told(each, Work(Random(f"{seed} work {each.number}"), each).year()) for each in schools(seed, count)
    ]
    return [*honest, *_twins(seed, honest)]


def _twins(seed: int, honest: Sequence[Told]) -> Iterator[Told]:
    place = len(honest)
    for name, strategy in STRATEGIES.items():
        random = Random(f"{seed} {name}")
        chosen = random.sample(honest, max(2, len(honest) // TENTH // 2 * 2))
        for at, each in enumerate(chosen):
            year = strategy(Random(f"{seed} {name} {each.school.number}"), each.school, each.year)
            yield Told(each.school, year, name, place + (at ^ 1))
        place += len(chosen)


def _of_a_seed(seed: int, top: Top, count: int) -> dict[str, Any]:
    began = time.monotonic()
    every = told(seed, count)
    standing = found(top, [each.school for each in every], FIRST)
    telling = Telling(top.university, hands(top, FIRST), Calendar(FIRST))
    for each, here in zip(every, standing, strict=True):
        telling.tell(each.year, here, standing[each.friend] if each.friend is not None else None)
    records = telling.write()
    wrote = time.monotonic() - began
    recompute(university_id=top.university.pk)
    indicators = registry.known_indicators()
    span = year_of(FIRST)
    values: list[dict[str, float | None]] = []
    shown: list[list[str]] = []
    for here in standing:
        shown.append([each.kind for each in standing_out_of(READER, here.parties[0], span)])
        figures = Figures(reaches_of(here.parties[0]), indicators, (span,))
        counts = {each: figures.counts(each, span) for each in indicators}
        values.append(
            {
                each.id: c.numerator / c.denominator if c.denominator >= max(each.min_group, 1) else None
                for each, c in counts.items()
            }
        )
    print(
        f"  seed {seed}: {len(every)} Schools, {records:,} records in {wrote:.0f} s,"
        f" {time.monotonic() - began:.0f} s with their figures",
        file=sys.stderr,
        flush=True,
    )
    return {
        "records": records,
        "indicators": [[each.id, each.degree, each.headline, each.direction] for each in indicators],
        "truth": [[getattr(each.school, degree) for degree in DEGREES] for each in every[:count]],
        "work": [shows(each.year, each.school.branches) for each in every[:count]],
        "honest": values[:count],
        "shown": [[each.plays, *kinds] for each, kinds in zip(every, shown, strict=True)],
        "twins": [
            [each.plays, each.school.number, value]
            for each, value in zip(every[count:], values[count:], strict=True)
        ],
    }
