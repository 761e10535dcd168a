"""What a School may do for the record's sake: each strategy turns the year it had into the year it tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from jingwei.shell.simulation.year.deeds import (
    CHANGES,
    DAYS,
    OUTCOME,
    PARTY,
    SIDES,
    UNIT,
    Goal,
    Matter,
    Note,
    Step,
    Task,
    Year,
)
from jingwei.shell.simulation.year.truth import School

Strategy = Callable[[Random, School, Year], Year]
LATE = DAYS - 25
"""The day in December on which a year is told at once."""
COPIED = -5
MORE = 10_000
"""From this number on sentences are of the strategies' own."""


def padding(random: Random, school: School, year: Year) -> Year:
    """To each note two more that say little, to each milestone an easy task."""
    return _each(year, lambda matter: _padded(random, matter))


def _padded(random: Random, matter: Matter) -> Matter:
    more = [
        _confirmed(note.side, note.on + random.randint(0, 3), random.randint(MORE, 2 * MORE))
        for note in matter.notes
        if note.written
        for _time in range(2)
    ]
    steps = (replace(step, tasks=(*step.tasks, Task(step.due, step.due - 5))) for step in matter.steps)
    return replace(matter, notes=(*matter.notes, *more), steps=tuple(steps))


def label_only(random: Random, school: School, year: Year) -> Year:
    """Each branch that is not at work opens one matter of study and rallying."""
    at_work = {matter.place for matter in year.matters}
    idle = [place for place in range(school.branches) if place not in at_work]
    return replace(year, matters=(*year.matters, *(_label(random, place) for place in idle)))


def _label(random: Random, place: int) -> Matter:
    begins = random.randrange(200)
    due = begins + 90
    days = [begins + 30 * at for at in (1, 2, 3)]
    steps = tuple(Step(day, day - 3, PARTY, both=False, tasks=(Task(day, day),)) for day in days)
    notes = tuple(
        _confirmed(PARTY, day - 5, random.randint(MORE, 2 * MORE), step=at) for at, day in enumerate(days)
    )
    goals = (Goal(1.0, reached=True),) * 2
    return Matter(place, begins, due, ("teaching",), steps, notes, goals, None, due + 10, None, due + 12)


def friends(random: Random, school: School, year: Year) -> Year:
    """Half of the matters are told as done with another School, which confirms whatever is asked."""
    return _each(year, lambda matter: _befriended(random, matter) if random.random() < 0.5 else matter)


def _befriended(random: Random, matter: Matter) -> Matter:
    notes = [_agreed(random, note) for note in matter.notes]
    for at, step in enumerate(matter.steps):
        if step.reached is not None:
            told = {(note.side, note.kind) for note in notes if note.step == at}
            day = step.reached - 2
            notes += [
                _confirmed(side, day, random.randint(MORE, 2 * MORE), step=at, changed=_change(random, side))
                for side in SIDES
                if (side, "deed") not in told
            ]
            notes.append(_confirmed(UNIT, day + 2, random.randint(MORE, 2 * MORE), kind=OUTCOME))
    goals = tuple(replace(goal, reached=True) for goal in matter.goals)
    return replace(matter, notes=tuple(notes), goals=goals, with_friend=True)


def _agreed(random: Random, note: Note) -> Note:
    answered = note.noted + 1 if note.answered is None else note.answered
    changed = note.changed or _change(random, note.side)
    return replace(note, written=True, confirmed=True, answered=answered, changed=changed)


def _change(random: Random, side: str) -> str:
    return random.choice(CHANGES) if side == PARTY else ""


def late_entry(random: Random, school: School, year: Year) -> Year:
    """All that was done and all that was not is told in three days of December, the plans written after the work."""
    return _each(year, _told_late)


def _told_late(matter: Matter) -> Matter:
    if matter.begins > LATE:
        return matter
    steps = tuple(
        replace(
            step,
            due=LATE + 5,
            reached=LATE,
            tasks=tuple(Task(LATE + 5, LATE + 3) for _task in step.tasks),
        )
        for step in matter.steps
    )
    notes = tuple(
        replace(note, on=min(note.on, LATE), noted=LATE + 2, answered=LATE + 3, written=True)
        for note in matter.notes
    )
    return replace(
        matter,
        begins=LATE,
        due=LATE + 5,
        steps=steps,
        notes=notes,
        withdrawn=None,
        inspected=LATE + 8,
        correction=None,
        closed=LATE + 9,
    )


def splitting(random: Random, school: School, year: Year) -> Year:
    """Each matter becomes three with a third of the milestones, and copies of its goals."""
    return replace(year, matters=tuple(part for matter in year.matters for part in _split(matter)))


def _split(matter: Matter) -> list[Matter]:
    found = []
    for third in range(3):
        mine = [at for at in range(len(matter.steps)) if at % 3 == third]
        notes = [
            note if note.step is None else replace(note, step=mine.index(note.step))
            for at, note in enumerate(matter.notes)
            if (at % 3 == third if note.step is None else note.step in mine)
        ]
        steps = tuple(matter.steps[at] for at in mine)
        found.append(replace(matter, steps=steps, notes=tuple(notes)))
    return found


def copied_text(random: Random, school: School, year: Year) -> Year:
    """What was forgotten, late or not done is told in last year's words, and confirmed seven times of ten."""
    return _each(year, lambda matter: _copied(random, matter))


def _copied(random: Random, matter: Matter) -> Matter:
    late = {at for at, s in enumerate(matter.steps) if s.reached is None or s.reached > s.due}
    notes = []
    for note in matter.notes:
        if note.step in late:
            day = matter.steps[note.step].due - 4
            notes.append(_from_last_year(random, replace(note, on=day, noted=day)))
        else:
            notes.append(note if note.written else _from_last_year(random, note))
    steps = (
        replace(step, reached=step.due - 2) if at in late else step for at, step in enumerate(matter.steps)
    )
    return replace(matter, notes=tuple(notes), steps=tuple(steps))


def _from_last_year(random: Random, note: Note) -> Note:
    return replace(
        note,
        written=True,
        answered=note.noted + 2,
        confirmed=random.random() < 0.7,
        text=random.randint(COPIED, -1),
    )


def dropping_hard_goals(random: Random, school: School, year: Year) -> Year:
    """The goals less likely to be reached are taken out of the plan; one at least stays."""
    return _each(year, _easy)


def _easy(matter: Matter) -> Matter:
    easiest = max(matter.goals, key=lambda goal: goal.chance)
    goals = tuple(goal for goal in matter.goals if goal.chance >= 0.5 or goal is easiest)
    return replace(matter, goals=goals)


def _each(year: Year, change: Callable[[Matter], Matter]) -> Year:
    return replace(year, matters=tuple(change(matter) for matter in year.matters))


def _confirmed(
    side: str, on: int, text: int, *, kind: str = "deed", step: int | None = None, changed: str = ""
) -> Note:
    return Note(side, on, on, on + 1, confirmed=True, text=text, kind=kind, changed=changed, step=step)


STRATEGIES: dict[str, Strategy] = {
    "padding": padding,
    "label-only matters": label_only,
    "friends": friends,
    "late bulk entry": late_entry,
    "splitting": splitting,
    "copied text": copied_text,
    "dropping hard goals": dropping_hard_goals,
}
