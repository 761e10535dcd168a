"""Decides how a matter is inspected, its goals judged, what is put right, and its end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from jingwei.adapters import clock
from jingwei.kernel.actor import Actor
from jingwei.shell.demo.lives.doing import ROUND, Doing
from jingwei.shell.demo.lives.telling import rounded
from jingwei.shell.demo.words import Count, words

CLAUSES = ("4.1a", "2.3", "4.1b", "1.2")


class Ending(Doing):
    """同检查."""

    def finish(self) -> None:
        """Call an inspection once everything is accepted, hear it, judge the goals, mend, close."""
        random, posts = self.random, self.cast.posts
        inspector = random.choice(self.cast.inspectors)
        caller = posts[random.choice(("party", "unit"))]
        self.then(max(self.moment(0.88, 2), self.latest), lambda at: self._call(at, caller))
        self.then(self._in(3, 14), lambda at: self._inspect(at, inspector))
        for number, count in enumerate(self.counts):
            figure = self._figure(count)
            self.then(
                self._in(0, 1),
                lambda at, number=number, figure=figure: self.chronicle.judge(  # type: ignore[misc]
                    self.so_far.goals[number], actor=inspector, at=at, figure=figure
                ),
            )
        if random.random() < 0.24 and not self._mend(inspector):
            return
        self.then(self._in(1, 5), lambda at: self.chronicle.close(self.so_far.matter, actor=caller, at=at))

    def _in(self, first: int, last: int) -> datetime:
        """Some working days after the last step."""
        number = self.days.number(self.latest.astimezone(clock.ZONE).date())
        return self.days.moment(number + self.random.randint(first, last))

    def _call(self, at: datetime, actor: Actor) -> None:
        self.so_far.inspection = self.chronicle.call_inspection(self.so_far.matter, actor=actor, at=at)

    def _inspect(self, at: datetime, inspector: Actor) -> None:
        finding = self.say(words()["findings"]["label" if self.life.label else "real"])
        self.chronicle.inspect(self.so_far.inspection, actor=inspector, at=at, finding=finding)

    def _figure(self, count: Count) -> Any:
        """What was reached: beyond the target, or short of it."""
        random = self.random
        reached = random.random() < 0.5 + 0.34 * self.life.quality
        share = random.uniform(1.17, 1.3) if reached else random.uniform(0.55, 0.8)
        return rounded(max(0.1, count.start + (count.target - count.start) * share), count)

    def _mend(self, inspector: Actor) -> bool:
        """A deviation: raised, put right by a confirmed note, closed in time or not; False where it never was."""
        random = self.random
        owner = random.choice(("party", "unit"))
        what = self.say(words()["corrections"], t=self.planned[-1]["title"])
        raised: list[Any] = []
        noted: list[Any] = []
        at = self._in(0, 2)
        due = self.days.at(self.days.number(at.date()) + random.randint(8, 18))
        clause = random.choice(CLAUSES)
        self.then(
            at,
            lambda at: raised.append(
                self.chronicle.raise_correction(
                    self.so_far.matter,
                    actor=inspector,
                    at=at,
                    what=what,
                    clause=clause,
                    due=due,
                    owner=owner,
                )
            ),
        )
        night = datetime.combine(due + timedelta(days=1), ROUND, clock.ZONE)
        self.step(night, lambda at: self.chronicle.reckon_correction(raised[0], actor=self.platform, at=at))
        if random.random() < 0.22 - 0.2 * self.life.quality:
            return False
        late = random.random() < 0.42 - 0.3 * self.life.quality
        done = self._mended_on(due, late)
        noter, answerer = self._hands(owner, outcome=False)
        text = self.say(words()["mended"], w=what)
        self.then(
            done,
            lambda at: noted.append(
                self.chronicle.note(self.so_far.matter, actor=noter, at=at, text=text, side=owner)
            ),
        )
        self.then(self._in(0, 1), lambda at: self.chronicle.confirm(noted[0], actor=answerer, at=at))
        self.then(
            self._in(0, 1),
            lambda at: self.chronicle.close_correction(raised[0], actor=inspector, at=at, deed=noted[0]),
        )
        return True

    def _mended_on(self, due: date, late: bool) -> datetime:
        number = self.days.number(due)
        return self.days.moment(number + (self.random.randint(1, 9) if late else -self.random.randint(3, 6)))
