"""Decides in which words the invented life is told: fills the sentences of `words.yaml` and of the Schools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

HERE = Path(__file__).parent
Patterns = list[str] | dict[str, list[str]]


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
    institutes: Sequence[str]
    branches: Sequence[str]
    teams: Sequence[str]
    platform: str
    community: str
    objects: Sequence[str]
    courses: Sequence[str]
    partners: Sequence[str]
    small: bool = False


@cache
def subjects() -> tuple[Subject, ...]:
    """The Schools, in the order of the file."""
    return tuple(_subject(row) for row in yaml.safe_load((HERE / "faculties.yaml").read_text()))


def _subject(row: dict[str, Any]) -> Subject:
    lists = ("institutes", "branches", "teams", "objects", "courses", "partners")
    return Subject(**{**row, **{key: tuple(row[key].split()) for key in lists}})


def for_an_office(subject: Subject) -> Subject:
    """What an office works on, the School being whom it works for."""
    return replace(subject, objects=words()["office_objects"], partners=(subject.name,))


def for_students(subject: Subject) -> Subject:
    """What students of a School work on, among themselves."""
    classes = (f"{subject.short}各班", f"{subject.short}低年级", f"{subject.short}毕业班")
    return replace(subject, objects=words()["student_objects"], partners=classes)


@cache
def counts(group: str) -> tuple[Count, ...]:
    """What is counted in matters of a group."""
    rows = (text.split() for text in words()["counts"][group])
    return tuple(Count(name, unit, float(start), float(target)) for name, unit, start, target in rows)


def fitting(patterns: Patterns, kind: str) -> list[str]:
    """The sentences for a kind of object (`thing`, `work`, `text`), those for any among them."""
    if isinstance(patterns, dict):
        return [*patterns.get("any", ()), *patterns.get(kind, ())]
    return patterns


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
        suffixes = words()["titles"]["suffix"]
        for tried in range(1000):
            filled = slots | drawn(self.random, subject)
            title = self.random.choice(fitting(patterns, filled["kind"])).format_map(filled)
            title += self.random.choice(suffixes) if tried > 3 else ""
            title += f"（第 {tried // 40} 轮）" if tried > 80 else ""
            if title not in self.given:
                self.given.add(title)
                return title, filled
        raise RuntimeError(f"no more titles for {kind} at {subject.name}")


def drawn(random: Random, subject: Subject) -> dict[str, str]:
    """An object, a partner and a course of the School."""
    thing, _slash, kind = random.choice(subject.objects).partition("/")
    return {
        "o": thing,
        "kind": kind or "thing",
        "p": random.choice(subject.partners),
        "c": random.choice(subject.courses),
        "f": subject.name,
        "short": subject.short,
    }
