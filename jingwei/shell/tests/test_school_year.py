"""A year of a School as it is told, and what each strategy changes of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from jingwei.foundation.ledger.queries import broken_links, records_for
from jingwei.foundation.matters.queries import matters_for
from jingwei.kernel.actor import system
from jingwei.kernel.events import EVENTS
from jingwei.shell.demo.founding import Top
from jingwei.shell.simulation.year.deeds import DAYS, Year, shows
from jingwei.shell.simulation.year.life import Calendar, accepted
from jingwei.shell.simulation.year.standing import found, hands
from jingwei.shell.simulation.year.strategies import LATE, STRATEGIES
from jingwei.shell.simulation.year.telling import Telling
from jingwei.shell.simulation.year.truth import DEGREES, School, schools
from jingwei.shell.simulation.year.work import Work
from tests.support.world import World

FIRST = date(2025, 1, 1)


def _years(count: int = 30) -> list[tuple[School, Year]]:
    return [(each, Work(Random(f"3 {each.number}"), each).year()) for each in schools(3, count)]


def _played(name: str, school: School, year: Year) -> Year:
    return STRATEGIES[name](Random(f"{name} {school.number}"), school, year)


def test_degrees_lie_between_nought_and_one_and_go_together_without_being_one() -> None:
    many = list(schools(1, 2000))
    columns = [[getattr(each, degree) for each in many] for degree in DEGREES]

    assert all(0 <= value <= 1 for column in columns for value in column)
    alike = sum((a > 0.5) == (b > 0.5) for a, b in zip(*columns[:2], strict=True)) / len(many)
    assert 0.6 < alike < 0.75


def test_a_harder_working_school_keeps_more_milestones_with_the_same_draws() -> None:
    school = next(schools(5, 1))
    kept = [
        sum(
            shows(Work(Random(f"{at}"), replace(school, strength=effort)).year(), school.branches)[0]
            for at in range(40)
        )
        for effort in (0.1, 0.9)
    ]

    assert kept[1] > kept[0] + 10


@pytest.mark.parametrize("name", STRATEGIES)
def test_a_strategy_changes_the_matters_alone_and_is_the_same_each_time(name: str) -> None:
    for school, year in _years():
        played = _played(name, school, year)

        assert played == _played(name, school, year)
        assert replace(played, matters=year.matters) == year


def test_padding_and_copying_add_or_fill_in_and_take_nothing_away() -> None:
    for school, year in _years():
        padded = _played("padding", school, year)
        for before, after in zip(year.matters, padded.matters, strict=True):
            assert after.notes[: len(before.notes)] == before.notes
        for matter in _played("copied text", school, year).matters:
            assert all(note.written for note in matter.notes)
            assert all(step.reached is not None and step.reached <= step.due for step in matter.steps)


def test_splitting_keeps_every_milestone_and_every_note_once() -> None:
    for school, year in _years():
        parts = _played("splitting", school, year).matters

        assert len(parts) == 3 * len(year.matters)
        assert Counter(s for m in parts for s in m.steps) == Counter(s for m in year.matters for s in m.steps)
        texts = Counter(note.text for matter in year.matters for note in matter.notes)
        assert Counter(note.text for matter in parts for note in matter.notes) == texts


def test_what_is_entered_late_is_noted_in_december_and_nothing_of_it_is_late() -> None:
    for school, year in _years():
        for matter in _played("late bulk entry", school, year).matters:
            assert all(note.noted >= LATE for note in matter.notes if matter.begins == LATE)
            for number in range(len(matter.steps)) if matter.begins == LATE else ():
                proved = accepted(matter, number)
                assert proved is None or proved[0] <= matter.steps[number].due


def test_dropping_hard_goals_leaves_one_at_least() -> None:
    for school, year in _years():
        for before, after in zip(
            year.matters, _played("dropping hard goals", school, year).matters, strict=True
        ):
            assert after.goals
            assert {*after.goals} <= {*before.goals}


def test_a_year_told_stands_in_the_ledger_as_verbs_leave_it(world: World) -> None:
    roots = {"party": world["committee"].pk, "unit": world["university"].pk}
    top = Top(world["committee"].university, roots)
    school, year = max(_years(), key=lambda each: len(each[1].matters))
    (here,) = found(top, [school], FIRST)
    told = system("系统", "ledger.see", "matters.see", university_id=top.university.pk)
    known = matters_for(told).count()
    telling = Telling(top.university, hands(top, FIRST), Calendar(FIRST))
    telling.tell(year, here)

    written = telling.write()

    rows = list(records_for(told).filter(university_id=top.university.pk).order_by("seq"))[-written:]
    assert {row.verb for row in rows} <= EVENTS.keys()
    assert all(FIRST <= row.at.date() <= FIRST + timedelta(days=DAYS) for row in rows)
    assert matters_for(told).count() - known == len(year.matters)
    noted = Counter(row.verb for row in rows)
    assert noted["matters.open"] == len(year.matters)
    assert noted["matters.confirm"] + noted["matters.return"] <= noted["matters.note"]
    assert list(broken_links(top.university.pk)) == []
