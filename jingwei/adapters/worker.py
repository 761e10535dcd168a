"""Does the work of the queue: one piece at a time, again after a failure with patience, given back where a worker died."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import close_old_connections, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jingwei.adapters.presence import Life, forget, left_behind, life_of, present

log = logging.getLogger(__name__)
MOST_TRIES = 6
FIRST_WAIT = timedelta(seconds=10)
LEASE = timedelta(minutes=30)
"""After so long, work in the hands of a worker of whom nothing is known here is given back."""

Work = DBTaskResult[Any, Any]


class WorkerDied(Exception):
    """A piece of work whose workers died each time they had it."""


def drain(limit: int = 10_000) -> int:
    """Do all ready work in this process, as a worker would; returns how many pieces."""
    with present() as name:
        return work_off(name, limit)


def work_off(name: str, limit: int, stopping: Callable[[], bool] = lambda: False) -> int:
    """Do ready work, at most `limit` pieces, as the worker of this name; returns how many."""
    close_old_connections()
    for done in range(limit):
        work = None if stopping() else _claim(name)
        if work is None:
            return done
        _do(work)
    return limit


def reap(own: str = "") -> int:
    """Give back what dead workers held, and what `own` left lying when it lost the database; returns how many.

    Called by a worker between two pieces of work, so that whatever is in its name is not under way.
    """
    dead = left_behind()
    held = [work for work in DBTaskResult.objects.running() if _is_abandoned(work, own)]
    given_back = sum(_give_back(work) for work in held)
    for name in dead:
        forget(name)
    return given_back


def try_again() -> int:
    """Put everything that was given up back into the queue, with all its tries; returns how many."""
    given_up = DBTaskResult.objects.failed()
    return given_up.update(status="READY", started_at=None, run_after=timezone.now(), worker_ids=[])


def _claim(name: str) -> Work | None:
    """The next piece of work, in this worker's hands from now on."""
    ready = DBTaskResult.objects.ready()
    if not ready.exists():
        # Asked without a lock first: an idle worker must not stand in anybody's way.
        return None
    with transaction.atomic():
        work = ready.get_locked()
        if work is not None:
            work.claim(name)
        return work


def _do(work: Work) -> None:
    """Do it; where it fails, let it wait longer each time, until it is given up in sight."""
    try:
        work.task.call(*work.args_kwargs["args"], **work.args_kwargs["kwargs"])
    except Exception as fault:
        tried = len(work.worker_ids)
        log.warning("%s failed, try %s of %s", work.task_path, tried, MOST_TRIES, exc_info=True)
        work.set_failed(fault) if tried >= MOST_TRIES else _let_wait(work, FIRST_WAIT * 3 ** (tried - 1))
    else:
        work.set_successful(None)


def _let_wait(work: Work, wait: timedelta) -> None:
    work.status, work.started_at, work.run_after = "READY", None, timezone.now() + wait
    work.save(update_fields=["status", "started_at", "run_after"])


def _is_abandoned(work: Work, own: str) -> bool:
    holder = work.worker_ids[-1] if work.worker_ids else ""
    life = life_of(holder) if holder else Life.UNKNOWN
    if life is Life.UNKNOWN:
        return work.started_at is None or work.started_at < timezone.now() - LEASE
    return holder == own or life is Life.GONE


def _give_back(work: Work) -> int:
    """Let it be done by another, unless it has been the death of too many; 1 where nobody else was quicker."""
    unchanged = DBTaskResult.objects.running().filter(pk=work.pk, started_at=work.started_at)
    if len(work.worker_ids) < MOST_TRIES:
        return unchanged.update(status="READY", started_at=None)
    fault = WorkerDied(f"its worker died {len(work.worker_ids)} times")
    with transaction.atomic():
        found = unchanged.select_for_update().first()
        if found is not None:
            found.set_failed(fault)
        return int(found is not None)
