"""The cascade: who has come how far, in a fixed number of questions; a parent closes last whatever the order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from jingwei.adapters.clock import clock_at
from jingwei.foundation.organisations.actions import Founding, found_many
from jingwei.kernel.actions import may
from jingwei.mechanisms.directives import actions
from jingwei.mechanisms.directives.actions import (
    close_receipt,
    excuse_receipt,
    report_receipt,
    sign_receipt,
    take_on_receipt,
)
from jingwei.mechanisms.directives.models import Receipt
from jingwei.mechanisms.directives.queries import cascade_for
from jingwei.mechanisms.directives.tests.story import DUE, NOON, Story, issued
from tests.support import examples
from tests.support.world import BUILDER, World


def gates(story: Story, account: str, name: str, opened: str = "") -> dict[str, tuple[list[int], int, int]]:
    actor = story.actor(account)
    cascade = cascade_for(actor, story.directive, story.world[name].path, opened)
    return {level.name: (level.gates, level.excused, level.stuck) for level in cascade.levels}


def test_each_level_counts_who_has_come_so_far_or_further(world: World) -> None:
    with issued(world) as story:
        sign_receipt(story.receipt("branch"), actor=story.actor("branch"))
        take_on_receipt(story.receipt("faculty_party"), actor=story.actor("faculty"), plan="排")
        excuse_receipt(story.receipt("other_branch"), actor=story.actor("committee"), reason="不办")

        assert gates(story, "committee", "committee") == {
            "机械工程学院党委": ([2, 2, 1, 0], 0, 0),
            "外国语学院党委": ([1, 0, 0, 0], 1, 0),
        }
        assert gates(story, "faculty", "faculty_party") == {"智能农机教师党支部": ([1, 1, 0, 0], 0, 0)}
    with clock_at(NOON + timedelta(days=5)):
        assert gates(story, "committee", "committee")["机械工程学院党委"][2] == 1
        page = world.client("committee").get(f"/directives/{story.directive.pk}/").content.decode()
        assert "2 个停住了" in page
    with clock_at(DUE + timedelta(days=1)):
        assert gates(story, "committee", "committee")["机械工程学院党委"][2] == 2


@pytest.mark.parametrize("branches", [5, 450])
def test_it_asks_the_same_whatever_the_size(
    world: World, branches: int, django_assert_num_queries: Any
) -> None:
    foundings = [
        Founding("teacher-branch", f"t{n}", f"第{n}支部", "", NOON.date(), parent=world["faculty_party"].pk)
        for n in range(branches)
    ]
    found_many(world.universities["home"].pk, actor=BUILDER, foundings=foundings)
    with issued(world) as story:
        group = world["faculty_party"].path
        client, at = world.client("committee"), f"/directives/{story.directive.pk}/?group={group}"
        page = client.get(at).content.decode()

        assert Receipt.objects.count() == branches + 4
        assert f"共 {branches + 4} 个组织" in page and "第0支部" in page
        with django_assert_num_queries(10):
            client.get(at)


@pytest.mark.parametrize("branches", [2, 450])
def test_what_was_answered_is_listed_whatever_the_size_for_as_many_questions(
    world: World, branches: int, django_assert_num_queries: Any
) -> None:
    foundings = [
        Founding("teacher-branch", f"t{n}", f"第{n}支部", "", NOON.date(), parent=world["faculty_party"].pk)
        for n in range(branches)
    ]
    found_many(world.universities["home"].pk, actor=BUILDER, foundings=foundings)
    with issued(world) as story:
        answered = Receipt.objects.filter(path__startswith=world["faculty_party"].path)
        answered.update(state="reported", answer="办成了")
        client, at = world.client("committee"), f"/directives/{story.directive.pk}/?show=answered"
        page = html.fromstring(client.get(at).content.decode())
        lines = page.xpath("//section[@id='lines']//li")

        assert len(lines) == min(Receipt.objects.filter(state="reported").count(), 100)
        # The School waits for those below it; whoever has nobody below can be settled.
        assert "还有" in lines[0].text_content() and "/close/" not in str(lines[0].xpath(".//form/@action"))
        assert "/close/" in str(lines[1].xpath(".//form/@action"))
        with django_assert_num_queries(10):
            client.get(at)


def test_a_school_that_was_moved_since_still_sees_its_own(world: World) -> None:
    with issued(world) as story:
        # As it is left when the School stood elsewhere on the day of issue.
        for name in ("faculty_party", "branch"):
            receipt = story.receipt(name)
            receipt.path = receipt.path.replace(world["faculty_party"].path, world["committee"].path + "0099")
            receipt.save()
        page = world.client("faculty").get(f"/directives/{story.directive.pk}/")

        lines = html.fromstring(page.content.decode()).xpath("//ul[@class='cascade-levels']/li/a")
        assert [line.text_content() for line in lines] == ["智能农机教师党支部"]


def test_what_is_settled_is_counted_beside_what_is_reported(world: World) -> None:
    with issued(world) as story:
        sign_receipt(story.receipt("branch"), actor=story.actor("branch"))
        report_receipt(story.receipt("branch"), actor=story.actor("branch"), text="办成了")
        close_receipt(story.receipt("branch"), actor=story.actor("faculty"))
        whole = cascade_for(story.actor("committee"), story.directive, world["committee"].path).whole
        page = world.client("committee").get(f"/directives/{story.directive.pk}/").content.decode()

        assert (whole.gates, whole.closed) == ([4, 1, 1, 1], 1)
        assert "核销 1 个" in page


STEPS = ("sign", "take_on", "report", "decline", "return", "excuse", "close")
PLAYERS = ("branch", "neighbour", "faculty", "committee", "orgoffice")
NAMES = ("branch", "other_branch", "faculty_party", "other_faculty_party")
MOVES = st.lists(
    st.tuples(st.sampled_from(STEPS), st.sampled_from(PLAYERS), st.sampled_from(NAMES)), max_size=40
)
WORDS: dict[str, dict[str, str]] = {
    "take_on": {"plan": "排"},
    "report": {"text": "办成了"},
    **{step: {"reason": "因为"} for step in ("decline", "return", "excuse")},
}


@settings(max_examples=examples.of(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_a_parent_closes_only_when_each_child_is_settled_in_whatever_order(
    world: World, moves: list[tuple[str, str, str]]
) -> None:
    actors = {player: world.actor(player) for player in PLAYERS}
    point = transaction.savepoint()
    with issued(world) as story:
        for step, player, name in moves:
            receipt, verb = story.receipt(name), f"receipts.{step}"
            if may(actors[player], verb, receipt) is None:
                _do(step, receipt, actors[player])
            for parent in Receipt.objects.filter(state="closed", directive=story.directive):
                assert {child.state for child in parent.children.all()} <= {"closed", "excused"}
    transaction.savepoint_rollback(point)


def _do(step: str, receipt: Receipt, actor: Any) -> None:
    getattr(actions, f"{step}_receipt")(receipt, actor=actor, **WORDS.get(step, {}))
