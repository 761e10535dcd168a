"""Decides what kind of matter a life is, when it opens and how long it takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

from jingwei.foundation.organisations.queries import Organisation
from jingwei.kernel.packs import registry
from jingwei.shell.demo.days import Days
from jingwei.shell.demo.lives import Life
from jingwei.shell.demo.trees import Pair
from jingwei.shell.demo.words import Subject, Titles, for_an_office, for_students
from jingwei.shell.demo.work import Course

Going = Callable[[float], Course]
"""How the work goes, at a share of the time that has gone by."""
TYPES = {
    "teacher": (
        ("general", 46),
        ("ideological-course", 24),
        ("dual-leader-studio", 10),
        ("pairing", 10),
        ("task-force", 10),
    ),
    "team": (("general", 50), ("ideological-course", 15), ("pairing", 15), ("task-force", 20)),
    "student": (("general", 85), ("pairing", 8), ("task-force", 7)),
    "school": (
        ("secretary-project", 32),
        ("service-list", 28),
        ("general", 20),
        ("pairing", 10),
        ("task-force", 10),
    ),
    "office": (("general", 84), ("pairing", 10), ("task-force", 6)),
    "campus": (("service-list", 60), ("general", 40)),
}
FUNCTIONS = {
    "thing": ("research", "service"),
    "work": ("service", "teaching"),
    "text": ("service", "culture"),
}
ABROAD = ("外语", "交通", "经管")
"""Schools whose work is often with partners abroad."""
SERVED = ("economy", "people", "nation", "reform", "frontier", "health", "governance", "system")
MORE_CLAUSES = ("2.3", "4.1a", "1.2", "3.10a", "4.1b")


class Drawing:
    """Draws lives between a Party organisation and a unit."""

    def __init__(self, random: Random, days: Days, titles: Titles, today: date) -> None:
        self.random, self.days, self.titles = random, days, titles
        self.today = days.number(today)

    def life(
        self,
        pair: Pair,
        unit: Organisation,
        subject: Subject,
        state: str,
        gone: float,
        going: Going,
        since: float = 0.0,
    ) -> Life:
        """A life of which a share has gone by today; one that has ended was opened on some day from `since` on."""
        random = self.random
        kind = self._type(pair, unit)
        length = random.uniform(45, 150) if kind != "task-force" else random.uniform(22, 50)
        if state in ("closed", "withdrawn"):
            opens = random.uniform(since, max(since + 1.0, self.today - length * gone - 12))
        else:
            opens = max(0.0, self.today - length * gone)
        course = going(opens / max(1, self.today))
        titled = {"student": "student", "office": "office", "campus": "office"}.get(pair.kind, "general")
        place = {"i": unit.name, "b": pair.branch}
        title, slots = self.titles.one(titled if kind == "general" else kind, subject, place)
        return Life(
            counted=self._counted(pair, kind, slots["kind"]),
            branch=pair.branch,
            type=kind,
            title=title,
            slots=slots,
            tags=self._tags(kind, pair, slots["kind"]),
            opens=opens,
            length=length,
            quality=course.quality,
            label=course.label,
            only=random.choice(("party", "unit")) if state == "one-sided" else "",
            withdrawn_at=random.uniform(0.04, 0.7) if state == "withdrawn" else 0,
        )

    def _type(self, pair: Pair, unit: Organisation) -> str:
        kinds, weights = zip(*TYPES[pair.kind], strict=True)
        kind: str = self.random.choices(kinds, weights)[0]
        return kind if unit.kind in registry.matter_type(kind).unit_kinds else "general"

    @staticmethod
    def _counted(pair: Pair, kind: str, about: str) -> str:
        """The group of figures that fits a matter."""
        if kind == "ideological-course":
            return "course"
        return {"office": "office", "campus": "office", "student": "student"}.get(pair.kind, about)

    def _tags(self, kind: str, pair: Pair, about: str) -> dict[str, tuple[str, ...]]:
        random = self.random
        functions = list(FUNCTIONS[about])
        if pair.subject.short in ABROAD and random.random() < 0.5:
            functions = ["exchange", *functions]
        if kind == "ideological-course" or pair.kind in ("student", "office"):
            functions = ["teaching", random.choice(functions)]
        chosen = functions[: random.choice((1, 1, 2))]
        own = registry.matter_type(kind).clauses
        return {
            "functions": tuple(dict.fromkeys(chosen)),
            "guarantees": tuple(
                random.sample(("organisation", "thought", "political"), random.choice((1, 1, 2)))
            ),
            "orientations": tuple(random.sample(SERVED, random.choice((1, 1, 2)))),
            "clauses": tuple(dict.fromkeys((*own, random.choice(MORE_CLAUSES)))),
        }


def worked_on(pair: Pair) -> Subject:
    """What a pair works on: a School's own things, or what its students and the offices care for."""
    if pair.kind in ("office", "campus"):
        return for_an_office(pair.subject)
    return for_students(pair.subject) if pair.kind == "student" else pair.subject
