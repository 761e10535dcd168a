"""`organisations.cover`, `organisations.uncover`: a Party organisation answers for a unit, from a day to a day (3.1)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jingwei.adapters import clock
from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.organisations.actions import cover_unit, uncover_unit
from jingwei.foundation.organisations.models import Coverage
from tests.support.verbs import refused
from tests.support.world import World

DAY = timedelta(days=1)


def spans(world: World) -> list[tuple[object, object]]:
    rows = Coverage.objects.filter(party=world["student_branch"]).order_by("since")
    return list(rows.values_list("since", "until"))


def test_it_is_covered_until_it_is_not_and_then_again(world: World) -> None:
    branch, team, officer, today = (
        world["student_branch"],
        world["team"],
        world.actor("orgoffice"),
        clock.today(),
    )

    cover_unit(branch, actor=officer, unit=team, since=today - 9 * DAY)
    uncover_unit(branch, actor=officer, unit=team, until=today - 5 * DAY)
    cover_unit(branch, actor=officer, unit=team)

    assert spans(world) == [(today - 9 * DAY, today - 5 * DAY), (today, None)]
    told = [record.verb for record in records_about(branch)]
    assert told[-3:] == ["organisations.cover", "organisations.uncover", "organisations.cover"]


def test_a_link_that_ends_later_holds_until_then(world: World) -> None:
    branch, team, officer, today = (
        world["student_branch"],
        world["team"],
        world.actor("orgoffice"),
        clock.today(),
    )
    cover_unit(branch, actor=officer, unit=team)
    uncover_unit(branch, actor=officer, unit=team, until=today + 30 * DAY)

    with refused(422, "invalid", says="已经在覆盖"):
        cover_unit(branch, actor=officer, unit=team)


def test_who_holds_no_grant_is_refused(world: World) -> None:
    with refused(403, "no-grant"):
        cover_unit(world["branch"], actor=world.actor("branch"), unit=world["team"])
    with refused(403, "no-grant"):
        uncover_unit(world["branch"], actor=world.actor("branch"), unit=world["team"])


@pytest.mark.parametrize(
    ("party", "unit"), [("team", "faculty"), ("branch", "foreign_faculty"), ("branch", "branch")]
)
def test_only_a_party_organisation_covers_a_unit_of_its_university(
    world: World, party: str, unit: str
) -> None:
    with refused(403, "rule", clause="3.1"):
        cover_unit(world[party], actor=world.actor("orgoffice"), unit=world[unit])


def test_what_is_not_covered_is_not_uncovered(world: World) -> None:
    with refused(422, "invalid", says="并没有覆盖"):
        uncover_unit(world["student_branch"], actor=world.actor("orgoffice"), unit=world["team"])


def test_the_forms(world: World) -> None:
    client, url = world.client("orgoffice"), f"/organisations/{world['student_branch'].pk}/organisations"

    answers = [
        client.post(f"{url}-{step}/", {"unit": world["team"].code}).status_code
        for step in ("uncover", "cover", "cover", "uncover")
    ]

    assert answers == [422, 303, 422, 303]


def test_a_machine_covers_and_uncovers(world: World) -> None:
    client, url = world.client("orgoffice"), f"/api/v1/organisations/{world['student_branch'].pk}"

    def send(step: str, unit: str) -> int:
        body = {"unit_id": world[unit].pk}
        return client.post(f"{url}/{step}", body, content_type="application/json").status_code

    assert [send("cover", "team"), send("cover", "team"), send("uncover", "team")] == [200, 422, 200]
    assert send("cover", "foreign_faculty") == 404
