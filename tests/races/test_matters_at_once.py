"""Two hands on one matter: what is done is done once, whoever was first; the other hears that it is done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.matters.actions import accept_milestone, confirm_deed, note_deed, withdraw_matter
from jingwei.foundation.matters.models import Deed, Matter
from jingwei.foundation.organisations.actions import move_organisation
from jingwei.foundation.organisations.models import Organisation
from jingwei.foundation.policy.actions import adopt_pack, leave_pack
from jingwei.foundation.policy.models import Adoption
from jingwei.kernel.actor import system
from jingwei.kernel.packs.library import ROOT
from tests.support.packs import SECOND_DOCUMENT, at_hand
from tests.support.school import School, at_once, committed, each_at_once, open_another, outcome, under_way
from tests.support.world import BUILDER, World

pytestmark = pytest.mark.postgres
LAB = "lab-safety-2026-7"
DECIDER = system("系统", "packs.*")


@pytest.fixture
def here(arena: World) -> Iterator[School]:
    with committed() as made:
        yield made


def verbs(here: School, *wanted: str) -> list[str]:
    rows = Record.objects.filter(university_id=here.university.pk, verb__in=wanted).order_by("seq")
    return list(rows.values_list("verb", flat=True))


def test_a_milestone_is_accepted_once(here: School) -> None:
    story = under_way(here)
    deed = note_deed(
        story.matter, actor=story.actor("member"), text="突击队下田", milestone=story.milestones["party"]
    )
    confirm_deed(deed, actor=story.head)

    def accept() -> None:
        accept_milestone(story.milestones["party"], actor=story.secretary)

    assert at_once(*[accept] * 6) == ["done"] + ["step-not-open"] * 5
    assert verbs(here, "matters.accept_milestone") == ["matters.accept_milestone"]


def test_a_note_is_confirmed_once(here: School) -> None:
    story = under_way(here)
    deed = note_deed(story.matter, actor=story.actor("member"), text="突击队下田")

    assert at_once(*[lambda: confirm_deed(deed, actor=story.head)] * 6) == ["done"] + ["step-not-open"] * 5
    assert verbs(here, "matters.confirm") == ["matters.confirm"]


def test_no_note_comes_in_after_the_matter_was_withdrawn(here: School) -> None:
    story = under_way(here)
    notes = [
        lambda n=n: note_deed(story.matter, actor=story.actor("member"), text=f"第 {n} 笔")  # type: ignore[misc]
        for n in range(4)
    ]
    told = each_at_once(
        lambda: withdraw_matter(story.matter, actor=story.secretary, reason="经费没有落实"), *notes
    )

    assert told[0] == "done" and set(told[1:]) <= {"done", "step-not-open"}
    made = verbs(here, "matters.note", "matters.withdraw")
    assert made == ["matters.note"] * told[1:].count("done") + ["matters.withdraw"]
    assert Deed.objects.filter(matter=story.matter).count() == told[1:].count("done")


def test_numbers_of_matters_are_given_once(here: School) -> None:
    assert at_once(*[lambda: open_another(here)] * 6) == ["done"] * 6

    numbers = list(Matter.objects.filter(university=here.university).values_list("number", flat=True))
    assert len(set(numbers)) == 6


def test_two_sides_that_take_hold_of_each_other_both_get_through(here: School) -> None:
    # Each holds its own side first and then the other: they wait for each other, and one is begun again.
    acts = [lambda by=by: open_another(here, by=by) for by in ("branch", "head") * 4]  # type: ignore[misc]

    assert at_once(*acts) == ["done"] * 8
    assert verbs(here, "matters.open") == ["matters.open"] * 8


@pytest.mark.parametrize("turn", range(4))
def test_what_is_recorded_after_a_move_is_recorded_where_it_then_stood(here: School, turn: int) -> None:
    story = under_way(here)
    branch, to = here.branches[0], here.faculties[1]
    notes = [
        lambda n=n: note_deed(story.matter, actor=story.actor("member"), text=f"第 {n} 笔")  # type: ignore[misc]
        for n in range(4)
    ]

    told = each_at_once(*notes[:2], lambda: move_organisation(branch, actor=BUILDER, parent=to), *notes[2:])

    # Who held the verb at the old place alone is told so; what is written stands where the branch stood then.
    assert told[2] == "done" and set(told) <= {"done", "no-grant"}
    new = Organisation.objects.get(pk=branch.pk).path
    assert new.startswith(to.path)
    rows = Record.objects.filter(
        university_id=here.university.pk, verb__in=("matters.note", "organisations.move")
    )
    written = list(rows.order_by("seq").values_list("verb", "party_path"))
    at = [verb for verb, _path in written].index("organisations.move")
    assert [path for _verb, path in written] == [branch.path] * at + [new] * (len(written) - at)


@pytest.mark.parametrize("turn", range(6))
def test_no_matter_is_opened_under_a_document_that_is_being_left(here: School, turn: int) -> None:
    with at_hand(ROOT, SECOND_DOCUMENT):
        with clock_at(date(2026, 2, 2)):
            adopt_pack(here.university, actor=DECIDER, pack=LAB)

        def leave() -> None:
            leave_pack(here.university, actor=DECIDER, pack=LAB)

        def begin() -> None:
            open_another(here, type="lab-safety", clauses=("lab-1.1",))

        left, opened = each_at_once(*((leave, begin) if turn % 2 else (begin, leave)))[
            :: 1 if turn % 2 else -1
        ]
        again = outcome(begin)

    ends = Adoption.objects.get(university=here.university, pack=LAB).until
    count = Matter.objects.filter(university=here.university, type="lab-safety").count()
    if left == "done":
        assert (opened, again, count, ends is None) == ("type", "type", 0, False)
    else:
        assert (left, opened, again, count, ends) == ("rule", "done", "done", 2, None)
