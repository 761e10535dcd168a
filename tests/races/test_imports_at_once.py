"""Two imports at the same moment: everybody comes in once, whoever was first, and each sheet is told what it did."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jingwei.adapters.worker import drain
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.organisations.actions import begin_membership
from jingwei.foundation.organisations.models import Membership
from jingwei.foundation.people.actions import register_person
from jingwei.foundation.people.models import Person
from jingwei.kernel.actor import Actor, system
from jingwei.mechanisms.imports.actions import apply_import, hand_in, undo_import
from jingwei.mechanisms.imports.models import Import
from tests.support.hands import all_at_once
from tests.support.school import School, at_once, committed, each_at_once
from tests.support.sheets import books
from tests.support.world import BUILDER, World

pytestmark = pytest.mark.postgres
COUNT = 40
OFFICER = "imports.* people.* memberships.* organisations.*".split()


@pytest.fixture
def here(arena: World) -> Iterator[School]:
    with committed() as made:
        yield made


def officer(here: School) -> Actor:
    return system("组织部", *OFFICER, university_id=here.university.pk)


def handed_in(here: School, name: str = "名册.csv", letters: str = "Q") -> Import:
    branch = here.branches[0].code
    rows = [[f"{letters}{n:03d}", f"柏如{n}", branch] for n in range(COUNT)]
    sheet = books.text([["学工号", "姓名", "党支部编码"], *rows])
    return hand_in(here.university, actor=officer(here), pieces=[sheet], file_name=name)


def came_in(here: School) -> tuple[int, int, int]:
    """People of the sheet, their memberships, the records of their coming in."""
    people = Person.objects.filter(university=here.university, code__startswith="Q")
    records = Record.objects.filter(university_id=here.university.pk, verb="people.register")
    return (
        people.count(),
        Membership.objects.filter(person__in=people).count(),
        records.filter(subject_id__in=people.values("pk")).count(),
    )


def test_one_import_is_applied_once(here: School) -> None:
    batch = handed_in(here)

    assert (
        at_once(*[lambda: apply_import(batch, actor=officer(here))] * 4) == ["done"] + ["step-not-open"] * 3
    )
    assert came_in(here) == (COUNT, COUNT, COUNT)


def test_the_same_sheet_twice_brings_everybody_in_once(here: School) -> None:
    first, second = handed_in(here), handed_in(here, "另存.csv")

    told = each_at_once(*(lambda b=b: apply_import(b, actor=officer(here)) for b in (first, second)))  # type: ignore[misc]

    assert told == ["done", "done"]
    assert came_in(here) == (COUNT, COUNT, COUNT)
    for batch in (first, second):
        batch.refresh_from_db()
    assert sorted((b.new, b.same, b.first_seq > 0) for b in (first, second)) == [
        (0, COUNT, False),
        (COUNT, 0, True),
    ]


def test_handed_in_at_the_same_moment_both_previews_say_the_same(here: School) -> None:
    made = all_at_once([lambda n=n: handed_in(here, f"{n}.csv") for n in range(4)])  # type: ignore[misc]

    assert {(b.state, b.new, b.faulty) for b in made} == {("previewed", COUNT, 0)}


@pytest.mark.parametrize("turn", range(4))
def test_who_is_registered_by_hand_meanwhile_is_not_doubled(here: School, turn: int) -> None:
    batch = handed_in(here)

    def by_hand() -> None:
        register_person(here.university, actor=BUILDER, code="Q005", name="柏如5")

    told = each_at_once(lambda: apply_import(batch, actor=officer(here)), by_hand)

    assert told in (["done", "code"], ["done", "done"], ["code", "done"])
    people, _held, registered = came_in(here)
    # Whoever came second hears that the code is taken, and all of the sheet, or nothing of it, is in.
    assert (people, registered) == ((1, 1) if told == ["code", "done"] else (COUNT, COUNT))


@pytest.mark.parametrize("turn", range(4))
def test_an_undoing_and_what_is_built_on_it_do_not_both_happen(here: School, turn: int) -> None:
    batch = apply_import(handed_in(here), actor=officer(here))
    person = Person.objects.get(university=here.university, code="Q007")

    def build() -> None:
        begin_membership(here["team"], actor=BUILDER, person=person)

    undone, built = each_at_once(lambda: undo_import(batch, actor=officer(here)), build)

    drain()
    batch.refresh_from_db()
    if undone == "done":
        assert (batch.state, built, came_in(here)) == ("undone", "not-found", (0, 0, 0))
    else:
        assert (undone, batch.state, built) == ("gate-shut", "applied", "done")
        assert came_in(here) == (COUNT, COUNT + 1, COUNT)
