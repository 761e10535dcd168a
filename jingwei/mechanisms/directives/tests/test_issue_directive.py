"""`directives.issue`: it reaches all that stand below that day, and no later move rewrites whom it reached."""

from __future__ import annotations

from datetime import date

import pytest

from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.queries import records_about, sentences
from jingwei.foundation.organisations.actions import (
    found_organisation,
    move_organisation,
    rename_organisation,
)
from jingwei.mechanisms.directives.actions import issue_directive, withdraw_directive
from jingwei.mechanisms.directives.models import Receipt
from jingwei.mechanisms.directives.tests.story import NOON, PAPER, drafted, issued
from tests.support.verbs import refused
from tests.support.world import BUILDER, World


def test_everybody_addressed_gets_a_receipt_with_the_next_one_above(world: World) -> None:
    with issued(world) as story:
        found = {
            each.organisation_id: (each.parent.organisation_id if each.parent else None, each.state)
            for each in Receipt.objects.filter(directive=story.directive)
        }
        party, other = world["faculty_party"].pk, world["other_faculty_party"].pk

        assert found == {
            party: (None, "sent"),
            other: (None, "sent"),
            world["branch"].pk: (party, "sent"),
            world["other_branch"].pk: (other, "sent"),
        }
        told = sentences(list(records_about(story.directive)))[-1][1]
        assert told == f"祁远山下发了《{PAPER['title']}》，送达 4 个组织，2026-04-30 前回报"


def test_later_moves_and_names_rewrite_nothing(world: World) -> None:
    with issued(world) as story:
        before = list(Receipt.objects.order_by("path").values_list("path", "name"))
        rename_organisation(world["branch"], actor=BUILDER, name="改了名的支部")
        move_organisation(world["branch"], actor=BUILDER, parent=world["other_faculty_party"])
        found_organisation(
            world["faculty_party"], actor=BUILDER, kind="teacher-branch", code="later", name="后来的支部"
        )

        assert list(Receipt.objects.order_by("path").values_list("path", "name")) == before
        assert "智能农机教师党支部" in str(before)
        page = world.client("committee").get(f"/directives/{story.directive.pk}/").content.decode()
        assert "共 4 个组织" in page and "后来的支部" not in page


def test_it_is_refused(world: World) -> None:
    with clock_at(NOON):
        story = drafted(world)
        with refused(403, "no-grant"):
            issue_directive(story.directive, actor=world.actor("faculty"))
        nobody = drafted(world, kinds=("temporary-branch",))
        with refused(422, "invalid", says="没有这样的组织"):
            issue_directive(nobody.directive, actor=world.actor("committee"))
        issue_directive(story.directive, actor=world.actor("orgoffice"))
        with refused(409, "step-not-open", says="落实中"):
            issue_directive(story.directive, actor=world.actor("committee"))
    with clock_at(date(2026, 5, 1)), refused(422, "invalid", says="已经过了"):
        issue_directive(nobody.directive, actor=world.actor("committee"))


@pytest.mark.parametrize("account", ["faculty", "branch", "neighbour", "member"])
def test_from_then_on_those_below_read_it(world: World, account: str) -> None:
    with clock_at(NOON):
        story = drafted(world)
        at, client = f"/directives/{story.directive.pk}/", world.client(account)
        before = client.get(at).status_code
        issue_directive(story.directive, actor=world.actor("committee"))
        page = client.get(at)

    assert (before, page.status_code) == (404, 200)
    assert PAPER["text"] in page.content.decode()
    assert world.client("outsider").get(at).status_code == 404


def test_by_page_and_api(world: World) -> None:
    with clock_at(NOON):
        first, second = drafted(world), drafted(world)
        client = world.client("committee")
        pressed = client.post(f"/directives/{first.directive.pk}/issue/")
        told = client.post(
            f"/api/v1/directives/{second.directive.pk}/issue", {}, content_type="application/json"
        )

    assert (pressed.status_code, told.status_code, told.json()["state"]) == (303, 200, "issued")


def test_a_withdrawn_one_asks_nothing_more(world: World) -> None:
    with issued(world) as story:
        withdraw_directive(story.directive, actor=story.actor("committee"), reason="并入另一件")
        desk = world.client("branch").get("/").content.decode()

    assert PAPER["title"] not in desk
