"""Decides the order of a life: steps with their moments, of which those up to now are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from jingwei.adapters import clock
from jingwei.foundation.matters.actions.chronicle import Chronicle
from jingwei.foundation.organisations.queries import Organisation
from jingwei.foundation.people.queries import Person
from jingwei.kernel.actor import Actor
from jingwei.shell.demo.days import Days
from jingwei.shell.demo.words import Count, Patterns, counts, fitting, words

Step = Callable[[datetime], None]


@dataclass(frozen=True)
class Cast:
    """Who plays in a matter: the posts of both sides with their people, and who looks at it from outside."""

    places: dict[str, Organisation]
    posts: dict[str, Actor]
    above: Actor | None
    hands: dict[str, list[Actor]]
    people: dict[str, list[Person]]
    inspectors: list[Actor]


@dataclass(frozen=True)
class Life:
    """One matter to be: when it opens and how long it takes in working days, and how well it goes."""

    branch: str
    counted: str
    type: str
    title: str
    slots: dict[str, str]
    tags: dict[str, tuple[str, ...]]
    opens: float
    length: float
    quality: float
    label: bool = False
    only: str = ""
    withdrawn_at: float = 0


@dataclass
class Course:
    """What came of a life so far, while it is told."""

    matter: Any = None
    goals: list[Any] = field(default_factory=list)
    milestones: list[Any] = field(default_factory=list)
    tasks: list[Any] = field(default_factory=list)
    proved: dict[int, set[str]] = field(default_factory=dict)
    accepted: int = 0
    outcome: bool = False
    inspection: Any = None


class Steps:
    """The steps of the life at hand, and the words for them."""

    def __init__(
        self, chronicle: Chronicle, random: Random, days: Days, now: datetime, *, platform: Actor
    ) -> None:
        self.chronicle, self.random, self.days, self.now, self.platform = (
            chronicle,
            random,
            days,
            now,
            platform,
        )

    def take(self, life: Life, cast: Cast) -> None:
        """Begin with a life."""
        self.life, self.cast, self.so_far = life, cast, Course()
        self.steps: list[tuple[datetime, Step]] = []
        self.latest = datetime.min.replace(tzinfo=clock.ZONE)
        self.counts: list[Count] = self.random.sample(counts(life.counted), self.random.choice((1, 1, 2)))
        count = self.counts[0]
        self.slots = life.slots | {
            "g": count.name,
            "unit": count.unit,
            "r": "降到" if count.start > count.target else "达到",
            "from": f"{count.start:g}",
            "to": f"{count.target:g}",
            "b": life.branch or cast.places["party"].name.removesuffix("党支部"),
            "i": cast.places["unit"].name,
        }

    def run(self) -> None:
        """Tell the steps in order of time, until now or until the matter is withdrawn."""
        withdrawn = self.moment(self.life.withdrawn_at) if self.life.withdrawn_at else None
        end = min(self.now, withdrawn) if withdrawn else self.now
        for at, step in sorted(self.steps, key=lambda pair: pair[0]):
            if at > end:
                break
            step(at)
        if withdrawn and withdrawn <= self.now and self.so_far.matter:
            reason = self.say(words()["withdrawals"])
            actor = self.cast.posts["party"]
            self.chronicle.withdraw(self.so_far.matter, actor=actor, at=withdrawn, reason=reason)

    def moment(self, share: float, jitter: float = 0) -> datetime:
        """A moment at a share of the life, up to `jitter` working days later."""
        return self.days.moment(self.life.opens + self.life.length * share + self.random.uniform(0, jitter))

    def day(self, share: float) -> date:
        """The day at a share of the life."""
        return self.days.at(self.life.opens + self.life.length * share)

    def step(self, at: datetime, tell: Step) -> datetime:
        """A step at a moment, whatever comes before."""
        self.steps.append((at, tell))
        return at

    def then(self, at: datetime, tell: Step) -> datetime:
        """A step at a moment, later than those before where the moment is too early."""
        if at <= self.latest:
            at = self.latest + timedelta(minutes=self.random.randint(2, 25))
        self.latest = at
        return self.step(at, tell)

    def say(self, patterns: Patterns, **more: str) -> str:
        """One of the sentences, filled."""
        random = self.random
        first = random.randint(2, 9)
        figures = {"n": str(first), "m": str(first + random.randint(1, 28))}
        names = {"x": self.somebody("party"), "k": self.somebody("unit")}
        return random.choice(fitting(patterns, self.slots["kind"])).format_map(
            self.slots | figures | names | more
        )

    def somebody(self, side: str) -> str:
        """The name of somebody on a side."""
        people = self.cast.people[side]
        return self.random.choice(people).name if people else self.cast.posts[side].name


def rounded(value: float, count: Count) -> Decimal:
    """A figure as people would write it: few digits where it is small."""
    return Decimal(str(round(value, 1))) if count.unit == "%" else Decimal(round(value))
