"""`organisations.move`: under another parent with all below, from a day on; where it stood before is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about
from jingwei.foundation.organisations.actions import found_organisation, move_organisation
from jingwei.foundation.organisations.models import Organisation, Placement
from tests.support.verbs import refused
from tests.support.world import BEGIN, BUILDER, World

TODAY = date(2026, 5, 20)


def test_all_below_goes_along_and_the_past_stays(world: World) -> None:
    branch, target, before = world["branch"], world["other_faculty_party"], world["branch"].path
    group = found_organisation(
        branch, actor=BUILDER, kind="party-group", code="g-1", name="第一党小组", since=BEGIN
    )

    with clock_at(TODAY):
        moved = move_organisation(branch, actor=world.actor("orgoffice"), parent=target)

    below = Organisation.objects.get(pk=group.pk)
    assert (moved.version, moved.path[: -Organisation.steplen]) == (branch.version + 1, target.path)
    assert (below.path[: -Organisation.steplen], below.depth) == (moved.path, moved.depth + 1)
    rows = Placement.objects.filter(organisation__in=(branch, group)).order_by("organisation", "since")
    assert list(rows.values_list("path", "parent", "since", "until")) == [
        (before, world["faculty_party"].pk, BEGIN, TODAY - timedelta(days=1)),
        (moved.path, target.pk, TODAY, None),
        (group.path, branch.pk, BEGIN, TODAY - timedelta(days=1)),
        (below.path, branch.pk, TODAY, None),
    ]
    last = list(records_about(moved))[-1]
    assert (last.verb, last.party_path) == ("organisations.move", moved.path)


def test_the_place_it_left_is_never_given_to_another(world: World) -> None:
    officer, home, before = world.actor("orgoffice"), world["faculty_party"], world["student_branch"].path
    move_organisation(world["student_branch"], actor=officer, parent=world["other_faculty_party"])

    made = found_organisation(home, actor=officer, kind="teacher-branch", code="b-77", name="测控支部")

    assert made.path > before


def test_who_holds_no_grant_is_refused(world: World) -> None:
    with refused(403, "no-grant"):
        move_organisation(world["branch"], actor=world.actor("faculty"), parent=world["other_faculty_party"])


@pytest.mark.parametrize("parent", ["team", "foreign_committee", "faculty_party", "staff_branch"])
def test_it_moves_within_its_tree_to_where_its_kind_may_stand(world: World, parent: str) -> None:
    with refused(403, "rule"):
        move_organisation(world["faculty_party"], actor=BUILDER, parent=world[parent])


@pytest.mark.parametrize(("account", "status"), [("orgoffice", 303), ("faculty", 403)])
def test_the_form(world: World, account: str, status: int) -> None:
    url = f"/organisations/{world['branch'].pk}/organisations-move/"

    answer = world.client(account).post(url, {"parent": world["other_faculty_party"].name})

    assert answer.status_code == status


def test_a_machine_names_no_parent_that_it_may_not_see(world: World) -> None:
    url, client = f"/api/v1/organisations/{world['branch'].pk}/move", world.client("orgoffice")

    def send(parent: str) -> int:
        body = {"parent_id": world[parent].pk}
        return client.post(url, body, content_type="application/json").status_code

    assert [send("foreign_committee"), send("team"), send("other_faculty_party")] == [404, 403, 200]


def test_it_moves_not_before_it_or_the_other_stood_where_they_stand(world: World) -> None:
    officer, branch = world.actor("orgoffice"), world["branch"]
    with clock_at(TODAY):
        move_organisation(branch, actor=officer, parent=world["other_faculty_party"], since=date(2026, 5, 1))
        made = found_organisation(
            world["committee"], actor=officer, kind="faculty-committee", code="late", name="后设的党委"
        )
        with refused(422, "invalid", says="智能农机教师党支部从 2026-05-01 起才在现在的位置"):
            move_organisation(branch, actor=officer, parent=world["faculty_party"], since=date(2026, 4, 1))
        with refused(422, "invalid", says="后设的党委从 2026-05-20 起才在现在的位置"):
            move_organisation(branch, actor=officer, parent=made, since=date(2026, 5, 19))


def test_the_form_tells_what_another_day_means_before_it_is_done(world: World) -> None:
    client, url = world.client("orgoffice"), f"/organisations/{world['branch'].pk}/organisations-move/"
    given = {"parent": world["other_faculty_party"].name, "since": "2025-03-01"}

    told = client.post(url, given)

    assert (told.status_code, Organisation.objects.get(pk=world["branch"].pk).path) == (
        200,
        world["branch"].path,
    )
    lines = [
        each.get("value")
        for each in html.fromstring(told.content.decode()).xpath("//input[@name='foretold']")
    ]
    assert "已经写下 0 条记录" in lines[0]
    assert client.post(url, given | {"foretold": lines}).status_code == 303
