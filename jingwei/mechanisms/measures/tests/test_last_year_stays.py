"""Last year's report equals itself to the byte, whatever is merged, moved, renamed, split and ended this year."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import chain
from typing import Any

import pytest
from django.test import Client

from jingwei.adapters.clock import clock_at
from jingwei.foundation.organisations.actions import (
    Part,
    end_appointment,
    end_membership,
    end_organisation,
    found_organisation,
    merge_organisations,
    move_organisation,
    rename_organisation,
    split_organisation,
)
from jingwei.foundation.organisations.models import Appointment
from jingwei.mechanisms.measures.tests.history import Deed, happened
from tests.support.world import BUILDER, World

ON, TODAY, LATER = date(2026, 12, 31), date(2027, 3, 1), date(2027, 6, 15)
ONCE = re.compile(
    r"hx-headers='[^']*'|打印于[^<]*|name=\"(csrfmiddlewaretoken|idempotency_key)\" value=\"[^\"]*\"".encode()
)
"""What is made anew for each answer: the mark against forgery, the key of a form, the minute of printing."""
KEYS = (
    "committee",
    "faculty_party",
    "other_faculty_party",
    "branch",
    "student_branch",
    "faculty",
    "team",
    "other_team",
)


def addresses(world: World) -> list[str]:
    of_one = (
        (
            f"/organisations/{world[key].pk}/?on={ON}",
            f"/measures/?organisation={world[key].pk}&period=2026&on={ON}",
            f"/measures/headlines/?organisation={world[key].pk}&period=2026&on={ON}",
            f"/measures/branches-weaving/?organisation={world[key].pk}&period=2026&part=denominator&on={ON}",
            f"/measures/milestones-on-time/rows/?organisation={world[key].pk}&period=2026&on={ON}",
            f"/api/v1/organisations/{world[key].pk}?on={ON}",
            f"/api/v1/measures?organisation={world[key].pk}&from=2026-01&to=2026-12&on={ON}",
            f"/api/v1/measures/branches-weaving/rows?organisation={world[key].pk}&period=2026&on={ON}",
        )
        for key in KEYS
    )
    lists = (
        f"/organisations/?on={ON}",
        f"/organisations/?q=支部&on={ON}",
        f"/organisations/list/?on={ON}",
        f"/organisations/list/?format=xlsx&on={ON}",
        f"/organisations/coverage/?on={ON}",
        f"/people/?on={ON}",
        f"/people/?format=xlsx&on={ON}",
        f"/api/v1/organisations?on={ON}&limit=200",
        f"/api/v1/appointments?on={ON}&limit=200",
        f"/api/v1/people?on={ON}&limit=200",
    )
    return [*chain.from_iterable(of_one), *lists]


def read(client: Client, address: str) -> tuple[int, bytes]:
    answer: Any = client.get(address, headers={"HX-Request": "true"} if "/headlines/" in address else {})
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, ONCE.sub(b"", body)


def this_year(world: World) -> None:
    """A merger, a move, a new name, a split and an end, and what is done in them."""
    moved = world["student_branch"]
    rename_organisation(world["team"], actor=BUILDER, name="智能装备研究院")
    move_organisation(moved, actor=BUILDER, parent=world["other_faculty_party"])
    happened(world, [Deed("matters.reckon_milestone", TODAY, result="late")])
    merge_organisations(world["other_faculty_party"], actor=BUILDER, others=[world["faculty_party"].pk])
    people = [world.people["member"].pk]
    parts = [Part("农机一支部", "b1"), Part("农机二支部", "b2", people=people)]
    with clock_at(TODAY + timedelta(days=9)):
        split_organisation(world["branch"], actor=BUILDER, parts=parts, stays=False)
    merge_organisations(
        world["faculty"], actor=BUILDER, others=[world["other_faculty"].pk], code="fu", name="工外学院"
    )
    post = Appointment.objects.get(organisation=world["other_branch"], until=None)
    end_appointment(post, actor=BUILDER)
    end_membership(world["other_branch"], actor=BUILDER, person=world.people["neighbour"])
    end_organisation(world["other_branch"], actor=BUILDER, reason="无人")
    found_organisation(world["committee"], actor=BUILDER, kind="staff-branch", code="s9", name="新机关支部")


@pytest.mark.slow
@pytest.mark.parametrize("account", ["committee", "orgoffice"])
def test_whatever_is_read_as_of_last_year_is_what_it_was(year: World, account: str) -> None:
    client = year.client(account)
    with clock_at(LATER):
        before = {address: read(client, address) for address in addresses(year)}
    assert {status for status, _body in before.values()} <= {200, 403}
    assert sum(len(body) > 2000 for _status, body in before.values()) > 40
    with clock_at(TODAY):
        this_year(year)

    with clock_at(LATER):
        after = {address: read(client, address) for address in addresses(year)}

    assert [address for address in before if before[address] != after[address]] == []


def test_without_a_day_the_page_is_that_of_today(year: World) -> None:
    client, address = year.client("committee"), f"/organisations/{year['team'].pk}/"
    with clock_at(TODAY):
        this_year(year)
    with clock_at(LATER):
        assert "智能装备研究院" in client.get(address).content.decode()
        assert "智能装备研究院" not in client.get(f"{address}?on={ON}").content.decode()
