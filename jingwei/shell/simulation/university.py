"""Writes one university of the province: its trees, its people, its posts, then years of matters out of the library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from django.db import transaction

from jingwei.adapters.chance import drawing_from
from jingwei.foundation.matters.actions.chronicle import Setting, Stamping, player
from jingwei.kernel.bulk import numbering_after
from jingwei.kernel.call import Call, calling
from jingwei.shell.demo.casting import MOST_HANDS, SPREAD, Casting
from jingwei.shell.demo.drawing import worked_on
from jingwei.shell.demo.founding import Top, planted, platform
from jingwei.shell.demo.lives import Cast
from jingwei.shell.demo.names import Register
from jingwei.shell.demo.people import Crowd, Someone, settle
from jingwei.shell.demo.trees import Pair
from jingwei.shell.demo.words import Subject, subjects
from jingwei.shell.demo.work import Work
from jingwei.shell.simulation.patterns import ENDED, INSPECTORS, YEAR, Library, Rehearsed
from jingwei.shell.simulation.truth import Truth

RANGE = 10_000_000
"""Ids that each university has to itself in every table, so that they do not hang on who writes first."""
TIMES = "二三四五六七八九十"
UNDER_WAY = sum(number for state, number, _first, _last in SPREAD if state not in ENDED)
WITHDRAWN = next(number for state, number, _first, _last in SPREAD if state == "withdrawn")
CLOSED = next(number for state, number, _first, _last in SPREAD if state == "closed")
DEMO_YEARS, DEMO_MATTERS = 26 / 12, 1200


@dataclass(frozen=True)
class Size:
    """How large a university is; matters are those of one year."""

    schools: int = 24
    offices: int = 30
    people: int = 13_600
    members: float = 0.45
    matters: int = 800


@dataclass(frozen=True)
class Written:
    """What is told back of a university: the truth, the highest id in each table, who may read it."""

    truth: Truth
    highest: Counter[str]
    posts: dict[str, int]


@dataclass(frozen=True)
class Writing:
    """All that universities of a province have in common."""

    seed: int
    size: Size
    begin: date
    today: date
    library: Library

    @transaction.atomic
    def write(self, number: int, top: Top) -> Written:
        """Write the university of that number, counted from 1; the same each time."""
        random = Random(f"{self.seed} {number}")
        call = Call(request_id=random.randbytes(8).hex())
        with numbering_after(number * RANGE) as taken, drawing_from(random), calling(call):
            crowd = self._crowd(random, top)
            truth = Truth(top.university.code, top.university.name)
            Matters(self, random, crowd, truth).tell()
        truth.counts += Counter(
            organisations=len(crowd.campus.organisations),
            people=len(crowd.people),
            members=sum(1 for each in crowd.people if each.branch),
        )
        highest = Counter({table: number * RANGE + count for table, count in taken.items()})
        posts = {role: someone.id for role, someone in _readers(crowd, truth)}
        return Written(truth, highest, posts)

    def _crowd(self, random: Random, top: Top) -> Crowd:
        """The university with its people and posts, before its first matter."""
        actor, size = platform(top.university), self.size
        campus = planted(random, top, self.begin, schools(size.schools), offices=size.offices)
        crowd = Crowd(random, campus, self.begin, self.today, Register(random))
        settle(crowd, size.people, size.members)
        branch, office = campus.offices[0]
        for role in ("committee-secretary", *["organisation-officer"] * INSPECTORS):
            crowd.lead(role, "party", crowd.add("staff", office, branch))
        crowd.enter(actor)
        crowd.appoint(actor)
        return crowd


def _readers(crowd: Crowd, truth: Truth) -> Iterator[tuple[str, Someone]]:
    """Who will read: an officer of the university, the secretary of the first School and of a branch that has work."""
    school = crowd.campus.schools[0]
    branches = [b for each in crowd.campus.schools for b in each.teacher_branches]
    at_work = (b for b in branches if ("party", crowd.campus.organisations[b].code) in truth.places)
    yield "university", next(s for s in crowd.people if ("organisation-officer", "party") in s.posts)
    yield "school", crowd.leaders[school.party]
    yield "branch", crowd.leaders[next(at_work, branches[0])]


def schools(count: int) -> tuple[Subject, ...]:
    """So many Schools; beyond those of the file, further ones of the same subjects."""
    known = subjects()
    return tuple(_again(known[at % len(known)], at // len(known)) for at in range(count))


def _again(subject: Subject, time: int) -> Subject:
    return replace(subject, name=f"{subject.name}（{TIMES[time - 1]}部）") if time else subject


class Matters:
    """Tells what a university does in its years."""

    def __init__(self, writing: Writing, random: Random, crowd: Crowd, truth: Truth) -> None:
        self.writing, self.random, self.crowd, self.truth = writing, random, crowd, truth
        campus = crowd.campus
        self.work = Work(random, campus, own=random.gauss(0, 0.08), branches=0.08)
        self.casting = Casting(random, crowd)
        self.settings: dict[tuple[str, str], Setting | None] = {}

    def tell(self) -> None:
        """Tell and write everything."""
        university = self.crowd.campus.university
        stamping = Stamping(university, actor=platform(university))
        drawn = sorted(self._drawn(), key=lambda each: (each[0].pattern.opens + each[2], each[1].party))
        for rehearsed, pair, later in drawn:
            setting = self._setting(pair)
            assert setting is not None
            stamping.tell(rehearsed.pattern, self._in_words(setting, pair, rehearsed), later)
            self._keep(rehearsed, pair)
        stamping.write()

    def _drawn(self) -> Iterator[tuple[Rehearsed, Pair, timedelta]]:
        """What is told, of whom, and how much later (earlier) than it was rehearsed."""
        campus = self.crowd.campus
        pairs = [pair for pair in campus.pairs if self._setting(pair)]
        weights = [self.casting.busy[pair.party] for pair in pairs]
        for state, number in self._numbers():
            for pair in self.random.choices(pairs, weights, k=number) if pairs else ():
                yield self._one(pair, state)

    def _numbers(self) -> Iterator[tuple[str, int]]:
        """How many matters of each state: those under way are as many as a year's rate has at any time."""
        yearly = self.writing.size.matters
        whole = yearly * self._years
        share = yearly * DEMO_YEARS / DEMO_MATTERS
        under_way = {s: round(n * share) for s, n, _first, _last in SPREAD if s not in ENDED}
        ended = max(0.0, whole - sum(under_way.values()))
        withdrawn = round(ended * WITHDRAWN / (WITHDRAWN + CLOSED))
        yield from (under_way | {"withdrawn": withdrawn, "closed": round(ended) - withdrawn}).items()

    @property
    def _years(self) -> float:
        return (self.writing.today - self.writing.begin).days / 365.25

    def _one(self, pair: Pair, state: str) -> tuple[Rehearsed, Pair, timedelta]:
        random = self.random
        back = random.randrange(max(1, round(self._years))) if state in ENDED else 0
        gone = 1 - (back + random.random()) / max(1.0, self._years)
        course = self.work.going(pair, max(0.0, gone))
        unit = self.crowd.campus.organisations[pair.unit]
        fitting = self.writing.library.fitting(pair.kind, unit.kind, state, _sorts(worked_on(pair)))
        if state == "closed":
            fitting = [each for each in fitting if each.course.label == course.label]
        nearest = min(abs(each.course.quality - course.quality) for each in fitting)
        rehearsed = random.choice(
            [each for each in fitting if abs(each.course.quality - course.quality) < nearest + 1e-9]
        )
        while back and rehearsed.pattern.opens - back * YEAR < self.writing.begin:
            back -= 1
        return rehearsed, pair, -back * YEAR

    def _setting(self, pair: Pair) -> Setting | None:
        """Where a pair's matters are told and by whom; None where nobody there could note what comes of them."""
        key = pair.party, pair.unit
        if key not in self.settings:
            self.settings[key] = self._set(pair, self.casting.cast(pair))
        return self.settings[key]

    def _set(self, pair: Pair, cast: Cast) -> Setting | None:
        leaders = {post.person_id for post in cast.posts.values()}
        hands = {
            side: [
                player(actor, person.code)
                for actor, person in zip(cast.hands[side], cast.people[side], strict=False)
                if actor.person_id not in leaders
            ]
            for side in cast.posts
        }
        if not hands["unit"] or not cast.inspectors or len(leaders) < len(cast.posts):
            return None
        posts = [player(cast.posts[side], "") for side in ("party", "unit")]
        players = [
            *posts,
            *_repeated(hands["party"] or posts[:1], MOST_HANDS),
            *_repeated(hands["unit"], MOST_HANDS),
            *_repeated([player(each, "") for each in cast.inspectors], INSPECTORS),
        ]
        university_id = self.crowd.campus.university.pk
        return Setting(university_id, cast.places["party"], cast.places["unit"], (), players)

    def _in_words(self, setting: Setting, pair: Pair, rehearsed: Rehearsed) -> Setting:
        """The setting with something to work on."""
        random, subject = self.random, worked_on(pair)
        things = [thing for thing, sort in map(_sorted, subject.objects) if sort == rehearsed.sort]
        branch = pair.branch or setting.party.name.removesuffix("党支部")
        words = (
            branch,
            random.choice(things),
            random.choice(subject.partners),
            random.choice(subject.courses),
            subject.name,
            subject.short,
        )
        return replace(setting, words=words)

    def _keep(self, rehearsed: Rehearsed, pair: Pair) -> None:
        truth, organisations = self.truth, self.crowd.campus.organisations
        truth.counts["matters"] += 1
        truth.states[rehearsed.pattern.state] += 1
        for tree, key in (("party", pair.party), ("unit", pair.unit)):
            place = (tree, organisations[key].code)
            truth.places[place].add(rehearsed.course, rehearsed.only)
            truth.names[place] = organisations[key].name


def _repeated(players: Sequence[tuple[object, ...]], count: int) -> Iterator[tuple[object, ...]]:
    """So many players, from the first again where there are fewer."""
    return (players[at % len(players)] for at in range(count))


def _sorted(thing: str) -> tuple[str, str]:
    name, _slash, sort = thing.partition("/")
    return name, sort or "thing"


def _sorts(subject: Subject) -> frozenset[str]:
    return frozenset(sort for _name, sort in map(_sorted, subject.objects))
