"""Decides who plays in a matter and what kind of matter it is."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from jingwei.kernel.actor import Actor
from jingwei.kernel.packs import registry
from jingwei.shell.demo.days import Days
from jingwei.shell.demo.lives import Cast, Life
from jingwei.shell.demo.people import Crowd, Someone
from jingwei.shell.demo.trees import Pair
from jingwei.shell.demo.words import Titles, for_an_office, for_students

MOST_HANDS = 10
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
# How the 1,200 are spread: state, how many, first and last share of a life that has gone by today.
SPREAD = (
    ("planning", 60, 0.01, 0.07),
    ("deploying", 60, 0.095, 0.15),
    ("implementing", 180, 0.2, 0.8),
    ("one-sided", 70, 0.35, 3.0),
    ("inspecting", 40, 0.89, 0.96),
    ("closed", 740, 1.1, 1.1),
    ("withdrawn", 50, 1.0, 1.0),
)


class Casting:
    """Draws lives and the people for them, for one university."""

    def __init__(self, random: Random, crowd: Crowd, days: Days, titles: Titles) -> None:
        self.random, self.crowd, self.days, self.titles = random, crowd, days, titles
        self.today = days.number(crowd.today)
        campus = crowd.campus
        self.usual = {s.subject.name: random.uniform(0.3, 0.75) for s in campus.schools}
        self.busy = {
            key: random.choice((0.2, 0.6, 1, 1, 1.4, 2))
            for key in dict.fromkeys(p.party for p in campus.pairs)
        }
        self.school_of = {
            key: school
            for school in campus.schools
            for key in (school.unit, *school.institutes, *school.teams, *school.others)
        }
        self.casts: dict[tuple[str, str], Cast] = {}

    def lives(self, count: int) -> Iterator[tuple[Life, Cast]]:
        """About `count` lives and who plays in them."""
        pairs = self.crowd.campus.pairs
        weights = [self.busy[pair.party] for pair in pairs]
        every = sum(number for _state, number, _first, _last in SPREAD)
        for state, number, first, last in SPREAD:
            for pair in self.random.choices(pairs, weights, k=round(number * count / every)):
                life = self._life(pair, state, self.random.uniform(first, last))
                yield life, self.cast(pair)

    def _life(self, pair: Pair, state: str, gone: float) -> Life:
        random = self.random
        kind = self._type(pair)
        length = random.uniform(45, 150) if kind != "task-force" else random.uniform(22, 50)
        if state in ("closed", "withdrawn"):
            opens = random.uniform(0, max(1.0, self.today - length * gone - 12))
        else:
            opens = max(0.0, self.today - length * gone)
        quality = self._quality(pair, opens)
        titled = {"student": "student", "office": "office", "campus": "office"}.get(pair.kind, "general")
        place = {"i": self.crowd.campus.organisations[pair.unit].name, "b": pair.branch}
        subject = {"office": for_an_office, "campus": for_an_office, "student": for_students}.get(pair.kind)
        about = subject(pair.subject) if subject else pair.subject
        title, slots = self.titles.one(titled if kind == "general" else kind, about, place)
        return Life(
            counted=self._counted(pair, kind, slots["kind"]),
            branch=pair.branch,
            type=kind,
            title=title,
            slots=slots,
            tags=self._tags(kind, pair, slots["kind"]),
            opens=opens,
            length=length,
            quality=quality,
            label=random.random() < 0.37 - 0.36 * quality,
            only=random.choice(("party", "unit")) if state == "one-sided" else "",
            withdrawn_at=random.uniform(0.04, 0.7) if state == "withdrawn" else 0,
        )

    def _type(self, pair: Pair) -> str:
        kinds, weights = zip(*TYPES[pair.kind], strict=True)
        kind: str = self.random.choices(kinds, weights)[0]
        allowed = registry.matter_type(kind).unit_kinds
        return kind if self.crowd.campus.organisations[pair.unit].kind in allowed else "general"

    def _quality(self, pair: Pair, opens: float) -> float:
        """How well a School weaves: its own way, and a little better from quarter to quarter."""
        gone = opens / max(1, self.today)
        return min(0.97, max(0.03, self.usual[pair.subject.name] + 0.6 * (gone - 0.5)))

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

    def cast(self, pair: Pair) -> Cast:
        """Who plays at a pair of organisations, drawn once."""
        found = self.casts.get((pair.party, pair.unit))
        if found is None:
            found = self.casts[pair.party, pair.unit] = self._cast(pair)
        return found

    def _cast(self, pair: Pair) -> Cast:
        crowd, organisations = self.crowd, self.crowd.campus.organisations
        keys = {"party": pair.party, "unit": pair.unit}
        people = {side: self._people(key) for side, key in keys.items()}
        school = self.school_of.get(pair.unit)
        above = crowd.acts_for[school.unit] if school and school.unit != pair.unit else None
        roles = {"party": "member", "unit": "teacher"}
        return Cast(
            places={side: organisations[key] for side, key in keys.items()},
            posts={side: crowd.acts_for[key] for side, key in keys.items()},
            above=above,
            hands={
                side: [crowd.acting(each, roles[side], key) for each in people[side]]
                for side, key in keys.items()
            },
            people={
                side: [each.as_person for each in people[side]] or [crowd.leaders[key].as_person]
                for side, key in keys.items()
            },
            inspectors=list(self._inspectors(pair)),
        )

    def _people(self, key: str) -> list[Someone]:
        """Some of those who belong to a place and may note there."""
        noting = [
            each
            for each in self.crowd.by_place.get(key, [])
            if each.values["category"] not in ("retired",)
            and (each.branch == key or each.values["category"] != "student")
            and each.entered < self.crowd.begin
            and not each.account
        ]
        return self.random.sample(noting, min(MOST_HANDS, len(noting)))

    def _inspectors(self, pair: Pair) -> Iterator[Actor]:
        """Officers of the university and the organiser of the School, unless they belong to a strand."""
        school = self.school_of.get(pair.unit)
        places = ("party", school.party) if school and school.party != pair.party else ("party",)
        inside = {each.id for key in (pair.party, pair.unit) for each in self.crowd.by_place.get(key, [])}
        for place in places:
            yield from (a for a in self.crowd.inspectors.get(place, []) if a.person_id not in inside)
