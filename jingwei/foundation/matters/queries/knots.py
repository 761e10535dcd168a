"""How far each side of a matter is in each of the four stages: what the knots of a lane draw."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import pgettext_lazy

from jingwei.foundation.matters.flow import (
    ACCEPTED,
    CLOSED,
    DEPLOYING,
    IMPLEMENTING,
    INSPECTING,
    MATTER,
    PLANNING,
    STAGES,
    WITHDRAWN,
)
from jingwei.foundation.matters.models import BOTH, SIDES
from jingwei.kernel.errors import Text

SHORT: dict[str, Text] = {
    PLANNING: pgettext_lazy("stage", "谋划"),
    DEPLOYING: pgettext_lazy("stage", "部署"),
    IMPLEMENTING: pgettext_lazy("stage", "落实"),
    INSPECTING: pgettext_lazy("stage", "检查"),
}
Agreed = Collection[tuple[str, str]]
"""Which side has agreed at which stage."""
Counted = Mapping[str, tuple[int, int]]
"""Milestones of each side, those of both among them: how many are accepted, of how many."""


@dataclass(frozen=True)
class Knot:
    """One stage: how far each side is (`done`, `doing`, `todo`), when it was passed, and a few words."""

    stage: str
    label: str
    party: str
    unit: str
    on: date | None = None
    words: str = ""

    @property
    def short(self) -> Text:
        """The stage in two characters, for a row of a list."""
        return SHORT[self.stage]


def counted(milestones: Iterable[Any]) -> dict[str, tuple[int, int]]:
    """Each side's milestones, by side."""
    found = list(milestones)
    of_side = {side: [m for m in found if m.side in (side, BOTH)] for side in SIDES}
    return {side: (sum(m.state == ACCEPTED for m in own), len(own)) for side, own in of_side.items()}


def knots_of(state: str, agreed: Agreed, done: Counted) -> Iterator[Knot]:
    """The four stages in order."""
    reached = _reached(state, agreed)
    for place, stage in enumerate(STAGES):
        if place < reached:
            party = unit = "done"
        elif place > reached or state == WITHDRAWN:
            party = unit = "todo"
        else:
            party, unit = (_at(stage, side, agreed, done) for side in SIDES)
        yield Knot(stage, str(MATTER.label(stage)), party, unit)


def _reached(state: str, agreed: Agreed) -> int:
    """The stage under way by its place in `STAGES`; a matter withdrawn stays where it was left."""
    if state == CLOSED:
        return len(STAGES)
    if state != WITHDRAWN:
        return STAGES.index(state)
    passed = [all((stage, side) in agreed for side in SIDES) for stage in (PLANNING, DEPLOYING)]
    return 2 if passed[1] else 1 if passed[0] else 0


def _at(stage: str, side: str, agreed: Agreed, done: Counted) -> str:
    """How far a side is in the stage under way."""
    if stage in (PLANNING, DEPLOYING):
        return "done" if (stage, side) in agreed else "doing"
    if stage == IMPLEMENTING:
        accepted, of_all = done.get(side, (0, 0))
        return "done" if accepted == of_all else "doing"
    return "doing"
