"""Decides who plays in a matter, and where matters are carried."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from random import Random

from jingwei.kernel.actor import Actor
from jingwei.shell.demo.drawing import Drawing, worked_on
from jingwei.shell.demo.lives import Cast, Life
from jingwei.shell.demo.people import Crowd, Someone
from jingwei.shell.demo.trees import Pair
from jingwei.shell.demo.work import Work

MOST_HANDS = 10
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
    """Draws the people for matters, for one university."""

    def __init__(self, random: Random, crowd: Crowd) -> None:
        self.random, self.crowd = random, crowd
        campus = crowd.campus
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


def lives(casting: Casting, drawing: Drawing, work: Work, count: int) -> Iterator[tuple[Life, Cast]]:
    """About `count` lives of a university and who plays in them."""
    random, campus = casting.random, casting.crowd.campus
    weights = [casting.busy[pair.party] for pair in campus.pairs]
    every = sum(number for _state, number, _first, _last in SPREAD)
    for state, number, first, last in SPREAD:
        for pair in random.choices(campus.pairs, weights, k=round(number * count / every)):
            unit, going = campus.organisations[pair.unit], partial(work.going, pair)
            gone = random.uniform(first, last)
            yield drawing.life(pair, unit, worked_on(pair), state, gone, going), casting.cast(pair)
