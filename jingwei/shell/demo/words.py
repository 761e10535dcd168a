"""Decides in which words the invented life is told: fills the sentences of `words.yaml` and of the Schools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Count:
    """Something that is counted, in a unit, from a figure to another."""

    name: str
    unit: str
    start: float
    target: float


@dataclass(frozen=True)
class Subject:
    """What a School is about."""

    name: str
    short: str
    family: str
    institutes: Sequence[str]
    branches: Sequence[str]
    teams: Sequence[str]
    platform: str
    community: str
    objects: Sequence[str]
    courses: Sequence[str]
    partners: Sequence[str]
    measures: Sequence[Count]
    small: bool = False


@cache
def subjects() -> tuple[Subject, ...]:
    """The Schools, in the order of the file."""
    return tuple(_subject(row) for row in yaml.safe_load((HERE / "faculties.yaml").read_text()))


def _subject(row: dict[str, Any]) -> Subject:
    lists = ("institutes", "branches", "teams", "objects", "courses", "partners")
    counted = [text.split() for text in row["measures"]]
    measures = tuple(Count(name, unit, float(start), float(target)) for name, unit, start, target in counted)
    return Subject(**{**row, **{key: tuple(row[key].split()) for key in lists}, "measures": measures})


@cache
def words() -> dict[str, Any]:
    """The sentences by what they tell."""
    loaded: dict[str, Any] = yaml.safe_load((HERE / "words.yaml").read_text())
    return loaded


class Titles:
    """Gives every matter of a university a title of its own."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.given: set[str] = set()

    def one(self, kind: str, subject: Subject, slots: dict[str, str]) -> tuple[str, dict[str, str]]:
        """A title nobody has yet, and the slots it was filled with."""
        patterns = words()["titles"][kind]
        if isinstance(patterns, dict):
            patterns = patterns[subject.family]
        suffixes = words()["titles"]["suffix"]
        for tried in range(1000):
            filled = slots | drawn(self.random, subject)
            title = self.random.choice(patterns).format_map(filled)
            title += self.random.choice(suffixes) if tried > 3 else ""
            title += f"（第 {tried // 40} 轮）" if tried > 80 else ""
            if title not in self.given:
                self.given.add(title)
                return title, filled
        raise RuntimeError(f"no more titles for {kind} at {subject.name}")


def drawn(random: Random, subject: Subject) -> dict[str, str]:
    """An object, a partner and a course of the School."""
    return {
        "o": random.choice(subject.objects),
        "p": random.choice(subject.partners),
        "c": random.choice(subject.courses),
        "f": subject.name,
        "short": subject.short,
    }
