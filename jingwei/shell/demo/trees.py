"""Decides how the invented universities are organised: both trees, and what covers what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from jingwei.foundation.organisations.actions import Founding, cover_many, found_many
from jingwei.foundation.organisations.queries import Organisation, organisations_for
from jingwei.foundation.universities.queries import University
from jingwei.kernel.actor import Actor
from jingwei.shell.demo.words import Subject

OFFICES = (
    "党政办公室 组织部 宣传部 统战部 学生工作部 研究生工作部 人事处 教务处 科研处 研究生院 国际合作处 计划财务处 "
    "国有资产处 基建处 保卫处 审计处 工会 团委"
).split()
SERVICES = (
    "图书馆 网络信息中心 后勤服务中心 校医院 档案馆 学报编辑部 工程训练中心 分析测试中心 继续教育学院 附属学校 "
    "出版社 招生就业处"
).split()
RETIRED = 14
OFFICE = 80
"""With this number begin the codes of offices."""


@dataclass
class Pair:
    """A Party organisation and a unit that carry matters together."""

    party: str
    unit: str
    subject: Subject
    kind: str
    branch: str = ""


@dataclass
class School:
    """One School by the keys of its organisations."""

    subject: Subject
    party: str
    unit: str
    teacher_branches: list[str] = field(default_factory=list)
    student_branches: list[str] = field(default_factory=list)
    functional: list[str] = field(default_factory=list)
    institutes: list[str] = field(default_factory=list)
    teams: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


@dataclass
class Campus:
    """A university as it stands: its Schools and offices, and its organisations by key."""

    university: University
    schools: list[School] = field(default_factory=list)
    offices: list[tuple[str, str]] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    direct: list[str] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    organisations: dict[str, Organisation] = field(default_factory=dict)


class Planting:
    """Collects organisations to be founded, parents first, and the links between both trees."""

    def __init__(self, random: Random, tops: dict[str, int]) -> None:
        self.random, self.tops = random, tops
        self.foundings: list[Founding] = []
        self.places: dict[str, int] = {}
        self.links: list[tuple[str, str]] = []

    def add(self, key: str, kind: str, name: str, under: str, years: tuple[int, int], short: str = "") -> str:
        """One organisation under the one with key `under`, founded between two years."""
        since = date(self.random.randint(*years), self.random.randint(1, 12), self.random.randint(1, 28))
        above = {"parent": self.tops[under]} if under in self.tops else {"under": self.places[under]}
        self.places[key] = len(self.foundings)
        self.foundings.append(Founding(kind, key, name, short, since, **above))
        return key


def plant(
    random: Random,
    university: University,
    tops: dict[str, int],
    subjects: Sequence[Subject],
    *,
    actor: Actor,
    offices: Sequence[str] = (*OFFICES, *SERVICES),
) -> Campus:
    """Found everything below the two tops (`party`, `unit`) and link it."""
    campus, planting = Campus(university), Planting(random, tops)
    for number, subject in enumerate(subjects, 1):
        campus.schools.append(_school(planting, number, subject))
    _offices(planting, campus, offices)
    ids = found_many(university.pk, actor=actor, foundings=planting.foundings)
    known = {o.pk: o for o in organisations_for(actor).filter(university=university)}
    campus.organisations = {key: known[ids[at]] for key, at in planting.places.items()}
    campus.organisations |= {key: known[pk] for key, pk in tops.items()}
    links = [("party", "unit"), *planting.links]
    by_key = campus.organisations
    cover_many(university.pk, actor=actor, links=[(by_key[p].pk, by_key[u].pk) for p, u in links])
    _pair(campus)
    return campus


def _school(planting: Planting, number: int, subject: Subject) -> School:
    """A School: its Party organisation with branches, itself with institutes, teams, platform and community.

    One working unit in twelve has nobody who covers it.
    """
    add, links, code = planting.add, planting.links, _code(number)
    kind, word = ("faculty-general-branch", "党总支") if subject.small else ("faculty-committee", "党委")
    years, short = (1984, 2012), f"{subject.short}学院"
    party = add(f"D{code}00", kind, f"{subject.name}{word}", "party", years, f"{short}{word}")
    unit = add(f"{code}00", "faculty", subject.name, "unit", (1958, 2006), short)
    school = School(subject, party, unit)
    links.append((party, unit))
    for at, (branch, institute) in enumerate(zip(subject.branches, subject.institutes, strict=True), 1):
        name = f"{branch}教师党支部"
        school.teacher_branches.append(add(f"D{code}1{at}", "teacher-branch", name, party, (2003, 2019)))
        school.institutes.append(add(f"{code}1{at}", "institute", institute, unit, (1962, 2015)))
        links.append((school.teacher_branches[-1], school.institutes[-1]))
    students = [
        "博士生党支部",
        "硕士生第一党支部",
        "本科生第一党支部",
        "本科生第二党支部",
        "硕士生第二党支部",
    ]
    for at, word in enumerate(students[: 4 + number % 2], 1):
        name = f"{subject.short}{word}"
        school.student_branches.append(add(f"D{code}2{at}", "student-branch", name, party, (2006, 2021)))
    for at, team in enumerate(subject.teams, 1):
        school.teams.append(add(f"{code}2{at}", "team", team, school.institutes[at - 1], (2014, 2022)))
    if number % 2:
        name = f"{subject.teams[0]}功能型党支部"
        school.functional.append(add(f"D{code}31", "functional-branch", name, party, (2019, 2022)))
        links.append((school.functional[0], school.teams[0]))
    elif number % 6:
        links.append((school.teacher_branches[0], school.teams[0]))
    links.extend((school.teacher_branches[0], team) for team in school.teams[1:])
    school.others.append(add(f"{code}31", "platform", subject.platform, unit, (2010, 2022)))
    school.others.append(add(f"{code}41", "community", subject.community, unit, (2017, 2022)))
    if number % 4 != 3:
        links.append((school.teacher_branches[1], school.others[0]))
    if number % 4 != 1:
        links.append((school.student_branches[2], school.others[1]))
    return school


def _code(number: int) -> str:
    """The first digits of the codes of a School: two, and three where two begin the codes of the offices."""
    return f"{number:02d}" if number < OFFICE else f"{number + 100}"


def _offices(planting: Planting, campus: Campus, offices: Sequence[str]) -> None:
    """The offices and services with their branches, and the branches of the retired."""
    add = planting.add
    middle = min(len(OFFICES), len(offices))
    campus.direct = [
        add("D8000", "direct-committee", "机关党委", "party", (1984, 2002)),
        add("D8100", "direct-committee", "后勤与直属单位党委", "party", (1984, 2002)),
        add("D8200", "direct-committee", "离退休工作党委", "party", (1986, 2002)),
    ]
    for at, name in enumerate(offices, 1):
        above = campus.direct[0] if at <= middle else campus.direct[1]
        branch = add(f"D8{at:03d}", "staff-branch", f"{name}党支部", above, (1990, 2018))
        office = add(f"8{at:03d}", "department", name, "unit", (1958, 2014))
        planting.links.append((branch, office))
        campus.offices.append((branch, office))
    for at in range(1, max(1, round(RETIRED * len(offices) / 30)) + 1):
        name = f"离退休第{_counted(at)}党支部"
        campus.retired.append(add(f"D82{at:02d}", "retired-branch", name, campus.direct[2], (1990, 2016)))


def _counted(number: int) -> str:
    """A number up to ninety-nine in Chinese."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones] if ones else ''}"


def _pair(campus: Campus) -> None:
    """Who carries matters with whom: each branch with its institute, its School, its team; a School with itself."""
    for school in campus.schools:
        subject = school.subject
        for at, (party, unit) in enumerate(zip(school.teacher_branches, school.institutes, strict=True)):
            branch = subject.branches[at]
            campus.pairs += [Pair(party, unit, subject, "teacher", branch)] * 3
            campus.pairs.append(Pair(party, school.unit, subject, "teacher", branch))
        campus.pairs += [
            Pair(party, school.unit, subject, "student", "") for party in school.student_branches
        ]
        campus.pairs += [Pair(party, school.teams[0], subject, "team", "") for party in school.functional]
        campus.pairs += [Pair(school.party, school.unit, subject, "school", "")] * 3
        campus.pairs.append(
            Pair(school.teacher_branches[1], school.others[0], subject, "teacher", subject.branches[1])
        )
    for at, (party, unit) in enumerate(campus.offices):
        subject = campus.schools[at % len(campus.schools)].subject
        campus.pairs.append(Pair(party, unit, subject, "office", ""))
    for at, (_branch, office) in enumerate(campus.offices[:12]):
        campus.pairs.append(Pair("party", office, campus.schools[at % len(campus.schools)].subject, "campus"))
    head = campus.schools[0]
    own = (head.teacher_branches[0], head.institutes[0])
    # Whoever leads both of these posts would answer her own notes.
    campus.pairs = [pair for pair in campus.pairs if (pair.party, pair.unit) != own]
