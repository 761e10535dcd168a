"""A term: whoever leads is elected anew before so many months are over; an election is an appointment anew."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.foundation.organisations.actions import end_appointment, make_appointment
from jingwei.foundation.organisations.models import Appointment
from jingwei.foundation.policy.actions import make_excuse
from jingwei.foundation.policy.queries import asks_for, owed_by, waiting_for
from jingwei.kernel.packs.spec.obligation import Obligation
from tests.support.verbs import refused
from tests.support.world import BUILDER, World

TERM = "branch-term"
COUNT = {"verbs": ("appointments.make",), "at_least": 1}
SPEC: dict[str, object] = {
    "id": "term",
    "text": {"zh": "任期三年", "en": "Three years"},
    "who": ("teacher-branch",),
    "modality": "应",
    "strength": "warn",
    "cycle": "year",
    "term": {"months": 36, "ahead": 6},
    "source": {"instrument": "某条例", "article": "第一条"},
    "level": "central",
    "verified": False,
    "effective_from": date(2018, 1, 1),
}
# The secretary of the branch was appointed on 2024-09-01.
BEFORE_TOLD, TOLD, LAST_DAY, OVER = date(2027, 2, 28), date(2027, 3, 1), date(2027, 8, 31), date(2027, 9, 1)


def stands(world: World, on: date, obligation: str = TERM) -> list[tuple[str, int]]:
    """How the teachers' branch stands with its term on a day, and the months in it."""
    actor = world.actor("orgoffice")
    with clock_at(on):
        asks = [ask for ask in asks_for(actor, on) if ask.obligation.id == obligation]
        owed = owed_by(actor, asks, on, world["branch"].pk)
    return [(each.state, each.count) for each in owed]


@pytest.mark.parametrize(
    ("on", "state", "months"),
    [(BEFORE_TOLD, "met", 29), (TOLD, "due", 30), (LAST_DAY, "due", 35), (OVER, "overdue", 36)],
)
def test_it_is_told_half_a_year_ahead_and_over_after_three_years(
    world: World, on: date, state: str, months: int
) -> None:
    assert stands(world, on) == [(state, months)]


@pytest.mark.parametrize(("on", "waits"), [(BEFORE_TOLD, 0), (TOLD, 1), (OVER, 1)])
def test_it_waits_for_who_leads_from_then_on(world: World, on: date, waits: int) -> None:
    with clock_at(on):
        found = [each for each in waiting_for(world.actor("branch")) if TERM in each.verb]

    assert [(each.due, each.known) for each in found] == [(None, False)] * waits


def test_an_appointment_anew_begins_a_term(world: World) -> None:
    branch, person = world["branch"], world.people["branch"]
    old = Appointment.objects.get(organisation=branch, person=person, until=None)
    with clock_at(OVER):
        end_appointment(old, actor=BUILDER, until=LAST_DAY)
        make_appointment(branch, actor=BUILDER, person=person, role="branch-secretary", since=OVER)

    assert stands(world, date(2027, 9, 20)) == [("met", 0)]


def test_where_nobody_leads_there_is_no_term(world: World) -> None:
    old = Appointment.objects.get(organisation=world["branch"], until=None)
    with clock_at(TOLD):
        end_appointment(old, actor=BUILDER, until=TOLD)

    assert stands(world, OVER) == []


def test_it_may_be_put_off_for_a_year_and_no_longer(world: World) -> None:
    with clock_at(OVER):
        make_excuse(world["branch"], actor=world.actor("faculty"), obligation=TERM, reason="报请推迟")
    assert stands(world, OVER) == [("excused", 36)]
    assert stands(world, date(2028, 1, 1)) == [("overdue", 40)]
    with clock_at(TOLD), refused(422, "invalid", says="已经免了"):
        make_excuse(world["branch"], actor=world.actor("faculty"), obligation=TERM, reason="再推迟")


def test_the_page_says_how_long(world: World) -> None:
    with clock_at(TOLD):
        answer = html.fromstring(
            world.client("branch").get(f"/organisations/{world['branch'].pk}/").content.decode()
        )
        one = world.client("faculty").get(f"/obligations/{TERM}/").content.decode()

    (row,) = [each for each in answer.find_class("ev") if "任期三年" in each.text_content()]
    assert "已任 30 个月，任期 36 个月" in row.text_content()
    assert "任期快满" in row.text_content()
    assert "任期 36 个月" in one


@pytest.mark.parametrize(
    ("more", "says"), [({"cycle": "month"}, "every «year»"), ({"count": COUNT}, "counts no records")]
)
def test_a_pack_that_says_it_otherwise_is_refused(more: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Obligation.model_validate(SPEC | more)


def test_a_longer_term_is_a_loosening() -> None:
    mine = Obligation.model_validate(SPEC)

    assert mine.looser_than(mine) is None
    assert Obligation.model_validate(SPEC | {"term": {"months": 48}}).looser_than(mine) == "term"
    assert Obligation.model_validate(SPEC | {"term": None}).looser_than(mine) == "term"
    assert Obligation.model_validate(SPEC | {"term": {"months": 24}}).looser_than(mine) is None
