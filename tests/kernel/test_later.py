"""Work after commit: delivered at least once, retried with patience, given up in sight, due once a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jingwei.adapters import clock, queue
from jingwei.foundation.ledger.actions import deliver
from jingwei.kernel.reactions import reactions_to, when
from tests.kernel.plot import room
from tests.kernel.plot.models import Plot
from tests.kernel.plot.room import gardener, reap, water


@pytest.fixture
def only_ours(plot: Plot) -> Iterator[Plot]:
    """The plot, with nothing else waiting in the queue."""
    DBTaskResult.objects.all().delete()
    yield plot


def make_ready() -> int:
    """Let the time of waiting tasks pass."""
    return DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now() - timedelta(seconds=1))


def test_a_reaction_runs_after_the_verb_never_within(only_ours: Plot) -> None:
    water(only_ours, actor=gardener(only_ours.university_id))
    assert room.HEARD == []

    assert queue.drain() == 1
    assert len(room.HEARD) == 1


def test_a_verb_that_is_undone_leaves_nothing_to_do(only_ours: Plot) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        water(only_ours, actor=gardener(only_ours.university_id))
        1 / 0  # noqa: B018

    assert queue.drain() == 0


def test_a_verb_within_a_verb_is_heard(only_ours: Plot) -> None:
    Plot.objects.update(state="sown")
    reap(only_ours, actor=gardener(only_ours.university_id))

    assert queue.drain() == 1


def test_a_failure_is_tried_again_after_a_growing_wait(only_ours: Plot) -> None:
    room.FAILING += [RuntimeError("one"), RuntimeError("two")]
    water(only_ours, actor=gardener(only_ours.university_id))

    waits = []
    for _ in range(2):
        queue.drain()
        waiting = DBTaskResult.objects.get(status="READY")
        waits.append((waiting.run_after - timezone.now()).total_seconds())
        assert queue.drain() == 0
        make_ready()
    queue.drain()

    assert waits == [pytest.approx(10, abs=3), pytest.approx(30, abs=3)]
    assert len(room.HEARD) == 1
    assert not DBTaskResult.objects.filter(status="FAILED").exists()


def test_what_fails_for_good_lies_in_sight(only_ours: Plot) -> None:
    room.FAILING += [RuntimeError("always")] * queue.MOST_TRIES
    water(only_ours, actor=gardener(only_ours.university_id))

    for _ in range(queue.MOST_TRIES + 2):
        queue.drain()
        make_ready()

    assert room.HEARD == []
    (dead,) = DBTaskResult.objects.filter(status="FAILED")
    assert dead.args_kwargs["args"][1].startswith("tests.kernel.plot.room.hear")
    assert "always" in dead.traceback


def test_a_failed_reaction_keeps_nothing_of_what_it_did(
    only_ours: Plot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(record: Any) -> None:
        Plot.objects.update(name="半途")
        raise RuntimeError("half")

    (reaction,) = reactions_to("plot.water")
    monkeypatch.setattr("jingwei.foundation.ledger.actions.REACTIONS", {reaction.name: _with(reaction, half)})
    water(only_ours, actor=gardener(only_ours.university_id))
    queue.drain()

    assert Plot.objects.get(pk=only_ours.pk).name == "东地"


def _with(reaction: Any, run: Any) -> Any:
    return type(reaction)(reaction.name, reaction.verb, run)


def test_delivered_twice_it_runs_twice_which_it_must_bear(only_ours: Plot) -> None:
    water(only_ours, actor=gardener(only_ours.university_id))
    (task,) = DBTaskResult.objects.filter(status="READY")
    deliver.enqueue(*task.args_kwargs["args"])

    queue.drain()

    assert len(room.HEARD) == 2
    assert len(set(room.HEARD)) == 1


def test_a_reaction_is_declared_once(garden: object) -> None:
    with pytest.raises(RuntimeError, match="reaction declared twice"):
        when("plot.water")(room.hear)


def test_a_task_whose_worker_died_is_given_back(only_ours: Plot) -> None:
    water(only_ours, actor=gardener(only_ours.university_id))
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now() - queue.LEASE / 2)
    assert queue.reap() == 0

    DBTaskResult.objects.update(started_at=timezone.now() - queue.LEASE - timedelta(minutes=1))

    assert queue.reap() == 1
    queue.drain()
    assert len(room.HEARD) == 1


@queue.task()
def nightly() -> None:
    """Ring."""


@pytest.fixture
def night(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """One schedule alone: `nightly`, at two."""
    DBTaskResult.objects.all().delete()
    monkeypatch.setattr(queue, "SCHEDULES", {})
    queue.every_day(time(2, 0))(nightly)


def tick_at(day: int, hour: int, minute: int = 0) -> int:
    """Tick at an hour of November 2026; tasks are dated by the same clock."""
    moment = datetime(2026, 11, day, hour, minute, tzinfo=clock.ZONE)
    with clock.clock_at(moment):
        started = queue.tick()
    DBTaskResult.objects.filter(enqueued_at__gt=moment).update(enqueued_at=moment)
    return len(started)


def test_what_is_due_once_a_day_is_started_once_a_day(night: None) -> None:
    assert [tick_at(2, 1), tick_at(2, 2, 1), tick_at(2, 2, 2), tick_at(2, 23), tick_at(3, 1)] == [
        1,
        1,
        0,
        0,
        0,
    ]
    assert tick_at(3, 2) == 1


def test_days_that_were_missed_are_made_up_once(night: None) -> None:
    assert tick_at(2, 3) == 1

    assert [tick_at(9, 12), tick_at(9, 13)] == [1, 0]


def test_the_clock_can_be_set_to_a_day() -> None:
    with clock.clock_at(date(2026, 3, 1)):
        assert clock.today() == date(2026, 3, 1)
