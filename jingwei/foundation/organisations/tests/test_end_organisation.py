"""`organisations.end`: after those below, the people and the matters have gone elsewhere; posts and links end with it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jingwei.adapters import clock
from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.organisations.actions import (
    begin_membership,
    cover_unit,
    end_membership,
    end_organisation,
    make_appointment,
    move_organisation,
    rename_organisation,
)
from jingwei.foundation.organisations.models import Appointment, Coverage, Organisation, Placement
from jingwei.foundation.organisations.queries import children_of
from jingwei.foundation.organisations.reactions import carry_out_planned_changes
from tests.support.matters import story_at
from tests.support.verbs import refused
from tests.support.world import BUILDER, World

DAY = timedelta(days=1)


def furnished(world: World) -> Organisation:
    """The students' branch with a secretary and a unit it covers, but without members."""
    branch = world["student_branch"]
    person = world.people["member"]
    make_appointment(branch, actor=BUILDER, person=person, role="branch-secretary", since=date(2026, 1, 1))
    cover_unit(branch, actor=BUILDER, unit=world["team"], since=date(2026, 1, 1))
    return branch


@pytest.mark.parametrize("days", [-3, 0])
def test_all_that_hangs_on_it_ends_on_the_same_day(world: World, days: int) -> None:
    branch, last = furnished(world), clock.today() + days * DAY
    before = Record.objects.count()

    ended = end_organisation(branch, actor=world.actor("orgoffice"), reason="并入教师支部", until=last)

    assert (ended.ended_on, ended.version) == (last, branch.version + 1)
    assert [a.until for a in Appointment.objects.filter(organisation=branch)] == [last]
    assert [c.until for c in Coverage.objects.filter(party=branch)] == [last]
    assert [p.until for p in Placement.objects.filter(organisation=branch)] == [last]
    told = Record.objects.order_by("seq")[before:].values_list("verb", flat=True)
    assert list(told) == ["appointments.end", "organisations.uncover", "organisations.end"]
    names = children_of(world.actor("orgoffice"), world["faculty_party"]).values_list("name", flat=True)
    assert (branch.name in names) == (days >= 0)


def test_what_is_ended_ahead_goes_on_until_then(world: World) -> None:
    branch, last = furnished(world), clock.today() + 30 * DAY
    end_organisation(branch, actor=world.actor("orgoffice"), reason="并入教师支部", until=last)
    assert Organisation.objects.get(pk=branch.pk).ended_on is None

    with clock_at(last):
        carry_out_planned_changes.func()
        assert Organisation.objects.get(pk=branch.pk).ended_on is None
    with clock_at(last + DAY):
        carry_out_planned_changes.func()

    assert Organisation.objects.get(pk=branch.pk).ended_on == last
    assert [a.until for a in Appointment.objects.filter(organisation=branch)] == [last]
    assert [c.until for c in Coverage.objects.filter(party=branch)] == [last]


def test_a_last_day_lies_not_before_the_last_change(world: World) -> None:
    branch, officer = furnished(world), world.actor("orgoffice")
    rename_organisation(branch, actor=officer, name="新支部", since=clock.today() - DAY)

    with refused(422, "invalid", says="还更名或划转过"):
        end_organisation(branch, actor=officer, reason="合并", until=clock.today() - 2 * DAY)


def test_nothing_is_planned_beyond_the_end(world: World) -> None:
    branch, officer, today = furnished(world), world.actor("orgoffice"), clock.today()
    rename_organisation(branch, actor=officer, name="新支部", since=today + 40 * DAY)
    with refused(403, "rule", says="请先撤回它"):
        end_organisation(branch, actor=officer, reason="合并", until=today + 30 * DAY)
    end_organisation(branch, actor=officer, reason="合并", until=today + 50 * DAY)

    with refused(403, "rule", says="那一天它已经不在了"):
        move_organisation(branch, actor=officer, parent=world["other_faculty_party"], since=today + 60 * DAY)


def test_who_holds_no_grant_is_refused(world: World) -> None:
    branch = furnished(world)
    with refused(403, "no-grant"):
        end_organisation(branch, actor=world.actor("faculty"), reason="并入教师支部")


def test_those_below_end_first(world: World) -> None:
    with refused(403, "rule", says="下面还有组织"):
        end_organisation(world["other_faculty_party"], actor=world.actor("orgoffice"), reason="合并")


def test_its_people_go_elsewhere_first(world: World) -> None:
    branch, officer, person = furnished(world), world.actor("orgoffice"), world.people["student"]
    begin_membership(branch, actor=BUILDER, person=person, since=date(2026, 1, 1))

    with refused(403, "rule", says="请先把他们转出"):
        end_organisation(branch, actor=officer, reason="并入教师支部")

    end_membership(branch, actor=BUILDER, person=person)
    assert end_organisation(branch, actor=officer, reason="并入教师支部").ended_on == clock.today()


def test_its_matters_are_closed_first(world: World) -> None:
    with story_at(world, "implementing") as story:
        for person in ("branch", "organizer", "member", "faculty", "head"):
            end_membership(world["branch"], actor=BUILDER, person=world.people[person])

        with refused(403, "rule", clause="4.1a", says="还有 1 件融合事项没有办结"):
            end_organisation(story.matter.party, actor=story.inspector, reason="合并")


def test_it_ends_once(world: World) -> None:
    branch, officer = furnished(world), world.actor("orgoffice")
    end_organisation(branch, actor=officer, reason="并入教师支部")

    with refused(403, "rule", says="已经撤销"):
        end_organisation(branch, actor=officer, reason="再撤一次")


@pytest.mark.parametrize(("account", "status"), [("orgoffice", 303), ("faculty", 403)])
def test_the_form(world: World, account: str, status: int) -> None:
    url = f"/organisations/{furnished(world).pk}/organisations-end/"

    assert world.client(account).post(url, {"reason": "并入教师支部"}).status_code == status


def test_a_machine_hears_the_same_reasons(world: World) -> None:
    client = world.client("orgoffice")

    def send(key: str) -> tuple[int, str]:
        url = f"/api/v1/organisations/{world[key].pk}/end"
        answer = client.post(url, {"reason": "合并"}, content_type="application/json")
        return answer.status_code, answer.json().get("code", "")

    furnished(world)
    assert [send("other_faculty_party"), send("foreign_branch"), send("student_branch")] == [
        (403, "rule"),
        (404, "not-found"),
        (200, "student_branch"),
    ]
