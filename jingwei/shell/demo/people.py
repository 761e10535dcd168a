"""Decides who is at an invented university: everybody with a unit, members with a branch, leaders with a post."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any

from jingwei.adapters.clock import clock_at
from jingwei.foundation.organisations.actions import Belonging, Naming, appoint_many, begin_many
from jingwei.foundation.people.actions import register_many
from jingwei.foundation.people.queries import Person
from jingwei.kernel.actor import Actor, Post
from jingwei.kernel.packs import registry
from jingwei.shell.demo.names import Register
from jingwei.shell.demo.trees import Campus, School

MEMBER_SHARE = {"teacher": 0.56, "staff": 0.6, "retired": 0.47}
SHARES = {"teacher": 0.061, "staff": 0.03, "retired": 0.045}
MEMBERS = 0.2
"""Of all people; what teachers, staff and the retired do not make up, students do."""
LEADING = ("committee-secretary", "faculty-secretary", "branch-secretary", "dean", "unit-head")
INSPECTING = ("organiser", "organisation-officer")
TITLES = ("教授", "副教授", "讲师", "助教")
BY_AGE = ((33, (0, 5, 65, 30)), (42, (6, 40, 50, 4)), (99, (36, 44, 20, 0)))


TERMS = (10, 40, 70, 100, 110, 160, 240, 300)
"""Days before the begin on which leaders were appointed: some terms are near their end today, a few are over."""


@dataclass
class Someone:
    """A person to be: the values of the register, the organisations by key, the posts as (role, key)."""

    values: dict[str, Any]
    unit: str = ""
    branch: str = ""
    entered: date = date(2000, 1, 1)
    posts: list[tuple[str, str]] = field(default_factory=list)
    account: str = ""
    id: int = 0

    @property
    def name(self) -> str:
        """The name."""
        return str(self.values["name"])

    @cached_property
    def as_person(self) -> Person:
        """The row, as far as matters need it; asked once the person was entered."""
        return Person(pk=self.id, name=self.name, code=self.values["code"])


class Crowd:
    """The people of a university while they are made."""

    def __init__(self, random: Random, campus: Campus, begin: date, today: date, register: Register) -> None:
        self.random, self.campus, self.begin, self.today = random, campus, begin, today
        self.register = register
        self.people: list[Someone] = []
        self.invited: dict[str, Someone] = {}
        self.by_place: dict[str, list[Someone]] = {}
        self.leaders: dict[str, Someone] = {}
        self.acts_for: dict[str, Actor] = {}
        self.inspectors: dict[str, list[Actor]] = {}
        self._codes: dict[str, int] = {}

    def add(self, category: str, unit: str, branch: str = "", **given: Any) -> Someone:
        """One person; what is given stands, the rest is drawn."""
        random, register = self.random, self.register
        sex = given.pop("sex", "") or random.choice("mf")
        name = given.pop("name", "") or register.name(sex)
        entered, born = self._life(category, given.pop("cohort", 0), given.pop("born", 0))
        standing = given.pop("standing", "") or self._standing(category, branch)
        values: dict[str, Any] = {
            "code": self._code(category, entered),
            "name": name,
            "sex": sex,
            "category": category,
            "standing": standing,
            "id_number": register.id_number(born, sex),
            "phone": register.phone(),
        }
        if category == "teacher":
            values["job_title"] = given.pop("job_title", "") or self._title(born)
        if standing in ("member", "probationary"):
            values |= self._joined(standing, born, entered)
        someone = Someone(values, unit, branch, entered, **given)
        self.people.append(someone)
        for place in (unit, branch):
            if place:
                self.by_place.setdefault(place, []).append(someone)
        return someone

    def _life(self, category: str, cohort: int, year_born: int) -> tuple[date, date]:
        """When somebody came and was born."""
        random, year = self.random, self.begin.year
        if category == "student":
            return date(cohort, 9, 1), self.register.born(cohort - 19, cohort - 18)
        if category == "retired":
            born = self.register.born(year - 88, year - 62)
            return date(born.year + random.randint(24, 34), 7, 1), born
        born = self.register.born(year_born or year - 58, year_born or year - 29)
        entered = min(born.year + random.randint(24, 32), year)
        return date(entered, random.choice((3, 7)), random.randint(1, 28)), born

    def _title(self, born: date) -> str:
        """The academic title, higher with the years."""
        age = self.begin.year - born.year
        return self.random.choices(TITLES, next(weights for to, weights in BY_AGE if age <= to))[0]

    def _code(self, category: str, entered: date) -> str:
        """Students `2025` and six figures, all others four."""
        front = f"{entered.year}" if category == "student" else f"{entered.year}0"
        self._codes[front] = self._codes.get(front, 0) + 1
        return f"{front}{self._codes[front]:0{6 if category == 'student' else 4}d}"

    def _standing(self, category: str, branch: str) -> str:
        if branch:
            probationary = {"student": 0.24, "retired": 0.0}.get(category, 0.02)
            return "probationary" if self.random.random() < probationary else "member"
        if category == "student":
            return self.random.choices(("league", "activist", "candidate", "other"), (74, 15, 4, 7))[0]
        return "activist" if category == "teacher" and self.random.random() < 0.06 else "other"

    def _joined(self, standing: str, born: date, entered: date) -> dict[str, date]:
        latest = self.begin - timedelta(days=400)
        if standing == "probationary":
            return {"joined_on": self.today - timedelta(days=self.random.randrange(20, 360))}
        joined = min(
            date(
                born.year + self.random.randint(19, 27), self.random.choice((5, 6, 11, 12)), min(born.day, 28)
            ),
            latest,
        )
        return {"joined_on": joined, "full_member_on": joined + timedelta(days=365)}

    def lead(self, role: str, place: str, someone: Someone) -> Someone:
        """Give a post; who leads a place acts for it in matters."""
        someone.posts.append((role, place))
        if role in LEADING:
            self.leaders[place] = someone
        return someone

    def led(self, role: str, place: str, pool: list[Someone]) -> None:
        """Give a post to somebody of the pool who has none, unless the place is led already."""
        if place not in self.leaders:
            others = [each for each in pool if not each.account] or pool
            free = [each for each in others if not each.posts and each.entered < self.begin] or others
            self.lead(role, place, self.random.choice(free))

    def enter(self, actor: Actor) -> None:
        """Write everybody: those of before the beginning on its day, each later year of students in its autumn."""
        waves: dict[date, list[Someone]] = {}
        for someone in self.people:
            waves.setdefault(max(someone.entered, self.begin), []).append(someone)
        for day in sorted(waves):
            with clock_at(day):
                self._enter(waves[day], actor)

    def _enter(self, wave: list[Someone], actor: Actor) -> None:
        university, by_key = self.campus.university, self.campus.organisations
        values = [someone.values for someone in wave]
        for someone, pk in zip(wave, register_many(university, actor=actor, people=values), strict=True):
            someone.id = pk
        begin_many(
            university.pk,
            actor=actor,
            belongings=[
                Belonging(s.id, s.values["code"], s.name, by_key[place].pk, s.entered)
                for s in wave
                for place in (s.unit, s.branch)
                if place
            ],
        )

    def appoint(self, actor: Actor) -> None:
        """Write the posts, and keep who acts for each led place and who inspects."""
        by_key, university = self.campus.organisations, self.campus.university
        named = [(s, role, place) for s in self.people for role, place in s.posts]
        earliest = {
            place: self.begin - timedelta(days=Random(place).choice(TERMS)) for _s, _r, place in named
        }
        with clock_at(self.begin):
            ids = appoint_many(
                university.pk,
                actor=actor,
                namings=[
                    Naming(
                        s.id,
                        s.values["code"],
                        s.name,
                        by_key[place].pk,
                        role,
                        max(earliest[place], s.entered),
                    )
                    for s, role, place in named
                ],
            )
        for pk, (someone, role, place) in zip(ids, named, strict=True):
            if self.leaders.get(place) is someone:
                self.acts_for[place] = self.acting(someone, role, place, f"a{pk}")
            if role in INSPECTING:
                self.inspectors.setdefault(place, []).append(self.acting(someone, role, place, f"a{pk}"))

    def acting(self, someone: Someone, role: str, place: str, key: str = "") -> Actor:
        """Somebody in a post, as the ledger will remember it."""
        organisation = self.campus.organisations[place]
        title = registry.role(role).label
        post = Post(
            key, role, title, organisation.pk, organisation.name, organisation.path, organisation.tree
        )
        return Actor("person", someone.name, self.campus.university.pk, someone.id, post=post)


def settle(crowd: Crowd, count: int, members: float = MEMBERS) -> None:
    """Fill the university with about `count` people, a share of them members; every place gets a leader."""
    campus, random = crowd.campus, crowd.random
    wanted = {category: round(count * share) for category, share in SHARES.items()}
    for school in campus.schools:
        _teachers(crowd, school, wanted["teacher"] // len(campus.schools))
    for branch, office in campus.offices:
        for _each in range(max(2, wanted["staff"] // len(campus.offices))):
            member = random.random() < MEMBER_SHARE["staff"] or _each == 0
            crowd.add("staff", office, branch if member else "")
        crowd.led("branch-secretary", branch, crowd.by_place[branch])
        crowd.led("unit-head", office, crowd.by_place[office])
    for _each in range(wanted["retired"]):
        member = random.random() < MEMBER_SHARE["retired"]
        crowd.add(
            "retired", random.choice(campus.offices)[1], random.choice(campus.retired) if member else ""
        )
    _students(crowd, count, members)
    for branch in campus.retired:
        crowd.by_place.get(branch) or crowd.add("retired", campus.offices[0][1], branch)
        crowd.led("branch-secretary", branch, crowd.by_place[branch])
    for school in campus.schools:
        _lead(crowd, school)
    for committee in campus.direct:
        crowd.led("faculty-secretary", committee, crowd.by_place[campus.offices[0][0]])


def _teachers(crowd: Crowd, school: School, count: int) -> None:
    """The teachers of a School, spread over its institutes; members in the branch beside it."""
    for at in range(max(count, 12)):
        place = at % len(school.institutes)
        member = at < 8 or crowd.random.random() < MEMBER_SHARE["teacher"]
        crowd.add("teacher", school.institutes[place], school.teacher_branches[place] if member else "")
    for at in range(max(2, count // 12)):
        crowd.add("staff", school.unit, school.teacher_branches[3] if at % 2 else "")
    for branch in school.functional:
        for _each in range(max(3, count // 9)):
            crowd.add("teacher", school.teams[0], branch)


def _students(crowd: Crowd, count: int, share: float) -> None:
    """Everybody else: students of the years now at the university, members up to the share of all."""
    last = crowd.today.year if crowd.today.month >= 9 else crowd.today.year - 1
    cohorts = (last, last - 1, last - 2, last - 3)
    places = [(school, branch) for school in crowd.campus.schools for branch in school.student_branches]
    members = max(len(places), round(count * share) - sum(1 for s in crowd.people if s.branch))
    for at in range(max(members, count - len(crowd.people))):
        school, branch = places[at % len(places)]
        if at < members:
            early = cohorts[-1] if at < len(places) else crowd.random.choice(cohorts[1:])
            crowd.add("student", school.unit, branch, cohort=early)
        else:
            crowd.add("student", school.unit, cohort=crowd.random.choice(cohorts))


def _lead(crowd: Crowd, school: School) -> None:
    """The posts of a School: its secretary, dean and organiser, then every branch and unit."""
    teachers = [s for key in school.institutes for s in crowd.by_place[key]]
    members = [s for s in teachers if s.branch]
    crowd.led("faculty-secretary", school.party, members)
    crowd.led("dean", school.unit, teachers)
    invited = crowd.invited.values()
    if not any(("organiser", school.party) in someone.posts for someone in invited):
        organiser = crowd.random.choice([s for s in members if not s.posts] or members)
        organiser.posts.append(("organiser", school.party))
    for branch in (*school.teacher_branches, *school.student_branches, *school.functional):
        crowd.led("branch-secretary", branch, crowd.by_place[branch])
    for unit in (*school.institutes, *school.others):
        crowd.led("unit-head", unit, crowd.by_place.get(unit) or teachers)
    _seat(crowd, school, members, teachers)
    dual = list(_dual_leaders(crowd, school))
    for team in school.teams:
        crowd.led("unit-head", team, dual or teachers)


def _seat(crowd: Crowd, school: School, members: list[Someone], teachers: list[Someone]) -> None:
    """Those who decide with secretary and dean: who has no post yet, and was there from the beginning."""
    random = Random(school.party)
    for role, place, pool, count in (
        ("deputy-secretary", school.party, members, 1),
        ("committee-member", school.party, members, 3),
        ("vice-dean", school.unit, teachers, 2),
    ):
        free = [s for s in pool if not s.posts and not s.account and s.entered < crowd.begin]
        for someone in random.sample(free, min(count, len(free))):
            someone.posts.append((role, place))


def _dual_leaders(crowd: Crowd, school: School) -> Iterator[Someone]:
    """Secretaries of teachers' branches who may lead a team as well (双带头人)."""
    for branch in school.teacher_branches[2:]:
        if len(crowd.leaders[branch].posts) == 1:
            yield crowd.leaders[branch]
