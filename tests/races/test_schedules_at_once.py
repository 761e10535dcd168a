"""Several workers at the same minute: a schedule is started once."""

from __future__ import annotations

from datetime import time

import pytest
from django_tasks_db.models import DBTaskResult

from jingwei.adapters import queue
from tests.support.hands import all_at_once
from tests.support.world import World

pytestmark = pytest.mark.postgres


@queue.task()
def nightly() -> None:
    """Ring."""


@pytest.fixture
def night(arena: World, monkeypatch: pytest.MonkeyPatch) -> str:
    """One schedule alone, never started yet."""
    monkeypatch.setattr(queue, "SCHEDULES", {})
    queue.every_day(time(2, 0))(nightly)
    return nightly.module_path


def test_of_many_workers_one_has_the_turn(night: str) -> None:
    started = all_at_once([queue.tick] * 8)

    assert sorted(started) == [[]] * 7 + [[night]]
    assert DBTaskResult.objects.filter(task_path=night).count() == 1
