"""How work goes in an invented university: a model of the work itself, which knows nothing of what is measured.

Each School has its own way, each branch its own beside that, and a university its own above both. What they do better
or worse is one number from 0 to 1: how much both sides really carry together. Everything that is told of a matter
follows from it by chance; how far indicators find it again is another question, which this module must not answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jingwei.shell.demo.trees import Campus, Pair

LEAST, MOST = 0.03, 0.97
GROWTH = 0.6
"""How much better the work goes at the end of the time than at its beginning."""


@dataclass(frozen=True)
class Course:
    """How one matter truly goes: how much is carried together, and whether the Party side is a label only (贴牌)."""

    quality: float
    label: bool


class Work:
    """The ways of one university."""

    def __init__(self, random: Random, campus: Campus, *, own: float = 0.0, branches: float = 0.0) -> None:
        """`own` is how far the university lies from the usual, `branches` how far branches lie from their School."""
        self.random = random
        self.usual = {s.subject.name: random.uniform(0.3, 0.75) + own for s in campus.schools}
        parties = dict.fromkeys(pair.party for pair in campus.pairs)
        self.beside = {key: random.gauss(0, branches) if branches else 0.0 for key in parties}

    def going(self, pair: Pair, gone: float) -> Course:
        """How a matter goes that a pair opens when a share of the time has gone by."""
        usual = self.usual[pair.subject.name] + self.beside[pair.party]
        quality = min(MOST, max(LEAST, usual + GROWTH * (gone - 0.5)))
        return Course(quality, self.random.random() < 0.37 - 0.36 * quality)
