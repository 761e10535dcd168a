"""Which of its strands a matter shows by some day: warp alone, weft alone, both woven, or too early to tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WOVEN, WARP, WEFT, EARLY = "woven", "warp", "weft", "early"
READINGS = (WOVEN, WARP, WEFT, EARLY)


@dataclass(frozen=True)
class Strands:
    """What is recorded of one matter: notes of either side that stand, changes by the Party side and professional
    results that the side they serve confirmed.
    """

    began: date
    party: int = 0
    unit: int = 0
    changed: int = 0
    outcome: int = 0
    is_closed: bool = False

    def and_then(self, later: Strands) -> Strands:
        """With what came after."""
        return Strands(
            min(self.began, later.began),
            self.party + later.party,
            self.unit + later.unit,
            self.changed + later.changed,
            self.outcome + later.outcome,
            self.is_closed or later.is_closed,
        )

    def reading(self, on: date, settles_after: int) -> str:
        """The one reading it has on a day.

        Both confirmed is woven, however young. What is younger than that is too early, unless it is closed. Where
        neither side's part is confirmed the Party side's work without a result comes first: that is how a label looks.
        """
        if self.changed and self.outcome:
            return WOVEN
        if not self.is_closed and (on - self.began).days < settles_after:
            return EARLY
        if self.outcome:
            return WEFT
        if self.changed or self.party > 0:
            return WARP
        return WEFT if self.unit > 0 else EARLY


@dataclass(frozen=True)
class Tally:
    """How many matters have each reading."""

    woven: int = 0
    warp: int = 0
    weft: int = 0
    early: int = 0

    @property
    def told(self) -> int:
        """Those that can be told by now."""
        return self.woven + self.warp + self.weft

    @property
    def matters(self) -> int:
        """All of them."""
        return self.told + self.early

    @property
    def party(self) -> tuple[int, int]:
        """Warps of the cloth: woven, all."""
        return self.woven, self.woven + self.warp

    @property
    def unit(self) -> tuple[int, int]:
        """Wefts of the cloth: woven, all."""
        return self.woven, self.woven + self.weft


def tally(readings: Iterable[str]) -> Tally:
    """Count readings."""
    found = dict.fromkeys(READINGS, 0)
    for each in readings:
        found[each] += 1
    return Tally(**found)
