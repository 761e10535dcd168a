"""Work later: retries, schedules and a reaper over the durable queue of django-tasks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from jingwei.adapters import clock

log = logging.getLogger(__name__)
MOST_TRIES = 6
FIRST_WAIT = timedelta(seconds=10)
LEASE = timedelta(minutes=30)
DAY = timedelta(days=1)

__all__ = ["SCHEDULES", "drain", "every_day", "reap", "task", "tick", "try_again"]


def try_again(work: Task[Any, Any], tried: int, *args: Any) -> None:
    """Enqueue `work` again after a growing wait; raise the present error once `MOST_TRIES` is reached.

    The task takes the number of tries so far as its last argument. What is raised stays in the queue as a
    failed row: the dead letter.
    """
    if tried >= MOST_TRIES:
        raise
    wait = FIRST_WAIT * 3 ** (tried - 1)
    log.warning("%s failed, try %s of %s, again in %s", work.name, tried, MOST_TRIES, wait, exc_info=True)
    work.using(run_after=timezone.now() + wait).enqueue(*args, tried + 1)


@dataclass(frozen=True)
class Schedule:
    """A task without arguments that is due once a day at `at`, Asia/Shanghai."""

    work: Task[Any, Any]
    at: time


SCHEDULES: dict[str, Schedule] = {}


def every_day(at: time) -> Callable[[Task[Any, Any]], Task[Any, Any]]:
    """Run a task once a day after `at`; a day missed by a machine that was off is made up once."""

    def declare(work: Task[Any, Any]) -> Task[Any, Any]:
        SCHEDULES[work.module_path] = Schedule(work, at)
        return work

    return declare


def tick() -> list[str]:
    """Enqueue every schedule that is due and not yet enqueued since; returns their names."""
    started = []
    for path, schedule in SCHEDULES.items():
        due = _last_due(schedule.at)
        with transaction.atomic():
            if not DBTaskResult.objects.filter(task_path=path, enqueued_at__gte=due).exists():
                schedule.work.enqueue()
                started.append(path)
    return started


def _last_due(at: time) -> datetime:
    moment = clock.now().astimezone(clock.ZONE)
    due = datetime.combine(moment.date(), at, clock.ZONE)
    return due if due <= moment else due - DAY


def reap() -> int:
    """Give back tasks whose worker died (no end within the lease); returns how many."""
    dead = DBTaskResult.objects.filter(status="RUNNING", started_at__lt=timezone.now() - LEASE)
    return dead.update(status="READY", started_at=None)


def answers() -> None:
    """Ask the queue one question; raises DatabaseError where it does not answer."""
    DBTaskResult.objects.ready().exists()


def drain(limit: int = 10_000) -> int:
    """Run all ready work in this process, as the worker would; returns how many tasks ran."""
    from django_tasks_db.management.commands.db_worker import Worker  # noqa: PLC0415 - loads signals

    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=limit,
        worker_id="drain",
        excluded_queue_names=[],
    )
    worker.run()
    return worker._run_tasks
