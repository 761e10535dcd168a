"""`organisations.found`: an organisation is set up below another, of a kind that may stand there (3.4)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.organisations.actions import found_organisation
from jingwei.foundation.organisations.models import Organisation, Placement
from tests.support.verbs import refused
from tests.support.world import World

NEW: dict[str, Any] = {"kind": "teacher-branch", "code": "b-77", "name": "测控教师党支部"}


def test_it_stands_below_its_parent_from_its_day_on(world: World) -> None:
    parent, day = world["faculty_party"], date(2026, 3, 1)

    made = found_organisation(parent, actor=world.actor("orgoffice"), since=day, **NEW)

    assert (made.path[: -Organisation.steplen], made.depth) == (parent.path, parent.depth + 1)
    placements = Placement.objects.filter(organisation=made)
    assert list(placements.values_list("name", "parent", "path", "since", "until")) == [
        ("测控教师党支部", parent.pk, made.path, day, None)
    ]
    (record,) = records_about(made)
    assert (record.verb, record.values["since"]) == ("organisations.found", "2026-03-01")


@pytest.mark.parametrize("account", ["branch", "dean", "member", "auditor", "outsider"])
def test_who_holds_no_grant_here_is_refused(world: World, account: str) -> None:
    with refused(403, "no-grant"):
        found_organisation(world["faculty_party"], actor=world.actor(account), **NEW)


def test_a_kind_that_does_not_stand_here_is_refused(world: World) -> None:
    with refused(403, "rule", clause="3.1"):
        found_organisation(world["branch"], actor=world.actor("orgoffice"), **NEW)


def test_a_code_in_use_is_refused_by_its_field(world: World) -> None:
    with refused(422, "invalid", says="编号 branch 已经用在别的组织上。"):
        found_organisation(world["faculty_party"], actor=world.actor("orgoffice"), **NEW | {"code": "branch"})


def test_the_form_founds_and_keeps_what_was_typed_where_it_is_refused(world: World) -> None:
    url, client = (
        f"/organisations/{world['faculty_party'].pk}/organisations-found/",
        world.client("orgoffice"),
    )

    taken = client.post(url, NEW | {"code": "branch"})
    assert (taken.status_code, "测控教师党支部" in taken.content.decode()) == (422, True)
    assert client.post(url, NEW).status_code == 303
    assert Organisation.objects.get(code="b-77").name == "测控教师党支部"


def test_who_may_not_found_gets_no_button_and_no_form(world: World) -> None:
    client, branch = world.client("branch"), world["branch"]

    assert "organisations-found" not in client.get(f"/organisations/{branch.pk}/").content.decode()
    assert client.post(f"/organisations/{branch.pk}/organisations-found/", {}).status_code == 403


def test_a_machine_founds_by_the_id_of_the_parent(world: World) -> None:
    body = NEW | {"parent_id": world["faculty_party"].pk}

    answer = world.client("orgoffice").post("/api/v1/organisations", body, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (200, "b-77")
    unknown = body | {"kind": "sports-club", "code": "b-79"}
    nothing = world.client("orgoffice").post(
        "/api/v1/organisations", unknown, content_type="application/json"
    )
    assert (nothing.status_code, [e["field"] for e in nothing.json()["errors"]]) == (422, ["kind"])
    foreign = body | {"parent_id": world["foreign_committee"].pk, "code": "b-78"}
    hidden = world.client("orgoffice").post("/api/v1/organisations", foreign, content_type="application/json")
    assert hidden.status_code == 404
