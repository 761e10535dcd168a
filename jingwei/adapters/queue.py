"""Work later: what is put into the durable queue of django-tasks, by a verb or by a schedule, and how it stands."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult, get_date_max

from jingwei.adapters import clock
from jingwei.adapters.outage import outage_in
from jingwei.adapters.presence import anybody_here

P = TypeVar("P")
log = logging.getLogger(__name__)
DAY = timedelta(days=1)
KEPT = timedelta(days=7)
LATE = timedelta(minutes=10)
"""Work that waits longer while nobody works means that the queue stands still."""
TAKE_TURN = """
INSERT INTO adapters_turn (name, due) VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET due = excluded.due WHERE adapters_turn.due < excluded.due
RETURNING name
"""

__all__ = ["SCHEDULES", "dead_letters", "each_alone", "every_day", "stands_still", "task", "tick"]


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
    """Enqueue every schedule whose turn has come, once, whoever else ticks; returns their names."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, due FROM adapters_turn")
        taken = dict(cursor.fetchall())
    turns = {path: int(_last_due(schedule.at).timestamp()) for path, schedule in SCHEDULES.items()}
    return [path for path, due in turns.items() if taken.get(path, 0) < due and _take(path, due)]


def _take(path: str, due: int) -> bool:
    """Take the turn and put the work into the queue in one transaction; False where another was first."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(TAKE_TURN, [path, due])
            if cursor.fetchone() is None:
                return False
        SCHEDULES[path].work.enqueue()
    return True


def _last_due(at: time) -> datetime:
    moment = clock.now().astimezone(clock.ZONE)
    due = datetime.combine(moment.date(), at, clock.ZONE)
    return due if due <= moment else due - DAY


def each_alone(parts: Iterable[P], do: Callable[[P], Any]) -> None:
    """Do each part on its own; one that fails keeps no other back.

    Where any failed the whole fails at its end: it is tried again, and shown by /healthz once it is given up.
    """
    failures = []
    for part in parts:
        try:
            do(part)
        except Exception as fault:
            if outage_in(fault):
                raise
            log.exception("%s %r not done", do.__name__, part)
            failures.append(fault)
    if failures:
        raise ExceptionGroup("some parts could not be done", failures)


def stands_still() -> bool:
    """Whether due work has waited long while nobody works; raises DatabaseError where the queue does not answer."""
    since = timezone.now() - LATE
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=since)
    waiting = waiting.filter(Q(run_after=get_date_max()) | Q(run_after__lt=since))
    return waiting.exists() and not anybody_here() and not DBTaskResult.objects.running().exists()


def dead_letters() -> QuerySet[DBTaskResult[Any, Any]]:
    """What was given up after all its tries, the latest first."""
    return DBTaskResult.objects.failed().order_by("-finished_at")


@every_day(time(3, 10))
@task()
def forget_finished_work() -> None:
    """Drop what was done more than a week ago; what was given up stays until somebody deals with it."""
    done = DBTaskResult.objects.successful().filter(finished_at__lt=timezone.now() - KEPT)
    done.delete()
