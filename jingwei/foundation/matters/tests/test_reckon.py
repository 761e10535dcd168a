"""`matters.reckon_milestone` and `matters.reckon_correction`: the platform counts once what fell due."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jingwei.adapters import worker
from jingwei.adapters.clock import clock_at
from jingwei.foundation.ledger.models import Record
from jingwei.foundation.matters.actions import raise_correction, reckon_milestone
from jingwei.foundation.matters.models import Milestone
from jingwei.foundation.matters.reactions import reckon_what_fell_due
from jingwei.kernel.actor import system
from tests.support.matters import DUE, story_at
from tests.support.verbs import refused
from tests.support.world import World

CLOCKWORK = system("系统", "matters.reckon_milestone")


def reckoned(verb: str) -> list[tuple[str, str]]:
    rows = Record.objects.filter(verb=f"matters.{verb}").order_by("seq")
    return [(record.part, record.result) for record in rows]


def test_met_in_time_counts_as_such_and_only_once(world: World) -> None:
    with story_at(world, "closed") as story:
        for _ in range(2):
            with clock_at(date(2026, 5, 25)):
                reckon_what_fell_due.func()

        both, party, unit = (f"milestone:{m.pk}" for m in story.milestones.values())
        assert reckoned("reckon_milestone") == [(both, "on-time"), (party, "on-time"), (unit, "on-time")]
        record = Record.objects.filter(verb="matters.reckon_milestone").first()
        assert record is not None and record.actor_kind == "system"
        assert record.university_id == story.matter.university_id
        assert record.tags.startswith("|type:general|function:research|")


def test_open_or_late_counts_as_late_and_not_before_an_answer_had_time(world: World) -> None:
    with story_at(world, "implementing") as story:
        with clock_at(date(2026, 4, 29)):
            reckon_what_fell_due.func()
        assert reckoned("reckon_milestone") == []
        with clock_at(date(2026, 4, 30)):
            reckon_what_fell_due.func()
        assert reckoned("reckon_milestone") == [(f"milestone:{story.milestones['both'].pk}", "late")]


@pytest.mark.parametrize("state", ["planning", "withdrawn"])
def test_nothing_is_counted_of_a_plan_or_a_withdrawn_matter(world: World, state: str) -> None:
    with story_at(world, state) as story, clock_at(DUE):
        reckon_what_fell_due.func()

        assert reckoned("reckon_milestone") == []
        with refused(409, "gate-shut"):
            reckon_milestone(story.milestones["both"], actor=CLOCKWORK)


def test_a_correction_is_counted_too(world: World) -> None:
    with story_at(world, "implementing") as story:
        correction = raise_correction(
            story.matter,
            actor=story.inspector,
            what="补数据",
            clause="2.2",
            due=date(2026, 6, 1),
            owner="unit",
        )
        with clock_at(date(2026, 6, 2)):
            reckon_what_fell_due.func()

        assert reckoned("reckon_correction") == [(f"correction:{correction.pk}", "late")]


def test_nobody_but_the_platform_counts(world: World) -> None:
    with story_at(world, "implementing") as story:
        for actor in (story.secretary, story.actor("committee"), story.inspector):
            with refused(403, "no-grant"):
                reckon_milestone(story.milestones["both"], actor=actor)
        assert not Milestone.objects.filter(matter=story.matter, reckoned=True).exists()


def alter(statement: str) -> None:
    # PostgreSQL changes no table about which a question is still open.
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_one_that_fails_keeps_no_other_back_and_is_told(world: World) -> None:
    with story_at(world, "closed") as story, clock_at(date(2026, 5, 25)):
        broken, fine, done = story.milestones.values()
        reckon_milestone(done, actor=CLOCKWORK)
        # The database itself refuses to keep the first of them as counted.
        alter(
            "CREATE UNIQUE INDEX broken ON matters_milestone (reckoned) "
            f"WHERE reckoned AND id IN ({broken.pk}, {done.pk})"
        )
        DBTaskResult.objects.all().delete()
        reckon_what_fell_due.enqueue()
        for _ in range(worker.MOST_TRIES):
            worker.drain()
            DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())

        assert reckoned("reckon_milestone") == [
            (f"milestone:{done.pk}", "on-time"),
            (f"milestone:{fine.pk}", "on-time"),
        ]
        assert Client().get("/healthz").json()["given_up"] == 1

        alter("DROP INDEX broken")
        assert worker.try_again() == 1
        worker.drain()

        assert reckoned("reckon_milestone")[2:] == [(f"milestone:{broken.pk}", "on-time")]
        assert "given_up" not in Client().get("/healthz").json()
