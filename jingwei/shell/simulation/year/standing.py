"""Sets up the Schools of an invented year in an empty installation, with somebody on either side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from jingwei.adapters.clock import clock_at
from jingwei.foundation.organisations.actions import Founding, cover_many, found_many
from jingwei.foundation.organisations.queries import organisations_for
from jingwei.foundation.people.actions import register_person
from jingwei.foundation.universities.queries import University
from jingwei.kernel.actor import Actor
from jingwei.shell.demo.founding import AUTHORITY, UNIVERSITIES, Top, platform, tops
from jingwei.shell.simulation.province import named
from jingwei.shell.simulation.year.deeds import SIDES
from jingwei.shell.simulation.year.life import Hands
from jingwei.shell.simulation.year.telling import Standing
from jingwei.shell.simulation.year.truth import School

SINCE = date(2010, 9, 1)


def universities(begin: date, count: int) -> list[Top]:
    """So many universities without anything in them, below one authority."""
    made = tops(begin, [UNIVERSITIES[0], *named(count)])
    return [top for code, top in made.items() if code != AUTHORITY]


def hands(top: Top, begin: date) -> Hands:
    """Two who note and answer, and one who inspects."""
    actor = platform(top.university)
    with clock_at(begin):
        people = [
            register_person(top.university, actor=actor, code=f"20100000{at}", name=name)
            for at, name in enumerate(("林守一", "周望", "何衡"))
        ]
    party, unit, inspector = (
        Actor("person", each.name, top.university.pk, person_id=each.pk) for each in people
    )
    return Hands(dict(zip(SIDES, (party, unit), strict=True)), inspector, actor)


def found(top: Top, schools: Sequence[School], begin: date) -> list[Standing]:
    """Both trees of the Schools; a teachers' branch answers for an institute, a students' for its School."""
    planting = _Planting(top)
    for place, school in enumerate(schools):
        planting.add(place, school)
    with clock_at(begin):
        return planting.planted(top.university)


class _Planting:
    def __init__(self, top: Top) -> None:
        self.roots = top.roots
        self.foundings: list[Founding] = []
        self.schools: list[tuple[list[int], list[int]]] = []

    def add(self, place: int, school: School) -> None:
        """A School with its branches and institutes."""
        code, name = f"{1000 + place}", f"第{place + 1}学院"
        party = self._one("faculty-committee", f"D{code}", f"{name}党委", parent=self.roots["party"])
        unit = self._one("faculty", code, name, parent=self.roots["unit"])
        parties, units = [party], [unit]
        for at in range(school.teacher_branches):
            label = f"{name}第{at + 1}"
            parties.append(
                self._one("teacher-branch", f"D{code}1{at:02d}", f"{label}教工党支部", under=party)
            )
            units.append(self._one("institute", f"{code}1{at:02d}", f"{label}系", under=unit))
        for at in range(school.student_branches):
            label = f"{name}第{at + 1}学生党支部"
            parties.append(self._one("student-branch", f"D{code}2{at:02d}", label, under=party))
            units.append(unit)
        self.schools.append((parties, units))

    def _one(
        self, kind: str, code: str, name: str, *, parent: int | None = None, under: int | None = None
    ) -> int:
        self.foundings.append(Founding(kind, code, name, since=SINCE, parent=parent, under=under))
        return len(self.foundings) - 1

    def planted(self, of: University) -> list[Standing]:
        """Found and link everything."""
        actor = platform(of)
        ids = found_many(of.pk, actor=actor, foundings=self.foundings)
        pairs = {pair for parties, units in self.schools for pair in zip(parties, units, strict=True)}
        cover_many(of.pk, actor=actor, links=[(ids[party], ids[unit]) for party, unit in sorted(pairs)])
        known = {
            each.pk: each
            for each in organisations_for(actor).filter(university=of).select_related("university")
        }
        return [
            Standing(tuple(known[ids[at]] for at in parties), tuple(known[ids[at]] for at in units))
            for parties, units in self.schools
        ]
