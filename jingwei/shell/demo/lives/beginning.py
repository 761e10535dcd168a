"""Decides how a matter is planned and deployed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from jingwei.adapters import clock
from jingwei.kernel.actor import Actor
from jingwei.shell.demo.lives.telling import Steps, rounded
from jingwei.shell.demo.words import Count, words

PLANNED, DEPLOYED, DONE = 0.08, 0.16, 0.88
"""The shares of a life at which planning, deployment and the work end."""
WEIGHTS = {
    3: ((30, 30, 40), (20, 40, 40)),
    4: ((20, 20, 30, 30), (25, 25, 25, 25)),
    5: ((20, 20, 20, 20, 20), (10, 20, 20, 20, 30)),
}


class Beginning(Steps):
    """同谋划 and 同部署."""

    def plan(self) -> None:
        """Open, write the points, set goals and milestones, agree."""
        posts, chronicle = self.cast.posts, self.chronicle
        side = self.random.choice(("party", "party", "unit"))
        leads = posts[side]
        self.then(self.moment(0), lambda at: self._open(at, leads, side))
        points = {name: self.say(patterns) for name, patterns in words()["points"].items()}
        self.then(
            self.moment(0.01, 1),
            lambda at: chronicle.set_points(self.so_far.matter, actor=posts["party"], at=at, **points),
        )
        for count in self.counts:
            self.then(self.moment(0.02, 1), lambda at, count=count: self._goal(at, count))  # type: ignore[misc]
        self.planned = self._milestones()
        for given in self.planned:
            self.then(self.moment(0.03), lambda at, given=given: self._milestone(at, leads, given))  # type: ignore[misc]
        self._agree(0.05, PLANNED)

    def _open(self, at: datetime, leads: Actor, side: str) -> None:
        places = self.cast.places
        self.so_far.matter = self.chronicle.open(
            actor=leads,
            at=at,
            party=places["party"],
            unit=places["unit"],
            type=self.life.type,
            title=self.life.title,
            starts=self.day(0.02),
            due=self.day(1),
            side=side,
            functions=self.life.tags["functions"],
            guarantees=self.life.tags["guarantees"],
            orientations=self.life.tags["orientations"],
            clauses=self.life.tags["clauses"],
        )

    def _goal(self, at: datetime, count: Count) -> None:
        """A goal, its figures a little other than elsewhere."""
        factor = self.random.uniform(0.85, 1.15) if count.unit != "%" else self.random.uniform(0.95, 1.05)
        start, target = rounded(count.start * factor, count), rounded(count.target * factor, count)
        verb = "降到" if start > target else "达到"
        goal = self.chronicle.add_goal(
            self.so_far.matter,
            actor=self.cast.posts["unit"],
            at=at,
            text=f"{count.name}{verb} {target.normalize():f} {count.unit}",
            measure=count.name,
            unit_word=count.unit,
            baseline=start,
            target=target,
        )
        self.so_far.goals.append(goal)

    def _milestone(self, at: datetime, leads: Actor, given: dict[str, Any]) -> None:
        made = self.chronicle.add_milestone(self.so_far.matter, actor=leads, at=at, **given)
        self.so_far.milestones.append(made)

    def _milestones(self) -> list[dict[str, Any]]:
        """Three to five milestones with an owner each, evenly spread over the work."""
        random = self.random
        number = random.choice((3, 3, 4, 4, 5))
        together = 0.2 + self.life.quality / 3
        owners = ["party", "unit"]
        for _each in range(number - 2):
            owners.append("both" if random.random() < together else random.choice(("party", "unit")))
        random.shuffle(owners)
        made: list[dict[str, Any]] = []
        taken: set[str] = set()
        for at, (owner, weight) in enumerate(zip(owners, random.choice(WEIGHTS[number]), strict=True), 1):
            share = DEPLOYED + (DONE - DEPLOYED) * at / number
            titles = [self.say([pattern]) for pattern in words()["milestones"][owner]]
            title = random.choice([each for each in titles if each not in taken])
            taken.add(title)
            made.append({"title": title, "due": self.day(share), "owner": owner, "weight": weight})
        return made

    def _agree(self, first: float, second: float) -> None:
        sides = self.random.sample(("party", "unit"), 2)
        for share, side in zip((first, second), sides, strict=True):
            self.then(
                self.moment(share, 1),
                lambda at, side=side: self.chronicle.agree(  # type: ignore[misc]
                    self.so_far.matter, actor=self.cast.posts[side], at=at, side=side
                ),
            )

    def deploy(self) -> None:
        """Give tasks on both sides, agree, do them."""
        random = self.random
        planned: list[tuple[str, dict[str, Any]]] = []
        for side in ("party", "unit"):
            for title in random.sample(words()["tasks"][side], random.choice((1, 1, 2))):
                people = self.cast.people[side]
                person = random.choice(people) if people and random.random() < 0.8 else None
                given = {
                    "title": self.say([title]),
                    "due": self.day(random.uniform(0.3, DONE)),
                    "person": person,
                    "post": "" if person else random.choice(words()["tasks"]["posts"]),
                }
                planned.append((side, given))
        for side, given in planned:
            self.then(
                self.moment(PLANNED + 0.02, 2),
                lambda at, side=side, given=given: self._assign(at, side, given),  # type: ignore[misc]
            )
        self._agree(0.14, DEPLOYED)
        self.begun = self.latest
        for number, (side, given) in enumerate(planned):
            if random.random() < 0.85 and self.life.only in ("", side):
                self._finished(number, side, given["due"], given["person"])

    def _assign(self, at: datetime, side: str, given: dict[str, Any]) -> None:
        actor = self.cast.posts[side]
        task = self.chronicle.assign_task(self.so_far.matter, actor=actor, at=at, side=side, **given)
        self.so_far.tasks.append(task)

    def _finished(self, number: int, side: str, due: date, person: Any) -> None:
        """A task done around its day, by whom it was given to or by who gave it."""
        random = self.random
        at = datetime.combine(due, time(16), clock.ZONE) + timedelta(days=random.randint(-8, 3))
        at = min(max(at, self.begun + timedelta(days=1)), self.moment(0.9)) + timedelta(
            minutes=random.randint(-200, 200)
        )
        doer = next((a for a in self.cast.hands[side] if person and a.person_id == person.pk), None)
        actor = doer or self.cast.posts[side]
        self.step(at, lambda at: self.chronicle.finish_task(self.so_far.tasks[number], actor=actor, at=at))
