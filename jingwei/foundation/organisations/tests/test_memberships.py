"""`memberships.begin`, `memberships.end`: of a Party branch one belongs to one at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jingwei.adapters import clock
from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.organisations.actions import begin_membership, end_membership
from jingwei.foundation.organisations.models import Membership
from tests.support.verbs import refused
from tests.support.world import World

DAY = timedelta(days=1)


def test_one_goes_from_branch_to_branch(world: World) -> None:
    officer, person, today = world.actor("orgoffice"), world.people["member"], clock.today()

    end_membership(world["branch"], actor=officer, person=person, until=today - DAY)
    begin_membership(world["student_branch"], actor=officer, person=person)

    rows = Membership.objects.filter(person=person, organisation__tree="party").order_by("since")
    assert [(m.organisation_id, m.until) for m in rows] == [
        (world["branch"].pk, today - DAY),
        (world["student_branch"].pk, None),
    ]
    assert [list(records_about(world[key]))[-1].verb for key in ("branch", "student_branch")] == [
        "memberships.end",
        "memberships.begin",
    ]


@pytest.mark.parametrize("account", ["member", "dean", "sysadmin", "outsider"])
def test_who_holds_no_grant_is_refused(world: World, account: str) -> None:
    with refused(403, "no-grant"):
        begin_membership(world["student_branch"], actor=world.actor(account), person=world.people["teacher"])
    with refused(403, "no-grant"):
        end_membership(world["branch"], actor=world.actor(account), person=world.people["member"])


def test_a_second_branch_is_refused_also_while_the_first_still_runs_out(world: World) -> None:
    officer, person = world.actor("orgoffice"), world.people["member"]
    with refused(422, "invalid", says="请先转出"):
        begin_membership(world["student_branch"], actor=officer, person=person)

    end_membership(world["branch"], actor=officer, person=person, until=clock.today() + 9 * DAY)
    with refused(422, "invalid", says="请先转出"):
        begin_membership(world["student_branch"], actor=officer, person=person)


def test_somebody_elsewhere_is_not_taken_in_or_let_go(world: World) -> None:
    officer, stranger = world.actor("orgoffice"), world.people["outsider"]
    with refused(403, "rule"):
        begin_membership(world["student_branch"], actor=officer, person=stranger)
    with refused(422, "invalid", says="现在不在这里"):
        end_membership(world["branch"], actor=officer, person=world.people["teacher"])


def test_a_machine_takes_in_and_lets_go(world: World) -> None:
    client, url = world.client("orgoffice"), f"/api/v1/organisations/{world['student_branch'].pk}"

    def send(step: str, account: str) -> int:
        body = {"person_id": world.people[account].pk}
        return client.post(f"{url}/{step}", body, content_type="application/json").status_code

    assert [send("begin", "teacher"), send("begin", "teacher"), send("memberships-end", "teacher")] == [
        200,
        422,
        200,
    ]
    assert send("begin", "outsider") == 404
