"""What a School does in a year, in days from its first; what is not written down is here too."""

from __future__ import annotations

from dataclasses import dataclass

DAYS = 365
PARTY, UNIT = SIDES = ("party", "unit")
DEED, OUTCOME = "deed", "outcome"
CHANGES = ("decision", "person", "resource", "result")
SCHOOL = -1
"""The place of a matter that the School's Party organisation has itself; branches are counted from 0."""


def other(side: str) -> str:
    """The side across."""
    return UNIT if side == PARTY else PARTY


@dataclass(frozen=True)
class Note:
    """Something done, or what came of it; `text` numbers its sentence, those below nought being last year's."""

    side: str
    on: int
    noted: int
    answered: int | None
    confirmed: bool
    text: int
    kind: str = DEED
    changed: str = ""
    step: int | None = None
    written: bool = True


@dataclass(frozen=True)
class Task:
    """A task with its day, and the day it was ticked off."""

    due: int
    done: int | None


@dataclass(frozen=True)
class Step:
    """A milestone: when it was truly reached, whose it is, whether both sides were at it."""

    due: int
    reached: int | None
    owner: str
    both: bool
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class Goal:
    """A goal with the chance it had, and whether it was reached."""

    chance: float
    reached: bool


@dataclass(frozen=True)
class Correction:
    """A deviation found on a day, to be put right by another, closed or not."""

    raised: int
    due: int
    closed: int | None


@dataclass(frozen=True)
class Matter:
    """A matter from its beginning to its end; `with_friend` says that it is told as done with another School."""

    place: int
    begins: int
    due: int
    functions: tuple[str, ...]
    steps: tuple[Step, ...]
    notes: tuple[Note, ...]
    goals: tuple[Goal, ...]
    withdrawn: int | None
    inspected: int | None
    correction: Correction | None
    closed: int | None
    with_friend: bool = False


@dataclass(frozen=True)
class Directive:
    """What the level above asked for: the days its reports were sent back, the day it was settled."""

    returned: tuple[int, ...]
    settled: int
    on_time: bool
    as_matter: bool


@dataclass(frozen=True)
class Item:
    """An action item that ended: how, and whether in time."""

    ended: int
    occasion: str
    verb: str
    on_time: bool


@dataclass(frozen=True)
class Hearing:
    """An item that a joint meeting voted on."""

    on: int
    exception: bool


@dataclass(frozen=True)
class ThemedDay:
    """A themed day of a branch; `served` is None where nobody was served, or nobody answered."""

    place: int
    on: int
    served: bool | None


@dataclass(frozen=True)
class Year:
    """All of it."""

    matters: tuple[Matter, ...]
    directives: tuple[Directive, ...]
    items: tuple[Item, ...]
    hearings: tuple[Hearing, ...]
    days: tuple[ThemedDay, ...]


def shows(year: Year, branches: int) -> tuple[float, float, float, float]:
    """What the work itself shows of each degree, were it known without a gap: a year is only so long.

    Milestones reached by their day, Party notes that changed something, branches at work, goals reached.
    """
    steps = [step for matter in year.matters for step in matter.steps]
    kept = [step for step in steps if step.reached is not None and step.reached <= step.due]
    notes = [note for matter in year.matters for note in matter.notes if note.side == PARTY]
    goals = [goal for matter in year.matters for goal in matter.goals]
    at_work = {matter.place for matter in year.matters} - {SCHOOL}
    return (
        _share(len(kept), len(steps)),
        _share(sum(bool(note.changed) for note in notes), len(notes)),
        _share(len(at_work), branches),
        _share(sum(goal.reached for goal in goals), len(goals)),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
