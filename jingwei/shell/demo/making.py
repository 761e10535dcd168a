"""Makes the demo: two universities under one authority, from their first day to the desks of today."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from django.db import transaction

from jingwei.adapters import clock, worker
from jingwei.foundation.matters.actions.chronicle import Chronicle
from jingwei.mechanisms.measures.actions import make_all_ready
from jingwei.shell.demo.casting import Casting, lives
from jingwei.shell.demo.days import Days
from jingwei.shell.demo.drawing import Drawing
from jingwei.shell.demo.founding import ELSEWHERE, HOME, authority, platform, settled, tops
from jingwei.shell.demo.lives import Telling
from jingwei.shell.demo.names import Register
from jingwei.shell.demo.people import Crowd
from jingwei.shell.demo.personas import PEOPLE_ELSEWHERE, PEOPLE_HOME
from jingwei.shell.demo.showcase import spring, waiting
from jingwei.shell.demo.showcase.deciding import decided
from jingwei.shell.demo.showcase.from_above import sent_from_above
from jingwei.shell.demo.showcase.handing_down import handed_down
from jingwei.shell.demo.showcase.meeting import met
from jingwei.shell.demo.showcase.passing_down import passed_down
from jingwei.shell.demo.showcase.script import Script
from jingwei.shell.demo.showcase.seating import seated
from jingwei.shell.demo.showcase.solving import solved
from jingwei.shell.demo.showcase.studying import studied
from jingwei.shell.demo.showcase.witnessing import witnessed
from jingwei.shell.demo.words import Titles, subjects
from jingwei.shell.demo.work import Work

SEED = 38
MONTHS = 26
AHEAD = timedelta(days=400)
SCHOOLS, OFFICES, PEOPLE, MATTERS = 24, 30, 30_000, 1_200
SMALL_OFFICES, SMALL_PEOPLE, SMALL_MATTERS = 4, 600, 30
SMALL_SCHOOLS = ("数学", "外语", "体育")
Say = Callable[[str], None]
Story = tuple[datetime, Callable[[], None]]


@dataclass(frozen=True)
class Size:
    """How much of the demo is made: 1 for all of it, less for a small one of the same shape."""

    scale: float

    def of(self, whole: int, least: int) -> int:
        """A number that grows with the demo."""
        return max(least, round(whole * self.scale))

    def slowly(self, whole: int, least: int) -> int:
        """A number that grows with the root of the demo."""
        return max(least, round(whole * self.scale**0.5))


@transaction.atomic
def make(*, scale: float = 1.0, seed: int = SEED, say: Say = lambda _line: None) -> None:
    """Make everything on an empty installation; the same for the same day and seed."""
    today, size = clock.today(), Size(scale)
    random = Random(f"{seed} {today}")
    begin = months_before(today, MONTHS)
    made, register = tops(begin), Register(random)
    home = settled(
        random,
        made[HOME],
        register,
        begin=begin,
        today=today,
        subjects=subjects()[: size.slowly(SCHOOLS, 2)],
        offices=size.slowly(OFFICES, SMALL_OFFICES),
        people=size.of(PEOPLE, 300),
        personas=PEOPLE_HOME,
    )
    say(_counted(home))
    other = settled(
        random,
        made[ELSEWHERE],
        register,
        begin=begin,
        today=today,
        subjects=tuple(each for each in subjects() if each.short in SMALL_SCHOOLS),
        offices=SMALL_OFFICES,
        people=size.of(SMALL_PEOPLE, 60),
        personas=PEOPLE_ELSEWHERE,
    )
    say(_counted(other))
    days = Days(random, begin, today + AHEAD)
    say(_told(random, home, days, size.of(MATTERS, 0), _shown_at_home))
    witnessed(home)
    head = authority(made)
    sent_from_above(head.officer, head.organisation, other)
    handed_down(home, Random(f"{seed} {today} directives"))
    passed_down(home, Random(f"{seed} {today} directive"))
    decided(home)
    seated(home)
    solved(home)
    met(home, Random(f"{seed} {today} meetings"))
    studied(home, Random(f"{seed} {today} study"))
    say(_told(random, other, days, size.of(SMALL_MATTERS, 4), _shown_elsewhere))


def settle_figures() -> None:
    """Do now what follows from the records, so that the figures are there at once."""
    worker.drain()
    make_all_ready()


def months_before(day: date, months: int) -> date:
    """The first day of the month so many months before that of a day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(years, month + 1, 1)


def _counted(crowd: Crowd) -> str:
    campus = crowd.campus
    return f"{campus.university.name}: {len(campus.organisations)} organisations, {len(crowd.people)} people"


def _told(
    random: Random,
    crowd: Crowd,
    days: Days,
    count: int,
    shown: Callable[[Crowd, Chronicle], Iterator[Story]],
) -> str:
    """Tell all matters of a university in the order in which they were opened."""
    university = crowd.campus.university
    actor = platform(university)
    chronicle, titles = Chronicle(university, actor=actor), Titles(random)
    titles.given |= {plan.title for plan, _tell in (*waiting.HERE.values(), waiting.THERE)} | {
        spring.PLAN.title
    }
    work, casting = Work(random, crowd.campus), Casting(random, crowd)
    drawing = Drawing(random, days, titles, crowd.today)
    telling = Telling(chronicle, random, days, clock.now(), platform=actor)
    stories = list(shown(crowd, chronicle))
    for life, cast in lives(casting, drawing, work, count):
        stories.append((days.moment(life.opens), partial(telling.tell, life, cast)))
    for _at, tell in sorted(stories, key=lambda story: story[0]):
        tell()
    return f"{university.name}: {len(stories)} matters, {chronicle.write()} records"


def _shown_at_home(crowd: Crowd, chronicle: Chronicle) -> Iterator[Story]:
    """The matters told by hand at the first university, between which places."""
    school, office = crowd.campus.schools[0], crowd.campus.offices[-1][1]
    first, second, third, _fourth = school.teacher_branches
    script = partial(Script, crowd, chronicle, platform(crowd.campus.university))
    yield _story(crowd, spring.PLAN.opened, partial(spring.spring, script(first, school.unit)))
    for name, (party, unit) in {
        "calibration": (second, school.institutes[0]),
        "young": (school.party, school.unit),
        "repair": (school.party, school.unit),
        "open lab": (third, school.institutes[2]),
        "safety": (school.student_branches[1], school.unit),
        "instruments": ("party", office),
    }.items():
        plan, tell = waiting.HERE[name]
        yield _story(crowd, plan.opened, partial(tell, script(party, unit)))


def _shown_elsewhere(crowd: Crowd, chronicle: Chronicle) -> Iterator[Story]:
    script = Script(crowd, chronicle, platform(crowd.campus.university), "party", crowd.campus.offices[-1][1])
    plan, tell = waiting.THERE
    yield _story(crowd, plan.opened, partial(tell, script))


def _story(crowd: Crowd, opened: int, tell: Callable[[], None]) -> Story:
    day = crowd.today + timedelta(days=opened)
    return datetime.combine(day, time(9), clock.ZONE), tell
