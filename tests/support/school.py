"""A university of its own, committed, for tests with many hands: what threads do must be seen by all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import broken_links
from jingwei.foundation.matters import actions as matters
from jingwei.foundation.matters.models import Matter
from jingwei.foundation.organisations.actions import cover_unit, found_organisation, found_top
from jingwei.foundation.organisations.models import Organisation
from jingwei.foundation.people.actions import register_person
from jingwei.foundation.people.models import Person
from jingwei.foundation.universities.actions import Installation, admit_university
from jingwei.foundation.universities.models import University
from jingwei.kernel.actor import Actor, Grant
from jingwei.kernel.errors import Refused
from tests.support.hands import all_at_once
from tests.support.matters import OPENED, Story, agree_plan, deploy, opened, plan
from tests.support.world import BUILDER, World


@dataclass
class School(World):
    """Two trees with two branches and a team, four people, and actors for both sides."""

    university: University = field(default=None)  # type: ignore[assignment]
    committee: Organisation = field(default=None)  # type: ignore[assignment]
    faculties: list[Organisation] = field(default_factory=list)
    branches: list[Organisation] = field(default_factory=list)
    staff: list[Person] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, account: str) -> Actor:
        """Somebody who holds all verbs on the own side, and nothing on the other."""
        return self.actors[account]


def school() -> School:
    """A fresh one."""
    university = admit_university(
        Installation(), actor=BUILDER, code=token_hex(4), name="同时学校", kind="university"
    )
    tops = {
        tree: found_top(university, actor=BUILDER, tree=tree, kind=kind, code=tree, name=name)
        for tree, kind, name in (
            ("party", "university-committee", "同时党委"),
            ("unit", "university", "同时学校"),
        )
    }

    def below(parent: Organisation, kind: str, number: int = 0) -> Organisation:
        name = f"{parent.name}{kind}{number}"
        return found_organisation(parent, actor=BUILDER, kind=kind, code=f"{kind}{number}", name=name)

    faculties = [below(tops["party"], "faculty-committee", n) for n in range(2)]
    branches = [below(faculties[n], "teacher-branch", n) for n in range(2)]
    team = below(below(tops["unit"], "faculty"), "team")
    cover_unit(branches[0], actor=BUILDER, unit=team)
    staff = [register_person(university, actor=BUILDER, code=f"p{n}", name=f"同时{n}") for n in range(4)]
    sides = {"branch": branches[0], "member": branches[0], "head": team, "teacher": team}
    actors = {
        name: _somebody(university, staff[number], place.path)
        for number, (name, place) in enumerate(sides.items())
    }
    return School(
        {"home": university},
        {"branch": branches[0], "team": team},
        {"member": staff[1], "teacher": staff[3]},
        university=university,
        committee=tops["party"],
        faculties=faculties,
        branches=branches,
        staff=staff,
        actors=actors,
    )


def _somebody(university: University, person: Person, path: str) -> Actor:
    grants = (Grant(frozenset(("matters.*",)), (path,)),)
    return Actor("person", person.name, university.pk, person_id=person.pk, grants=grants)


@contextmanager
def committed() -> Iterator[School]:
    """A school in the arena; at the end its ledger must be whole."""
    made = school()
    yield made
    assert list(broken_links(made.university.pk)) == []


def under_way(made: School) -> Story:
    """A matter of the school that is being carried out, with nothing noted yet."""
    with clock_at(OPENED):
        story = opened(made, by=made.actor("branch"))
        plan(story)
        agree_plan(story)
        story.fresh()
        deploy(story)
    story.fresh()
    return story


def open_another(made: School, *, by: str = "branch", **more: Any) -> Matter:
    """One more matter of the school, opened now by the branch with its team, or the other way round."""
    values: dict[str, Any] = {"type": "general", "clauses": ("2.3",)} | more
    own, other = (made["branch"], made["team"]) if by == "branch" else (made["team"], made["branch"])
    return matters.open_matter(
        Organisation.objects.get(pk=own.pk),
        actor=made.actor(by),
        partner=other,
        title="同时的事项",
        starts=OPENED,
        due=OPENED,
        **values,
    )


def outcome(act: Callable[[], Any]) -> str:
    """What an act came to: done, or which field or code refused it; anything else is a fault and raised."""
    try:
        act()
    except Refused as refusal:
        errors = getattr(refusal, "errors", None) or []
        return ",".join(error.field for error in errors) or refusal.code
    return "done"


def each_at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What acts begun at the same moment came to, in their order."""
    return all_at_once([lambda act=act: outcome(act) for act in acts])  # type: ignore[misc]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What acts begun at the same moment came to, sorted."""
    return sorted(map(str, each_at_once(*acts)))
