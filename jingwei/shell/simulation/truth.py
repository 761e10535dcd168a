"""What is true of an invented university, kept beside its data so that measures can be held against it later."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from jingwei.shell.demo.work import Course


@dataclass
class OfPlace:
    """The work that one organisation carried: how many matters, how integrated they truly were, what they lacked."""

    matters: int = 0
    quality: float = 0.0
    labels: int = 0
    one_sided: int = 0

    def add(self, course: Course, only: str) -> None:
        """One more matter."""
        self.matters += 1
        self.quality += course.quality
        self.labels += course.label
        self.one_sided += bool(only)

    def as_json(self, name: str) -> dict[str, Any]:
        """The figures, `integrated` being the mean over its matters, from 0 to 1."""
        return {
            "name": name,
            "matters": self.matters,
            "integrated": round(self.quality / self.matters, 4),
            "labels": self.labels,
            "one_sided": self.one_sided,
        }


@dataclass
class Truth:
    """What is true of one university; places by tree and code."""

    code: str
    name: str
    counts: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    places: dict[tuple[str, str], OfPlace] = field(default_factory=lambda: defaultdict(OfPlace))
    names: dict[tuple[str, str], str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The truth as it is written."""
        trees: dict[str, dict[str, Any]] = {"party": {}, "unit": {}}
        for key, place in sorted(self.places.items()):
            trees[key[0]][key[1]] = place.as_json(self.names[key])
        return {
            "code": self.code,
            "name": self.name,
            "counts": dict(sorted(self.counts.items())),
            "states": dict(sorted(self.states.items())),
            **trees,
        }
