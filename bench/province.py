"""Makes a synthetic province: universities with two trees each, their people, a few posts, a year of matters.

Everything goes through verbs and bulk doors, so the records are there too; the same seed gives the same province.
Run as `python -m bench.inside province`, with the environment naming an empty database.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from django.core.management import call_command
from django.db import connection

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.matters.actions.chronicle import Chronicle
from jingwei.foundation.organisations.actions import (
    Belonging,
    Founding,
    Naming,
    appoint_many,
    begin_many,
    begin_membership,
    cover_many,
    cover_unit,
    found_many,
    found_top,
)
from jingwei.foundation.organisations.models import Coverage, Organisation
from jingwei.foundation.people.actions import open_account, register_many, register_person
from jingwei.foundation.universities.actions import Installation, admit_university
from jingwei.foundation.universities.models import University
from jingwei.kernel.actor import system

SEED = 20220038
BEGIN = date(2024, 9, 1)
PASSWORD = "jingwei-demo"
CHUNK = 6000
SURNAMES = "龙祁戚孟柏乔沈裴喻姜明季唐萧卫骆严华金魏陶邹苏潘葛范彭鲁韦苗凤花方俞任袁柳鲍史费廉岑薛雷贺倪汤"
GIVEN = "望舒远山晓岚青禾鸿钧砚秋若谷清川一舟小满文博守正明察长风听雨知行景行嘉木思齐云开安澜予怀既白星野"


@dataclass(frozen=True)
class Scale:
    """How large: universities, schools in each, institutes (and branches) in each school, people in each university."""

    universities: int = 5
    schools: int = 40
    institutes: int = 24
    people: int = 30_000
    matters: int = 300

    @property
    def organisations(self) -> int:
        """All organisations of both trees."""
        return self.universities * 2 * (1 + self.schools * (1 + self.institutes)) + 1


@dataclass
class Province:
    """What the benchmarks ask for: sessions to be opened, pages to be read."""

    accounts: list[str] = field(default_factory=list)
    university: int = 0
    school: int = 0
    matter: int = 0
    person: int = 0
    people_here: int = 0
    people: int = 0
    organisations: int = 0


def make(scale: Scale) -> Province:
    """Make the province in the database of the settings."""
    province, chance = Province(), random.Random(SEED)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("pack", "load", "--builtin", verbosity=0)
    with clock_at(BEGIN):
        authority = _authority()
        for number in range(scale.universities):
            _university(province, scale, chance, authority, number)
    _year_of_matters(province, scale, chance)
    call_command("measures", "recompute", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return province


def _builder() -> Any:

    return system(
        "系统",
        *"universities.* organisations.* people.* accounts.* appointments.* memberships.* matters.*".split(),
    )


def _authority() -> Any:

    owner = admit_university(
        Installation(), actor=_builder(), code="A-0001", name="北原省委教育工作委员会", kind="authority"
    )
    return found_top(
        owner,
        actor=_builder(),
        tree="party",
        kind="education-work-committee",
        code="authority",
        name="北原省委教育工作委员会",
        under=None,
    )


def _university(province: Province, scale: Scale, chance: random.Random, authority: Any, number: int) -> None:

    name = f"北原第{number + 1}大学"
    owner = admit_university(
        Installation(), actor=_builder(), code=f"U-{number:04d}", name=name, kind="university"
    )
    tops = [
        found_top(owner, actor=_builder(), tree=tree, kind=kind, code="top", name=title, under=under)
        for tree, kind, title, under in (
            ("party", "university-committee", f"中共{name}委员会", authority),
            ("unit", "university", name, None),
        )
    ]
    cover_unit(tops[0], actor=_builder(), unit=tops[1])
    schools, institutes, branches = _trees(owner, tops, scale)
    _people(owner, scale, chance, institutes, branches)
    if number == 0:
        _posts(province, owner, tops[0].pk, schools, branches)
        province.university, province.school = owner.pk, schools[0][1]
        province.people_here = scale.people + len(province.accounts)
    province.organisations += 2 + 2 * len(schools) + len(institutes) + len(branches)
    province.people += scale.people


def _trees(
    owner: Any, tops: Sequence[Any], scale: Scale
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Schools as (Party, unit) pairs, institutes and branches in the same order; each branch covers its institute."""

    def found(foundings: Iterator[Founding]) -> list[int]:
        return found_many(owner.pk, actor=_builder(), foundings=list(foundings))

    party = found(
        Founding("faculty-committee", f"P{at:03d}", f"第{at}学院党委", parent=tops[0].pk)
        for at in range(scale.schools)
    )
    unit = found(
        Founding("faculty", f"{at:03d}", f"第{at}学院", parent=tops[1].pk) for at in range(scale.schools)
    )
    branches = found(
        Founding("teacher-branch", f"P{at:03d}{one:02d}", f"第{at}学院第{one}党支部", parent=party[at])
        for at in range(scale.schools)
        for one in range(scale.institutes)
    )
    institutes = found(
        Founding("institute", f"{at:03d}{one:02d}", f"第{at}学院第{one}研究所", parent=unit[at])
        for at in range(scale.schools)
        for one in range(scale.institutes)
    )
    links = [*zip(party, unit, strict=True), *zip(branches, institutes, strict=True)]
    cover_many(owner.pk, actor=_builder(), links=links)
    return list(zip(party, unit, strict=True)), institutes, branches


def _people(
    owner: Any, scale: Scale, chance: random.Random, institutes: list[int], branches: list[int]
) -> None:
    """One in five is a member and stands in the branch beside the institute; schools lie mixed in the order of ids."""
    drawn = _drawn(chance, scale.people)
    while block := list(islice(drawn, CHUNK)):
        ids = register_many(owner, actor=_builder(), people=block)
        belongings = []
        for pk, person in zip(ids, block, strict=True):
            place = chance.randrange(len(institutes))
            belongings.append(Belonging(pk, person["code"], person["name"], institutes[place]))
            if person["standing"] == "member":
                belongings.append(Belonging(pk, person["code"], person["name"], branches[place]))
        begin_many(owner.pk, actor=_builder(), belongings=belongings)


def _drawn(chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        is_member = number % 5 == 0
        yield {
            "code": f"{2000 + number % 25}{number:06d}",
            "name": chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2)),
            "sex": chance.choice("mf"),
            "category": "teacher" if number % 10 == 0 else "student",
            "standing": "member" if is_member else "league",
            "id_number": f"{chance.randrange(10**16):017d}X",
            "phone": f"199{chance.randrange(10**8):08d}",
            "email": f"p{number}@example.invalid",
            "job_title": "副教授" if number % 10 == 0 else "",
            "joined_on": date(2010, 7, 1) + timedelta(days=chance.randrange(4000)) if is_member else None,
        }


def _posts(
    province: Province, owner: Any, committee: int, schools: list[tuple[int, int]], branches: list[int]
) -> None:
    """The three who read lists: of the university, of a school, of a branch."""
    for account, role, place in (
        ("university", "organisation-officer", committee),
        ("school", "faculty-secretary", schools[0][0]),
        ("branch", "branch-secretary", branches[0]),
    ):
        person = register_person(
            owner, actor=_builder(), code=f"post-{account}", name="沈砚秋", standing="member"
        )
        open_account(owner, actor=_builder(), username=account, password=PASSWORD, person=person)
        begin_membership(Organisation.objects.get(pk=branches[0]), actor=_builder(), person=person)
        naming = Naming(person.pk, person.code, person.name, place, role)
        appoint_many(owner.pk, actor=_builder(), namings=[naming])
        province.accounts.append(account)
        province.person = person.pk


def _year_of_matters(province: Province, scale: Scale, chance: random.Random) -> None:
    """Matters of branches and their institutes, at work: planned, deployed, noted and confirmed."""
    owner = University.objects.get(pk=province.university)
    links = Coverage.objects.filter(university=owner, unit__kind="institute").select_related("party", "unit")
    pairs = [(link.party, link.unit) for link in links.order_by("pk")[: scale.matters]]
    chronicle = Chronicle(owner, actor=_builder())
    last = clock.now() - timedelta(days=300)
    for number in range(scale.matters):
        party, unit = pairs[number % len(pairs)]
        _matter(chronicle, party, unit, last + timedelta(hours=6 * number), chance)
    first = next(iter(chronicle.rows.values()))[0]
    chronicle.write()
    province.matter = first.pk


def _matter(chronicle: Any, party: Any, unit: Any, at: datetime, chance: random.Random) -> None:
    actor = _builder()
    day = timedelta(days=1)
    matter = chronicle.open(
        actor=actor,
        at=at,
        party=party,
        unit=unit,
        type="general",
        title=f"{unit.name}对口服务",
        starts=at.date(),
        due=at.date() + timedelta(days=180),
        functions=("research", "service"),
        guarantees=("organisation",),
        orientations=("economy",),
        clauses=("2.3", "4.1a"),
    )
    words = {"combine": "支部和研究所一起定", "effort": "党员带头", "contribute": "服务更快"}
    chronicle.set_points(matter, actor=actor, at=at + day, **words)
    chronicle.add_goal(
        matter, actor=actor, at=at + day, text="驻点服务", measure="户数", unit_word="户", target=Decimal(40)
    )
    milestones = [
        chronicle.add_milestone(
            matter,
            actor=actor,
            at=at + day,
            title=f"第{step}步",
            due=at.date() + timedelta(days=40 * step),
            owner=side,
            weight=25,
        )
        for step, side in enumerate(("party", "unit", "party", "unit"), 1)
    ]
    for stage in (2, 4):
        for side in ("party", "unit"):
            chronicle.agree(matter, actor=actor, at=at + stage * day, side=side)
    for step in range(12):
        deed = chronicle.note(
            matter,
            actor=actor,
            at=at + (6 + 3 * step) * day,
            text=f"第{step + 1}次走进现场，解决了{chance.randrange(2, 9)}个问题",
            side=("party", "unit")[step % 2],
            milestone=milestones[step % 4],
            changed="decision" if step % 2 == 0 else "",
        )
        if step < 9:
            chronicle.confirm(deed, actor=actor, at=at + (7 + 3 * step) * day)


def main(arguments: list[str]) -> dict[str, Any]:
    """Make a province; `people=2000` and the like change its scale."""
    asked = dict(argument.split("=") for argument in arguments)
    return asdict(make(Scale(**{name: int(value) for name, value in asked.items()})))
