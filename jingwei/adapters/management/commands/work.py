"""`./jw manage work`: run queued work until told to stop, with schedules and the reaper."""

from __future__ import annotations

import signal
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from jingwei.adapters import queue

PAUSE = 0.5
TICK_EVERY = 60.0


class Command(BaseCommand):
    """The queue worker of `./jw run`."""

    help = "Run queued work until told to stop."

    def handle(self, *args: Any, **options: Any) -> None:
        """Alternate between ready work, due schedules and a short pause."""
        stopping: list[int] = []
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda received, frame: stopping.append(received))
        next_tick = 0.0
        while not stopping:
            close_old_connections()
            if time.monotonic() >= next_tick:
                queue.reap()
                queue.tick()
                next_tick = time.monotonic() + TICK_EVERY
            if not queue.drain(limit=20):
                time.sleep(PAUSE)
