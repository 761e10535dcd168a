"""Any two verbs at the same moment end as one of them after the other would: same answers, same rows, same ledger."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from jingwei.foundation.ledger.models import Record
from jingwei.foundation.ledger.queries import height_of
from jingwei.foundation.matters.actions import (
    accept_milestone,
    amend_matter,
    confirm_deed,
    note_deed,
    withdraw_matter,
)
from jingwei.foundation.matters.models import Deed, Matter, Milestone
from jingwei.foundation.organisations.actions import (
    begin_membership,
    cover_unit,
    end_appointment,
    end_membership,
    end_organisation,
    found_organisation,
    make_appointment,
    move_organisation,
    rename_organisation,
    uncover_unit,
)
from jingwei.foundation.organisations.models import Appointment, Coverage, Membership, Organisation, Placement
from jingwei.foundation.people.actions import amend_person, register_person
from jingwei.foundation.people.models import Person
from jingwei.kernel.actor import system
from jingwei.mechanisms.imports.actions import apply_import, hand_in
from jingwei.mechanisms.imports.models import Import
from tests.support import examples
from tests.support.matters import Story
from tests.support.school import School, committed, each_at_once, open_another, outcome, school, under_way
from tests.support.sheets import books
from tests.support.world import BUILDER, World

pytestmark = pytest.mark.postgres
OFFICER = "imports.* people.* memberships.* organisations.*".split()


class Scene:
    """A school with a matter under way, a member, a secretary, and a sheet that is ready to be taken in."""

    def __init__(self, here: School) -> None:
        self.school, (self.left, self.right) = here, here.branches
        self.story: Story = under_way(here)
        member = self.story.actor("member")
        self.deed = note_deed(
            self.story.matter, actor=member, text="突击队下田", milestone=self.story.milestones["party"]
        )
        begin_membership(self.left, actor=BUILDER, person=here.staff[3])
        self.post = make_appointment(self.right, actor=BUILDER, person=here.staff[2], role="branch-secretary")
        self.officer = system("组织部", *OFFICER, university_id=here.university.pk)
        sheet = books.text(
            [["学工号", "姓名", "党支部编码"], ["Q1", "柏舟", self.left.code], ["p0", "柏禾", ""]]
        )
        self.batch = hand_in(here.university, actor=self.officer, pieces=[sheet], file_name="名册.csv")
        self.begins = height_of(here.university.pk)


Act = Callable[[Scene], Any]
ACTS: dict[str, Act] = {
    "found": lambda s: found_organisation(
        s.school.committee, actor=BUILDER, kind="staff-branch", code="same", name="机关支部"
    ),
    "rename": lambda s: rename_organisation(s.left, actor=BUILDER, name="改名支部", short_name=""),
    "move": lambda s: move_organisation(s.left, actor=BUILDER, parent=s.school.faculties[1]),
    "move the other": lambda s: move_organisation(s.right, actor=BUILDER, parent=s.school.faculties[0]),
    "end": lambda s: end_organisation(s.right, actor=BUILDER, reason="合并"),
    "cover": lambda s: cover_unit(s.right, actor=BUILDER, unit=s.school["team"]),
    "uncover": lambda s: uncover_unit(s.left, actor=BUILDER, unit=s.school["team"]),
    "join": lambda s: begin_membership(s.left, actor=BUILDER, person=s.school.staff[0]),
    "join the other": lambda s: begin_membership(s.right, actor=BUILDER, person=s.school.staff[0]),
    "leave": lambda s: end_membership(s.left, actor=BUILDER, person=s.school.staff[3]),
    "appoint": lambda s: make_appointment(
        s.left, actor=BUILDER, person=s.school.staff[0], role="branch-secretary"
    ),
    "appoint another": lambda s: make_appointment(
        s.left, actor=BUILDER, person=s.school.staff[1], role="branch-secretary"
    ),
    "dismiss": lambda s: end_appointment(s.post, actor=BUILDER),
    "sysadmin": lambda s: make_appointment(
        s.school.committee, actor=BUILDER, person=s.school.staff[1], role="sysadmin"
    ),
    "auditor": lambda s: make_appointment(
        s.school.committee, actor=BUILDER, person=s.school.staff[1], role="auditor"
    ),
    "register": lambda s: register_person(s.school.university, actor=BUILDER, code="Q1", name="柏舟"),
    "amend": lambda s: amend_person(s.school.staff[0], actor=BUILDER, job_title="教授"),
    "amend otherwise": lambda s: amend_person(s.school.staff[0], actor=BUILDER, job_title="讲师"),
    "import": lambda s: apply_import(s.batch, actor=s.officer),
    "open": lambda s: open_another(s.school),
    "note": lambda s: note_deed(s.story.matter, actor=s.story.actor("member"), text="又一笔"),
    "confirm": lambda s: confirm_deed(s.deed, actor=s.story.head),
    "accept": lambda s: accept_milestone(s.story.milestones["party"], actor=s.story.secretary),
    "retitle": lambda s: amend_matter(s.story.matter, actor=s.story.secretary, title="新名称"),
    "withdraw": lambda s: withdraw_matter(s.story.matter, actor=s.story.secretary, reason="经费没有落实"),
}


REFUSED_ALONE = {"accept": "gate-shut"}
"""What cannot be done as the scene begins: it opens, or not, with what the other hand does."""


def left_behind(scene: Scene) -> dict[str, Any]:
    """All that two verbs may have changed, in words that are the same in every school."""
    here = scene.school.university
    stays = {
        path: f"{code} under {above}"
        for path, code, above in Placement.objects.filter(organisation__university=here).values_list(
            "path", "organisation__code", "parent__code"
        )
    }
    records = Record.objects.filter(university_id=here.pk, seq__gt=scene.begins).order_by("seq")
    tables: dict[str, tuple[Any, tuple[str, ...]]] = {
        "organisations": (Organisation, ("code", "name", "path", "numchild", "ended_on")),
        "people": (Person, ("code", "name", "job_title", "version")),
        "memberships": (Membership, ("person__code", "organisation__code", "since", "until")),
        "appointments": (Appointment, ("person__code", "organisation__code", "role", "until")),
        "coverages": (Coverage, ("party__code", "unit__code", "until")),
        "matters": (Matter, ("number", "title", "state", "party__path", "unit__path")),
        "imports": (Import, ("state", "new", "changed", "same")),
    }
    found: dict[str, Any] = {
        name: sorted(
            str([stays.get(value, value) for value in row])
            for row in table.objects.filter(university=here).values_list(*columns)
        )
        for name, (table, columns) in tables.items()
    }
    return found | {
        "records": [
            (verb, stays.get(party, party), stays.get(unit, unit))
            for verb, party, unit in records.values_list("verb", "party_path", "unit_path")
        ],
        "notes": sorted(Deed.objects.filter(matter__university=here).values_list("text", "state")),
        "milestones": sorted(
            Milestone.objects.filter(matter__university=here).values_list("title", "state", "proved")
        ),
    }


def ended(play: Callable[[Scene], list[Any]]) -> tuple[list[Any], dict[str, Any]]:
    """What the acts came to in a school of their own, and what they left behind."""
    with committed() as here:
        scene = Scene(here)
        told = play(scene)
        return told, left_behind(scene)


@pytest.mark.parametrize("name", sorted(ACTS))
def test_alone_each_of_them_is_done(world: World, name: str) -> None:
    scene = Scene(school())

    alone = outcome(lambda: ACTS[name](scene))

    assert alone == REFUSED_ALONE.get(name, "done")


@pytest.mark.slow
@settings(
    max_examples=examples.of(30),
    # What happens but sometimes cannot be made smaller.
    phases=[Phase.explicit, Phase.generate],
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example(pair=("end", "dismiss"))
@example(pair=("end", "uncover"))
@given(pair=st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(sorted(ACTS))))
def test_any_two_at_once_are_as_one_after_the_other(arena: World, pair: tuple[str, str]) -> None:
    first, second = (ACTS[name] for name in pair)

    together = ended(lambda s: each_at_once(lambda: first(s), lambda: second(s)))

    assert all(isinstance(answer, str) for answer in together[0]), together[0]
    in_turn = ended(lambda s: [outcome(lambda: first(s)), outcome(lambda: second(s))])
    if together != in_turn:
        the_other_way = ended(lambda s: [outcome(lambda: second(s)), outcome(lambda: first(s))][::-1])
        assert together == the_other_way, pair
