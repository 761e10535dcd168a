"""Decides what both sides note while the work goes on, how it is answered, and when a milestone is met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from jingwei.adapters import clock
from jingwei.foundation.matters.rules import ANSWER
from jingwei.kernel.actor import Actor
from jingwei.shell.demo.days import HOT
from jingwei.shell.demo.lives.telling import Steps, rounded
from jingwei.shell.demo.words import words

CHANGES = ("decision", "person", "resource", "result")
SIDES = {"party", "unit"}
ROUND = time(0, 30)
"""When the platform counts what fell due."""


@dataclass(frozen=True)
class Sentence:
    """What a note says."""

    text: str
    changed: str = ""
    value: Decimal | None = None


class Doing(Steps):
    """同落实."""

    begun: datetime
    planned: list[dict[str, Any]]

    def work(self) -> None:
        """Milestone by milestone: notes, answers, acceptance, reckoning."""
        random, quality = self.random, self.life.quality
        before = self.days.number(self.begun.date())
        for at, given in enumerate(self.planned):
            due = self.days.number(given["due"])
            hot = 0.1 if given["due"].month in HOT else 0.0
            late = random.random() < 0.36 - 0.32 * quality + hot
            met = (
                due + random.randint(2, 20) if late else max(before + 1, due - random.choice((1, 1, 2, 3, 4)))
            )
            needed = SIDES if given["owner"] == "both" else {given["owner"]}
            last = at == len(self.planned) - 1
            sides = set(needed) | ({"unit"} if last else set())
            if random.random() < 0.1 + 0.6 * quality:
                sides = set(SIDES)
            if self.life.only:
                sides &= {self.life.only}
            answered = self.begun
            for side in sorted(sides):
                outcome = side == "unit" and (last or random.random() < 0.3)
                answered = max(answered, self._notes(side, at, (before, met), outcome=outcome))
            if needed <= sides:
                self._accept(at, max(self.days.moment(met), answered + timedelta(minutes=30)))
            self._reckon(at, given["due"])
            before = max(before, met)

    def _notes(self, side: str, at: int, span: tuple[int, int], *, outcome: bool) -> datetime:
        """One or two notes of a side towards a milestone; returns when the last was answered."""
        first, last = span
        answered = self.begun
        for number in range(1 if self.random.random() < 0.6 else 2):
            noted = self.random.uniform(first + (last - first) * 0.3, max(first + 0.5, last - 1.2))
            answered = max(answered, self._note(side, at, noted, outcome=outcome and not number))
        return answered

    def _note(self, side: str, at: int, noted: float, *, outcome: bool, again: bool = False) -> datetime:
        """A note and its answer; what is returned is noted anew."""
        random = self.random
        noter, answerer = self._hands(side, outcome)
        sentence = self._sentence(side, outcome)
        told: list[Any] = []
        moment = max(self.days.moment(noted), self.begun + timedelta(minutes=random.randint(5, 90)))
        answered = max(
            self.days.moment(noted + random.choice((0.3, 0.6, 1, 1, 2, 3))),
            moment + timedelta(minutes=random.randint(20, 200)),
        )
        self.step(moment, lambda when: told.append(self._noted(when, side, at, sentence, noter, outcome)))
        if not again and random.random() < 0.17 - 0.12 * self.life.quality:
            reason = random.choice(words()["returns"])
            chronicle = self.chronicle
            self.step(
                answered,
                lambda when: chronicle.send_back(told[0], actor=answerer, at=when, reason=reason),
            )
            after = self.days.number(answered.date()) + random.uniform(0, 2)
            return max(answered, self._note(side, at, after, outcome=outcome, again=True))
        self.step(answered, lambda when: self._confirmed(when, told[0], answerer, at))
        return answered

    def _hands(self, side: str, outcome: bool) -> tuple[Actor, Actor]:
        """Who notes and who answers: somebody of the side, and the post of the side that benefits."""
        random, posts = self.random, self.cast.posts
        own = outcome and side == "unit"
        answerer = posts["unit"] if own or side == "party" else posts["party"]
        pool = [a for a in self.cast.hands[side] if a.person_id != answerer.person_id]
        noter = random.choice(pool) if pool and (own or random.random() < 0.4) else posts[side]
        if noter.person_id == answerer.person_id:
            return noter, self.cast.above or answerer
        return noter, answerer

    def _noted(
        self, when: datetime, side: str, at: int, sentence: Sentence, noter: Actor, outcome: bool
    ) -> Any:
        return self.chronicle.note(
            self.so_far.matter,
            actor=noter,
            at=when,
            text=sentence.text,
            side=side,
            kind="outcome" if outcome else "deed",
            milestone=self.so_far.milestones[at],
            changed=sentence.changed,
            goal=self.so_far.goals[0] if sentence.value is not None else None,
            value=sentence.value,
        )

    def _confirmed(self, when: datetime, deed: Any, answerer: Actor, at: int) -> None:
        self.chronicle.confirm(deed, actor=answerer, at=when)
        self.so_far.proved.setdefault(at, set()).add(deed.side)
        self.so_far.outcome |= deed.kind == "outcome"

    def _sentence(self, side: str, outcome: bool) -> Sentence:
        """What a note says; the Party side changes nothing where the matter is a label only."""
        random = self.random
        if side == "party":
            changed = "" if self.life.label or random.random() < 0.25 else random.choice(CHANGES)
            return Sentence(self.say(words()["party"][changed or "none"]), changed)
        if not outcome:
            return Sentence(self.say(words()["unit"]["deed"]))
        if random.random() < 0.35:
            return Sentence(self.say(words()["unit"]["more"]))
        count = self.counts[0]
        value = rounded(count.start + (count.target - count.start) * random.uniform(0.5, 0.95), count)
        return Sentence(self.say(words()["unit"]["outcome"], v=f"{value.normalize():f}"), value=value)

    def _accept(self, at: int, moment: datetime) -> None:
        actor = self.cast.posts[self.random.choice(("party", "unit"))]

        def tell(when: datetime) -> None:
            sides = self.so_far.proved.get(at, set())
            self.chronicle.accept(self.so_far.milestones[at], actor=actor, at=when, sides=sides)
            self.so_far.accepted += 1

        self.step(moment, tell)
        self.latest = max(self.latest, moment)

    def _reckon(self, at: int, due: date) -> None:
        """Counted two weeks after its date, or in the night after the deployment where that is later."""
        night = max(due + ANSWER, self.begun.date()) + timedelta(days=1)
        self.step(
            datetime.combine(night, ROUND, clock.ZONE),
            lambda when: self.chronicle.reckon_milestone(
                self.so_far.milestones[at], actor=self.platform, at=when
            ),
        )
