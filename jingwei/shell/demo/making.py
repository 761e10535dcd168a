"""Makes the demo: two universities under one authority, from their foundation to the desks of today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.db import transaction

from jingwei.adapters import clock, queue
from jingwei.adapters.clock import clock_at
from jingwei.foundation.matters.actions.chronicle import Chronicle
from jingwei.foundation.organisations.actions import found_top, make_appointment
from jingwei.foundation.organisations.queries import Organisation
from jingwei.foundation.people.actions import open_account, register_person
from jingwei.foundation.policy.actions import adopt_pack
from jingwei.foundation.universities.actions import Installation, admit_university
from jingwei.foundation.universities.queries import University
from jingwei.kernel.actor import Actor, system
from jingwei.shell.demo.casting import Casting
from jingwei.shell.demo.days import Days
from jingwei.shell.demo.lives import Telling
from jingwei.shell.demo.names import Register
from jingwei.shell.demo.people import Crowd, Someone, settle
from jingwei.shell.demo.personas import ELSEWHERE, HOME, PASSWORD, Persona, invite
from jingwei.shell.demo.showcase import showcase, showcase_elsewhere
from jingwei.shell.demo.trees import OFFICES, plant
from jingwei.shell.demo.words import Subject, Titles, subjects

SEED = 38
PEOPLE, MATTERS = 30_000, 1_200
ELSEWHERE_PEOPLE, ELSEWHERE_MATTERS = 600, 30
MONTHS = 26
DAY = timedelta(days=1)
AUTHORITY, NAME, OTHER = "北原省委教育工作委员会", "北疆理工大学", "临江师范学院"
CODES = {"authority": "A-0001", "home": "U-0001", "elsewhere": "U-0002"}
VERBS = (
    "universities.*",
    "organisations.*",
    "people.*",
    "accounts.*",
    "appointments.*",
    "memberships.*",
    "packs.*",
    "matters.*",
)
Say = Callable[[str], None]


@dataclass(frozen=True)
class Size:
    """How many Schools, people and matters."""

    schools: int
    people: int
    matters: int
    offices: int


def sizes(scale: float) -> Size:
    """The whole demo for 1, a small one of the same shape for less."""
    root = scale**0.5
    return Size(
        max(2, round(24 * root)),
        max(300, round(PEOPLE * scale)),
        round(MATTERS * scale),
        max(3, round(30 * root)),
    )


@transaction.atomic
def make(*, scale: float = 1.0, seed: int = SEED, say: Say = lambda _line: None) -> None:
    """Make everything on an empty installation; the same for the same day and seed."""
    random, today = Random(f"{seed} {clock.today()}"), clock.today()
    begin = _months_before(today, MONTHS)
    size = sizes(scale)
    with clock_at(begin):
        tops = _tops()
    home, elsewhere = tops["home"], tops["elsewhere"]
    register = Register(random)
    crowds = []
    for university, personas, chosen, people, offices in (
        (home, HOME, subjects()[: size.schools], size.people, size.offices),
        (elsewhere, ELSEWHERE, _others(), max(60, round(ELSEWHERE_PEOPLE * scale)), 4),
    ):
        crowds.append(_settled(random, university, personas, chosen, people, offices, begin, today, register))
        say(
            f"{university[0].name}: {len(crowds[-1].campus.organisations)} organisations, {len(crowds[-1].people)} people"
        )
    with clock_at(begin):
        _province(tops)
    days = Days(random, begin, today + timedelta(days=400))
    for crowd, count, shown in (
        (crowds[0], size.matters, showcase),
        (crowds[1], max(4, round(ELSEWHERE_MATTERS * scale)), showcase_elsewhere),
    ):
        said = _tell(random, crowd, days, count, shown)
        say(f"{crowd.campus.university.name}: {said}")


def settle_roll_ups() -> None:
    """Let what follows from the records be done now, so that the figures are there at once."""
    queue.drain()


Top = tuple[University, dict[str, int]]


def _months_before(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, 1)


def _builder(university: University | None = None) -> Actor:
    return system("系统", *VERBS, university_id=university.pk if university else 0)


def _tops() -> dict[str, Top]:
    """The authority and both universities, with their roots and the pack they follow."""
    here, made = Installation(), {}
    above: Organisation | None = None
    for key, name, kind in (
        ("authority", AUTHORITY, "authority"),
        ("home", NAME, "university"),
        ("elsewhere", OTHER, "university"),
    ):
        university = admit_university(here, actor=_builder(), code=CODES[key], name=name, kind=kind)
        actor = _builder(university)
        roots = {}
        for tree, root, label in (
            (("party", "education-work-committee", name),)
            if kind == "authority"
            else (("party", "university-committee", f"中共{name}委员会"), ("unit", "university", name))
        ):
            organisation = found_top(
                university,
                actor=actor,
                tree=tree,
                kind=root,
                code="D0000" if tree == "party" else "0000",
                name=label,
                under=above if tree == "party" else None,
                since=date(1958, 9, 1),
            )
            roots[tree] = organisation.pk
            above = organisation if kind == "authority" else above
        adopt_pack(university, actor=actor, pack=university.pack)
        made[key] = (university, roots)
    return made


def _others() -> tuple[Subject, ...]:
    """The Schools of the second university."""
    return tuple(s for s in subjects() if s.short in ("数学", "外语", "体育"))


def _settled(
    random: Random,
    top: Top,
    personas: tuple[Persona, ...],
    chosen: tuple[Subject, ...],
    people: int,
    offices: int,
    begin: date,
    today: date,
    register: Register,
) -> Crowd:
    """A university with its trees, its people and their posts and accounts."""
    university, roots = top
    actor = _builder(university)
    with clock_at(begin):
        from jingwei.shell.demo.trees import SERVICES  # noqa: PLC0415

        campus = plant(
            random, university, roots, chosen, actor=actor, offices=(*OFFICES, *SERVICES)[:offices]
        )
    crowd = Crowd(random, campus, begin, today, register)
    crowd.invited = invite(crowd, personas)
    settle(crowd, people)
    crowd.enter(actor)
    crowd.appoint(actor)
    with clock_at(begin + 30 * DAY):
        for someone in crowd.invited.values():
            if someone.account:
                _account(university, someone, actor)
    return crowd


def _account(university: University, someone: Someone, actor: Actor) -> None:
    open_account(
        university, actor=actor, username=someone.account, password=PASSWORD, person=someone.as_person
    )


def _province(tops: dict[str, Top]) -> None:
    """The officer of the authority."""
    university, roots = tops["authority"]
    actor = _builder(university)
    officer = register_person(
        university,
        actor=actor,
        code="20050001",
        name="龙望舒",
        sex="f",
        category="staff",
        standing="member",
    )
    from jingwei.foundation.organisations.queries import organisation_for

    top = organisation_for(actor, roots["party"])
    make_appointment(top, actor=actor, person=officer, role="province-officer")
    open_account(university, actor=actor, username="province", password=PASSWORD, person=officer)


def _tell(random: Random, crowd: Crowd, days: Days, count: int, shown) -> str:
    university = crowd.campus.university
    chronicle = Chronicle(university, actor=system("系统", "matters.*", university_id=university.pk))
    platform = system("系统", "matters.*", university_id=university.pk)
    titles = Titles(random)
    telling = Telling(chronicle, random, days, clock.now(), platform=platform)
    stories = list(shown(crowd, chronicle, titles, platform))
    casting = Casting(random, crowd, days, titles)
    drawn = [(days.moment(opens), life, cast) for opens, life, cast in casting.lives(count)]
    todo = [(at, lambda life=life, cast=cast: telling.tell(life, cast)) for at, life, cast in drawn]
    for _at, tell in sorted([*todo, *stories], key=lambda pair: pair[0]):
        tell()
    matters = len(chronicle.rows[next(iter(chronicle.rows))])
    return f"{matters} matters, {chronicle.write()} records"
