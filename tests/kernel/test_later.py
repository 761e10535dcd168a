"""Work after commit: delivered at least once, retried with patience, given up in sight, due once a day."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jingwei.adapters import clock, presence, queue, worker
from jingwei.foundation.ledger.actions import deliver
from jingwei.kernel.reactions import reactions_to, when
from tests.kernel.plot import room
from tests.kernel.plot.models import Plot
from tests.kernel.plot.room import gardener, reap, water
from tools.environment import ROOT


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

    assert worker.drain() == 1
    assert len(room.HEARD) == 1


def test_a_verb_that_is_undone_leaves_nothing_to_do(only_ours: Plot) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        water(only_ours, actor=gardener(only_ours.university_id))
        1 / 0  # noqa: B018

    assert worker.drain() == 0


def test_a_verb_within_a_verb_is_heard(only_ours: Plot) -> None:
    Plot.objects.update(state="sown")
    reap(only_ours, actor=gardener(only_ours.university_id))

    assert worker.drain() == 1


def test_a_failure_is_tried_again_after_a_growing_wait(only_ours: Plot) -> None:
    room.FAILING += [RuntimeError("one"), RuntimeError("two")]
    water(only_ours, actor=gardener(only_ours.university_id))

    waits = []
    for _ in range(2):
        worker.drain()
        waiting = DBTaskResult.objects.get(status="READY")
        waits.append((waiting.run_after - timezone.now()).total_seconds())
        assert worker.drain() == 0
        make_ready()
    worker.drain()

    assert waits == [pytest.approx(10, abs=3), pytest.approx(30, abs=3)]
    assert len(room.HEARD) == 1
    assert not DBTaskResult.objects.filter(status="FAILED").exists()


def test_what_fails_for_good_lies_in_sight(only_ours: Plot) -> None:
    room.FAILING += [RuntimeError("always")] * worker.MOST_TRIES
    water(only_ours, actor=gardener(only_ours.university_id))

    for _ in range(worker.MOST_TRIES + 2):
        worker.drain()
        make_ready()

    assert room.HEARD == []
    (dead,) = DBTaskResult.objects.filter(status="FAILED")
    assert dead.args_kwargs["args"][2].startswith("tests.kernel.plot.room.hear")
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
    worker.drain()

    assert Plot.objects.get(pk=only_ours.pk).name == "东地"


def _with(reaction: Any, run: Any) -> Any:
    return type(reaction)(reaction.name, reaction.verb, run)


def test_delivered_twice_it_runs_twice_which_it_must_bear(only_ours: Plot) -> None:
    water(only_ours, actor=gardener(only_ours.university_id))
    (task,) = DBTaskResult.objects.filter(status="READY")
    deliver.enqueue(*task.args_kwargs["args"])

    worker.drain()

    assert len(room.HEARD) == 2
    assert len(set(room.HEARD)) == 1


def test_a_reaction_is_declared_once(garden: object) -> None:
    with pytest.raises(RuntimeError, match="reaction declared twice"):
        when("plot.water")(room.hear)


@pytest.fixture
def held(only_ours: Plot) -> DBTaskResult[Any, Any]:
    """A piece of work that somebody has in hand."""
    water(only_ours, actor=gardener(only_ours.university_id))
    (work,) = DBTaskResult.objects.all()
    work.claim("elsewhere")
    return work


def test_work_in_unknown_hands_is_given_back_after_the_lease(held: DBTaskResult[Any, Any]) -> None:
    assert worker.reap() == 0

    DBTaskResult.objects.update(started_at=timezone.now() - worker.LEASE - timedelta(minutes=1))

    assert worker.reap() == 1
    worker.drain()
    assert len(room.HEARD) == 1


def test_a_living_worker_keeps_its_work_however_long(held: DBTaskResult[Any, Any]) -> None:
    with presence.present() as name:
        held.claim(name)
        DBTaskResult.objects.update(started_at=timezone.now() - 9 * worker.LEASE)

        assert worker.reap() == 0


def test_a_killed_worker_keeps_nothing(held: DBTaskResult[Any, Any]) -> None:
    held.claim(name := killed_worker())

    assert worker.reap() == 1
    assert presence.left_behind() == []
    assert presence.life_of(name) is presence.Life.UNKNOWN
    worker.drain()
    assert len(room.HEARD) == 1


def test_what_kills_its_workers_is_given_up(held: DBTaskResult[Any, Any]) -> None:
    for _ in range(worker.MOST_TRIES - 1):
        held.claim(killed_worker())

    assert worker.reap() == 1
    assert held.__class__.objects.get().exception_class_path.endswith("WorkerDied")
    assert queue.dead_letters().count() == 1
    assert worker.try_again() == 1
    worker.drain()
    assert len(room.HEARD) == 1


def test_a_worker_that_lost_the_database_takes_up_its_own_again(held: DBTaskResult[Any, Any]) -> None:
    with presence.present() as name:
        held.claim(name)

        assert worker.reap(name) == 1


def killed_worker() -> str:
    """The name of a worker that was killed while it worked."""
    line = "from jingwei.adapters.presence import present\nwith present() as name: print(name, flush=True); input()"
    script = f"import django; django.setup()\n{line}"
    with subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "jingwei.config.settings", "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        name = process.stdout.readline().strip()
        assert presence.life_of(name) is presence.Life.HERE
        process.kill()
    return name


def test_the_queue_stands_still_only_where_nobody_works(held: DBTaskResult[Any, Any]) -> None:
    long_ago = timezone.now() - queue.LATE - timedelta(minutes=1)
    DBTaskResult.objects.update(enqueued_at=long_ago)
    assert not queue.stands_still()

    DBTaskResult.objects.update(status="READY")
    assert queue.stands_still()
    with presence.present():
        assert not queue.stands_still()


def test_what_is_done_is_forgotten_after_a_week(only_ours: Plot) -> None:
    water(only_ours, actor=gardener(only_ours.university_id))
    worker.drain()
    queue.forget_finished_work.call()
    assert DBTaskResult.objects.count() == 1

    DBTaskResult.objects.update(finished_at=timezone.now() - queue.KEPT - timedelta(minutes=1))
    queue.forget_finished_work.call()

    assert DBTaskResult.objects.count() == 0


@queue.task()
def nightly() -> None:
    """Ring."""


@pytest.fixture
def night(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """One schedule alone: `nightly`, at two."""
    monkeypatch.setattr(queue, "SCHEDULES", {})
    queue.every_day(time(2, 0))(nightly)


def tick_at(day: int, hour: int, minute: int = 0) -> int:
    """Tick at an hour of November 2026; returns how many schedules were started."""
    with clock.clock_at(datetime(2026, 11, day, hour, minute, tzinfo=clock.ZONE)):
        return len(queue.tick())


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
