"""How the truth of a School brings about what it does in a year. It knows nothing of what is measured."""

from __future__ import annotations

from dataclasses import replace
from math import exp
from random import Random

from jingwei.shell.simulation.year.deeds import (
    CHANGES,
    DAYS,
    OUTCOME,
    PARTY,
    SCHOOL,
    UNIT,
    Correction,
    Directive,
    Goal,
    Hearing,
    Item,
    Matter,
    Note,
    Step,
    Task,
    ThemedDay,
    Year,
)
from jingwei.shell.simulation.year.truth import School

AROUND = 0.12
OWN, BEYOND = ("teaching", "research"), ("service", "culture", "exchange")
DIRECTIVES, ITEMS, HEARINGS = 10, 16, 24


class Work:
    """The year of one School."""

    def __init__(self, random: Random, school: School) -> None:
        self.random, self.school = random, school
        self.sentences = 0

    def year(self) -> Year:
        """Draw all of it."""
        return Year(
            matters=tuple(self._matter(place) for place in self._places()),
            directives=tuple(self._directive() for _each in range(DIRECTIVES)),
            items=tuple(self._item() for _each in range(self._number(ITEMS))),
            hearings=tuple(self._hearing() for _each in range(HEARINGS)),
            days=tuple(self._themed_days()),
        )

    def _happens(self, chance: float) -> bool:
        return self.random.random() < chance

    def _number(self, mean: float) -> int:
        """Poisson."""
        count, left = 0, self.random.random()
        while left > exp(-mean):
            count, left = count + 1, left * self.random.random()
        return count

    def _days_after(self, mean: float) -> int:
        return 1 + round(self.random.expovariate(1 / mean))

    def _around(self, degree: float) -> float:
        return min(1.0, max(0.0, self.random.gauss(degree, AROUND)))

    def _sentence(self) -> int:
        self.sentences += 1
        return self.sentences

    def _places(self) -> list[int]:
        school = self.school
        found = [SCHOOL] * self._number(2)
        for place in range(school.branches):
            if self._happens(0.15 + 0.75 * school.breadth):
                found += [place] * (1 + self._number(0.4 + 0.8 * school.strength))
        return found

    def _matter(self, place: int) -> Matter:
        random, school = self.random, self.school
        effort, depth, effect = map(self._around, (school.strength, school.depth, school.effect))
        begins = random.randrange(DAYS)
        due = begins + random.randint(60, 200)
        functions = [random.choice(OWN)]
        if self._happens(0.08 + 0.35 * school.breadth):
            functions.append(random.choice(BEYOND))
        count = random.randint(3, 5)
        planned = [begins + (due - begins) * at // count for at in range(1, count + 1)]
        steps = tuple(self._step(day, effort, depth) for day in planned)
        ends = self._ends(begins, due, effort, depth, effect)
        return Matter(
            place,
            begins,
            due,
            tuple(functions),
            steps,
            self._notes(begins, due, steps, depth, effect),
            tuple(self._goal(effect) for _each in range(random.randint(2, 3))),
            *ends,
        )

    def _step(self, due: int, effort: float, depth: float) -> Step:
        kept = self._happens(0.3 + 0.6 * effort)
        tasks = tuple(self._task(due, effort) for _each in range(self.random.randint(1, 2)))
        reached = due - self.random.randint(3, 12) if kept else due + self._days_after(25)
        return Step(
            due, reached, self.random.choice((PARTY, UNIT)), self._happens(0.15 + 0.75 * depth), tasks
        )

    def _task(self, due: int, effort: float) -> Task:
        done = due if self._happens(0.3 + 0.6 * effort) else due + self._days_after(12)
        return Task(due, None if self._happens(1 / 12) else done)

    def _goal(self, effect: float) -> Goal:
        hardness = self.school.hardness + self.random.gauss(0, 1)
        chance = min(0.97, max(0.03, 0.25 + 0.6 * effect - 0.15 * hardness))
        return Goal(chance, self._happens(chance))

    def _notes(
        self, begins: int, due: int, steps: tuple[Step, ...], depth: float, effect: float
    ) -> tuple[Note, ...]:
        found = []
        for at, step in enumerate(steps):
            if step.reached is None:
                continue
            for side in (PARTY, UNIT):
                if step.both or side == step.owner:
                    found.append(self._note(side, step.reached - 2, depth, step=at))
            if self._happens(0.1 + 0.45 * effect):
                found.append(self._outcome(step.reached + self._days_after(10), effect))
        for _each in range(self._number(1.5)):
            side = self.random.choice((PARTY, UNIT))
            found.append(self._note(side, self.random.randint(begins + 1, due), depth))
        return tuple(found)

    def _note(self, side: str, on: int, depth: float, step: int | None = None) -> Note:
        changed = self.random.choice(CHANGES) if side == PARTY and self._happens(0.1 + 0.6 * depth) else ""
        return self._written(
            Note(side, on, *self._answer(on, 0.93), self._sentence(), changed=changed, step=step)
        )

    def _outcome(self, on: int, effect: float) -> Note:
        confirmed = 0.5 + 0.45 * effect
        return self._written(Note(UNIT, on, *self._answer(on, confirmed), self._sentence(), kind=OUTCOME))

    def _answer(self, on: int, confirmed: float) -> tuple[int, int | None, bool]:
        """When it is noted, when answered, and how."""
        noted = on + self.random.randint(0, 4)
        answered = noted + self.random.randint(1, 14) if self._happens(0.9) else None
        return noted, answered, self._happens(confirmed)

    def _written(self, note: Note) -> Note:
        if self._happens(self.school.carefulness):
            return note
        return replace(note, written=False)

    def _ends(
        self, begins: int, due: int, effort: float, depth: float, effect: float
    ) -> tuple[int | None, int | None, Correction | None, int | None]:
        """Withdrawn, inspected, corrected, closed."""
        if self._happens(0.25 * (1 - effect)):
            return self.random.randint(begins + 20, due), None, None, None
        inspected = due + self._days_after(20)
        if not self._happens(0.5 * (1 - depth)):
            return None, inspected, None, inspected + self._days_after(3)
        by = inspected + 30
        late = 0 if self._happens(0.3 + 0.6 * effort) else self._days_after(15)
        closed = by - self.random.randint(1, 10) + late + (10 if late else 0)
        return None, inspected, Correction(inspected, by, closed), closed + self._days_after(3)

    def _directive(self) -> Directive:
        school, begins = self.school, self.random.randrange(DAYS)
        returned: list[int] = []
        day = begins + self.random.randint(15, 40)
        while self._happens(0.4 * (1 - school.effect)):
            returned.append(day)
            day += self._days_after(7)
        on_time = self._happens(0.35 + 0.6 * school.strength)
        return Directive(tuple(returned), day, on_time, self._happens(0.1 + 0.6 * school.depth))

    def _item(self) -> Item:
        school = self.school
        dropped = self._happens(0.4 * (1 - school.effect))
        done = "fulfil" if self._happens(0.05 + 0.4 * school.depth) else "finish"
        on_time = self._happens(0.3 + 0.6 * school.strength)
        occasion = self.random.choice(("study", "decision"))
        return Item(self.random.randrange(DAYS), occasion, "drop" if dropped else done, on_time)

    def _hearing(self) -> Hearing:
        return Hearing(self.random.randrange(DAYS), self._happens(0.3 * (1 - self.school.strength)))

    def _themed_days(self) -> list[ThemedDay]:
        found, school = [], self.school
        for place in range(school.branches):
            for month in range(12):
                if not self._happens(0.3 + 0.6 * school.breadth):
                    continue
                served: bool | None = None
                if self._happens(1 / 3):
                    yes = 0.5 + 0.45 * school.effect
                    draw = self.random.random()
                    served = True if draw < yes else False if draw < (1 + yes) / 2 else None
                found.append(ThemedDay(place, 30 * month + self.random.randrange(1, 29), served))
        return found
