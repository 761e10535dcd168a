"""Decides which lives are rehearsed, so that universities may have them told again with their own people and things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import product
from random import Random

from jingwei.adapters import clock
from jingwei.foundation.matters.actions.chronicle import (
    FIELDS,
    PLAYER,
    Marked,
    Pattern,
    Rehearsal,
    pattern_of,
)
from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry
from jingwei.shell.demo.casting import MOST_HANDS, SPREAD
from jingwei.shell.demo.days import Days
from jingwei.shell.demo.drawing import Drawing
from jingwei.shell.demo.lives import Cast, Life, Telling
from jingwei.shell.demo.trees import Pair
from jingwei.shell.demo.words import Subject, Titles
from jingwei.shell.demo.work import Course

WORDS = ("branch", "o", "p", "c", "f", "short")
"""The words of a setting, by what fills them."""
INSPECTORS = 2
PLAYERS = 2 + 2 * MOST_HANDS + INSPECTORS
GIVEN = len(FIELDS) + len(WORDS) + len(PLAYER) * PLAYERS
YEAR = timedelta(days=364)
"""Whole weeks, so that a life told a year earlier keeps its working days, and nearly its season."""
LEVELS = (0.1, 0.3, 0.5, 0.7, 0.9)
KINDS = {
    "teacher": ("institute", ("thing", "work", "text")),
    "team": ("team", ("thing", "work", "text")),
    "school": ("faculty", ("thing", "work", "text")),
    "student": ("faculty", ("work", "text")),
    "office": ("department", ("work", "text")),
    "campus": ("department", ("work", "text")),
}
"""Each kind of pair: the kind of its unit, and what sort of thing it works on."""
ENDED = ("closed", "withdrawn")
UNDER_WAY = {
    "planning": 1,
    "deploying": 1,
    "implementing": 3,
    "one-sided": 2,
    "inspecting": 1,
    "withdrawn": 2,
}
"""How many of each kind and sort are rehearsed at each level but for those that ran to their end."""
ONE_SIDED_AGO = timedelta(days=3 * 150 * 2)
AHEAD = timedelta(days=400)


@dataclass(frozen=True)
class Rehearsed:
    """A pattern and what is true of it; `drawn` is what it was meant to come to."""

    pattern: Pattern
    kind: str
    drawn: str
    type: str
    sort: str
    course: Course
    only: str


@dataclass(frozen=True)
class Library:
    """All that was rehearsed."""

    rehearsed: tuple[Rehearsed, ...]

    @cached_property
    def _shelves(self) -> dict[tuple[str, ...], list[Rehearsed]]:
        return {}

    def fitting(self, kind: str, unit_kind: str, drawn: str, sorts: frozenset[str]) -> list[Rehearsed]:
        """Those that a pair of a kind may have told of it, its unit being of a kind, about such things."""
        shelf = (kind, unit_kind, drawn, *sorted(sorts))
        if shelf not in self._shelves:
            self._shelves[shelf] = [
                each
                for each in self.rehearsed
                if (each.kind, each.drawn) == (kind, drawn)
                and each.sort in sorts
                and unit_kind in registry.matter_type(each.type).unit_kinds
            ]
        return self._shelves[shelf]


def rehearse(random: Random, today: date, *, actor: Actor) -> Library:
    """Tell some hundred lives with marks, as they stand today."""
    first = today - ONE_SIDED_AGO
    days = Days(random, first, today + AHEAD)
    told = [
        _rehearsed(random, days, today, actor, each)
        for kind in KINDS
        for each in ((kind, *chosen) for chosen in _wanted(kind))
    ]
    return Library(tuple(told))


def _wanted(kind: str) -> Iterator[tuple[str, str, Course]]:
    """Sort of thing, state and course of each life of a kind of pair."""
    for sort, level in product(KINDS[kind][1], LEVELS):
        for label in (False, True):
            yield sort, "closed", Course(level, label)
        for state, number in UNDER_WAY.items():
            for at in range(number):
                yield sort, state, Course(level, at % 3 == 2 or (level < 0.4 and at == 0))


def _rehearsed(
    random: Random, days: Days, today: date, actor: Actor, wanted: tuple[str, str, str, Course]
) -> Rehearsed:
    kind, sort, drawn, course = wanted
    marked = Marked(len(WORDS), ("", KINDS[kind][0]))
    words = dict(zip(WORDS, map(marked.word, range(len(WORDS))), strict=True))
    subject = _subject(words, sort)
    drawing = Drawing(random, days, Titles(random), today)
    unit = marked.organisation("unit")
    _state, _number, least, most = next(each for each in SPREAD if each[0] == drawn)
    pair = Pair("party", "unit", subject, kind, words["branch"])
    latest = days.number(today - 1.5 * YEAR) if drawn in ENDED else 0
    life = drawing.life(
        pair, unit, subject, drawn, random.uniform(least, most), lambda _gone: course, since=latest
    )
    rehearsal = Rehearsal(marked, actor=actor)
    Telling(rehearsal, random, days, clock.now(), platform=actor).tell(life, _cast(marked))
    pattern = pattern_of(rehearsal, GIVEN)
    return Rehearsed(pattern, kind, drawn, life.type, sort, course, life.only)


def _subject(words: dict[str, str], sort: str) -> Subject:
    return Subject(
        name=words["f"],
        short=words["short"],
        institutes=(),
        branches=(),
        teams=(),
        platform="",
        community="",
        objects=(f"{words['o']}/{sort}",),
        courses=(words["c"],),
        partners=(words["p"],),
    )


def _cast(marked: Marked) -> Cast:
    sides = ("party", "unit")
    hands = {side: range(2 + at * MOST_HANDS, 2 + (at + 1) * MOST_HANDS) for at, side in enumerate(sides)}
    return Cast(
        places={side: marked.organisation(side) for side in sides},
        posts={side: marked.actor(at) for at, side in enumerate(sides)},
        above=None,
        hands={side: [marked.actor(at) for at in places] for side, places in hands.items()},
        people={side: [marked.person(at) for at in places] for side, places in hands.items()},
        inspectors=[marked.actor(PLAYERS - 1 - at) for at in range(INSPECTORS)],
    )


__all__ = ["ENDED", "INSPECTORS", "LEVELS", "WORDS", "YEAR", "Library", "Life", "Rehearsed", "rehearse"]
