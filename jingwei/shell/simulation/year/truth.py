"""What is true of a School before it does anything: the four degrees of its integration, and what hides them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import erf, sqrt
from random import Random

DEGREES = ("strength", "depth", "breadth", "effect")
COMMON = 0.5
"""How much of the variance of each degree all four share."""
FEWEST, MOST = 3, 14


@dataclass(frozen=True)
class School:
    """The four degrees lie between 0 and 1; carefulness, hardness and size have nothing to do with them."""

    number: int
    strength: float
    depth: float
    breadth: float
    effect: float
    carefulness: float
    hardness: float
    teacher_branches: int
    student_branches: int

    @property
    def branches(self) -> int:
        """How many there are."""
        return self.teacher_branches + self.student_branches


def schools(seed: int, count: int) -> Iterator[School]:
    """So many Schools, the same for a seed."""
    for number in range(count):
        yield _drawn(Random(f"{seed} school {number}"), number)


def _drawn(random: Random, number: int) -> School:
    common = random.gauss(0, 1)
    degrees = {
        degree: _share(sqrt(COMMON) * common + sqrt(1 - COMMON) * random.gauss(0, 1)) for degree in DEGREES
    }
    branches = min(MOST, max(FEWEST, round(random.gauss(7.5, 2.5))))
    teachers = max(2, round(0.6 * branches))
    return School(
        number,
        **degrees,
        carefulness=random.uniform(0.6, 0.97),
        hardness=random.gauss(0, 1),
        teacher_branches=teachers,
        student_branches=branches - teachers,
    )


def _share(value: float) -> float:
    """Where a value of the normal curve lies among all, from 0 to 1."""
    return (1 + erf(value / sqrt(2))) / 2
